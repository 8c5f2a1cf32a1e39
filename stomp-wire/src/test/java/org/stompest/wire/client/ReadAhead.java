package org.stompest.wire.client;

import java.util.concurrent.atomic.AtomicInteger;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;

/** Counts how many messages have been received and not yet taken by the test. Usable from any thread. */
final class ReadAhead implements FrameListener {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public void onReceived(StompFrame frame) {
        if (frame.command() == StompCommand.MESSAGE) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }
    }

    void taken() {
        now.decrementAndGet();
    }

    int most() {
        return most.get();
    }
}
