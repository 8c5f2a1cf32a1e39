package org.stompest.jms.internal.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * How long a close may yet wait for the broker: {@code jms.closeTimeout} for all that it ends together. Only waiting for the
 * broker counts, so that a listener that takes its time does not cost the good-bye.
 *
 * <p>Usable from any thread.
 */
public final class ClosingTime {
    /** To some waits, nothing would be for ever. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong leftNanos;

    ClosingTime(Duration timeout) {
        this.leftNanos = new AtomicLong(timeout.toNanos());
    }

    /** {@return how long the next wait may take, at least a millisecond} */
    public Duration left() {
        return Duration.ofNanos(Math.max(LEAST_NANOS, leftNanos.get()));
    }

    /**
     * Waits for the broker, and counts how long.
     *
     * @param wait given how long it may take
     */
    public void spend(Consumer<Duration> wait) {
        long start = System.nanoTime();
        try {
            wait.accept(left());
        } finally {
            leftNanos.addAndGet(start - System.nanoTime());
        }
    }
}
