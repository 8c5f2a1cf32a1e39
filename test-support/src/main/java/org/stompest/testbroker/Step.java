package org.stompest.testbroker;

import java.io.IOException;

/**
 * One thing that a script does.
 *
 * @param words what it does, for the message when it fails
 * @param action does it; an {@link AssertionError} is a failed expectation
 */
record Step(String words, Action action) {
    /** Acts on a connection. */
    @FunctionalInterface
    interface Action {
        void run(Peer peer) throws IOException, InterruptedException;
    }

    @Override
    public String toString() {
        return words;
    }
}
