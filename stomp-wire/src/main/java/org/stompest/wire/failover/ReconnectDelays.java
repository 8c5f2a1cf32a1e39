package org.stompest.wire.failover;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an attempt, by {@link ReconnectOptions}: the waits grow by the multiplier up to the longest one, and
 * the jitter comes on top. Pure: it knows no clock and keeps nothing but the options and the random source, whose thread
 * safety is its own.
 */
public final class ReconnectDelays {
    /** Where no first wait is wanted, the second grows from this, so that a dead broker is not tried without a pause. */
    private static final Duration LEAST_REPEATED_DELAY = Duration.ofMillis(10);

    private final ReconnectOptions options;
    private final RandomGenerator random;

    /**
     * Makes the delays of some options.
     *
     * @param options how they grow
     * @param random for the jitter; not asked where the options want none
     */
    public ReconnectDelays(ReconnectOptions options, RandomGenerator random) {
        this.options = Objects.requireNonNull(options, "options");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Tells the wait before an attempt.
     *
     * @param attempt its number, from 1
     * @return milliseconds, from zero to {@code maxReconnectDelay} and {@code reconnectDelayJitter} together
     */
    public Duration before(int attempt) {
        Duration base = options.initialReconnectDelay();
        int growths = options.useExponentialBackOff() ? attempt - 1 : 0;
        if (base.isZero() && attempt > 1) {
            base = LEAST_REPEATED_DELAY;
            growths = Math.max(0, growths - 1);
        }
        double grown = base.toMillis() * Math.pow(options.backOffMultiplier(), growths);
        long millis = (long) Math.min(grown, options.maxReconnectDelay().toMillis());
        long jitter = options.reconnectDelayJitter().toMillis();
        long extra = jitter == 0 ? 0 : random.nextLong(jitter == Long.MAX_VALUE ? jitter : jitter + 1);
        return Duration.ofMillis(millis > Long.MAX_VALUE - extra ? Long.MAX_VALUE : millis + extra);
    }
}
