package org.stompest.wire.connection;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompFrame;

/** Counts all messages and hands on the first ones only. */
class ScarceMessages implements ConnectionHandler {
    private final AtomicInteger count = new AtomicInteger();
    private final ConnectionHandler next;
    private final int handedOn;

    ScarceMessages(ConnectionHandler next, int handedOn) {
        this.next = next;
        this.handedOn = handedOn;
    }

    @Override
    public void onMessage(StompConnection connection, StompFrame message) {
        if (count.incrementAndGet() <= handedOn) {
            next.onMessage(connection, message);
        }
    }

    @Override
    public void onClosed(StompConnection connection, StompException why) {
        next.onClosed(connection, why);
    }

    int count() {
        return count.get();
    }

    /** Waits until the count stays as it is for a while. */
    int settled() {
        int[] last = {-1};
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            int before = last[0];
            last[0] = count();
            return last[0] == before;
        });
        return last[0];
    }
}
