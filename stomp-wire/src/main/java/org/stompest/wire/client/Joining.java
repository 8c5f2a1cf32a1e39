package org.stompest.wire.client;

import java.util.concurrent.TimeUnit;
import org.stompest.wire.connection.Deadline;

/** Waits for threads that are about to end. Stateless. */
final class Joining {
    private Joining() {}

    /** Waits a while; an interrupt ends the wait and stays set. */
    static void briefly(Thread thread, Deadline deadline) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
