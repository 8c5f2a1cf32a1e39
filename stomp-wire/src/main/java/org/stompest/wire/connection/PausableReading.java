package org.stompest.wire.connection;

/**
 * What can be held back by not being read from: TCP's flow control then holds back the peer. Usable from any thread, the one
 * that reads included.
 */
public interface PausableReading {
    /**
     * Stops reading. Takes effect after the bytes that were read already. While nothing is read no receipt arrives, and a
     * silent peer is not noticed.
     */
    void pauseReading();

    /** Goes on reading; without effect if reading is not paused. */
    void resumeReading();
}
