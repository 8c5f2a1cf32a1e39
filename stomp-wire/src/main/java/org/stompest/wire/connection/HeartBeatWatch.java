package org.stompest.wire.connection;

import java.util.concurrent.TimeUnit;
import org.stompest.wire.session.HeartBeat;

/**
 * Decides when a heart-beat is due and when the peer must be taken for dead (STOMP 1.2, "Heart-beating"). Any byte counts as
 * life, either way. Pure: the time is handed in.
 *
 * <p>Threads: the reader calls {@link #received}, whoever writes {@link #sent}; both are plain volatile stores.
 */
final class HeartBeatWatch {
    /** A beat leaves before its time, so that it arrives in time. */
    private static final double SEND_MARGIN = 0.8;
    /** The specification asks for a margin of error on the receiving side. */
    private static final int DEAD_AFTER_PERIODS = 2;

    private final long sendNanos;
    private final long deadNanos;
    private volatile long lastSent;
    private volatile long lastReceived;

    HeartBeatWatch(HeartBeat negotiated, long now) {
        sendNanos = (long) (TimeUnit.MILLISECONDS.toNanos(negotiated.sendMillis()) * SEND_MARGIN);
        deadNanos = TimeUnit.MILLISECONDS.toNanos(negotiated.receiveMillis()) * DEAD_AFTER_PERIODS;
        lastSent = now;
        lastReceived = now;
    }

    void sent(long now) {
        lastSent = now;
    }

    void received(long now) {
        lastReceived = now;
    }

    /** {@return nanoseconds until a beat is due, 0 or less if it is, Long.MAX_VALUE if none was agreed on} */
    long untilBeat(long now) {
        return sendNanos == 0 ? Long.MAX_VALUE : sendNanos - (now - lastSent);
    }

    /** {@return whether the peer has been silent for too long} */
    boolean peerIsDead(long now) {
        return deadNanos != 0 && now - lastReceived > deadNanos;
    }

    /** {@return for how many nanoseconds nothing was sent} */
    long sinceSent(long now) {
        return now - lastSent;
    }

    /** {@return for how many nanoseconds nothing came} */
    long sinceReceived(long now) {
        return now - lastReceived;
    }

    /** {@return after how many nanoseconds of silence the peer is taken for dead, 0 for never} */
    long deadAfterNanos() {
        return deadNanos;
    }
}
