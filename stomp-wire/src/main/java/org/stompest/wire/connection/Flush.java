package org.stompest.wire.connection;

/** When a frame leaves the output buffer. */
public enum Flush {
    /** Before the call returns, or by the thread that is flushing at that moment: for what somebody waits for. */
    NOW,
    /** Within moments: in a burst by the connection's writer thread, together with what else was written. */
    SOON,
    /**
     * Together with the next frame that leaves for another reason, when the buffer is full, or instead of a heart-beat: for
     * what means nothing without a later frame, as the frames of a transaction do without its COMMIT.
     */
    LATER
}
