package org.stompest.tck.failover;

/** Something an application does all the time, that a broker's death must not be seen in. */
interface Work {
    /** {@return how much was done yet} */
    int progress();

    /** Begins nothing new from now on. */
    void endSending() throws InterruptedException;

    /** {@return whether all that was begun has come to its end, or cannot any more} */
    boolean isComplete();

    /** Ends it. */
    void end() throws InterruptedException;

    /** Asserts that nothing was lost, nothing came twice, and nothing was thrown. */
    void check();
}
