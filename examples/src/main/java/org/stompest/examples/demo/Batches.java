package org.stompest.examples.demo;

/** How lines are put into transactions, by the sender and by the workers. */
final class Batches {
    /** How many lines a transaction has at most. */
    static final int SIZE = 100;

    private static final int ROLLED_BACK_EVERY = 100;

    private Batches() {}

    /** {@return whether a transaction is rolled back on purpose before it is done again: the first of every hundred} */
    static boolean isRolledBackFirst(long transaction) {
        return transaction % ROLLED_BACK_EVERY == 0;
    }
}
