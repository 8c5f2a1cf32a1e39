package org.stompest.tck.failover;

/**
 * What is no fault of the client's.
 *
 * @param failedCommits it may be told that it is not known whether a commit was done, or that it was not: then what belongs to
 *     it may have been sent, or has to be received once more
 * @param repeatedSends what was sent and not confirmed is sent again, and where no broker knows that it is the same it may be
 *     there twice
 * @param anyOrder some messages wait at a broker that is away while later ones are delivered
 * @param lostAnswers so many requests may remain without an answer, because the temporary queue that they name is gone
 */
record Allowance(boolean failedCommits, boolean repeatedSends, boolean anyOrder, int lostAnswers) {
    static final Allowance NONE = new Allowance(false, false, false, 0);
}
