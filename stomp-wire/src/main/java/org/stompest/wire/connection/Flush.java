package org.stompest.wire.connection;

/** When a frame leaves the output buffer. */
public enum Flush {
    /** Before the call returns, or by the thread that is flushing at that moment: for what somebody waits for. */
    NOW,
    /** Within moments, by the connection's writer thread, together with what else was written: for bursts. */
    SOON
}
