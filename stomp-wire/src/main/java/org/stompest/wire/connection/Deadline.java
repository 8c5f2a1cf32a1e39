package org.stompest.wire.connection;

import java.time.Duration;

/**
 * A moment until which something may take, on the clock of {@link System#nanoTime()}. Immutable; usable from any thread.
 *
 * @param at the moment in nanoseconds; without meaning where {@code unlimited}
 * @param unlimited whether there is no such moment
 */
public record Deadline(long at, boolean unlimited) {
    /** Never passes. */
    public static final Deadline NEVER = new Deadline(0, true);

    /** What {@link System#nanoTime()} can measure: 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * Counts from now.
     *
     * @param timeout how long; zero or less has passed already
     * @return the deadline
     */
    public static Deadline in(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? NEVER : inNanos(timeout.toNanos());
    }

    /**
     * Counts from now, where zero means no limit, as time-outs of JMS and of sockets do.
     *
     * @param timeout how long, zero for ever
     * @return the deadline
     */
    public static Deadline inOrNever(Duration timeout) {
        return timeout.isZero() ? NEVER : in(timeout);
    }

    /**
     * Counts from now.
     *
     * @param nanos nanoseconds
     * @return the deadline
     */
    public static Deadline inNanos(long nanos) {
        return new Deadline(System.nanoTime() + nanos, false);
    }

    /**
     * Chooses the one that passes first.
     *
     * @param one a deadline
     * @param other another one
     * @return the earlier of the two
     */
    public static Deadline earlier(Deadline one, Deadline other) {
        return one.leftNanos() <= other.leftNanos() ? one : other;
    }

    /** {@return the nanoseconds left, 0 or less if it has passed} */
    public long leftNanos() {
        return unlimited ? Long.MAX_VALUE : at - System.nanoTime();
    }

    /** {@return whether it has passed} */
    public boolean passed() {
        return leftNanos() <= 0;
    }
}
