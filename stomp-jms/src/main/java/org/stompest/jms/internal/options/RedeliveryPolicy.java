package org.stompest.jms.internal.options;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * When a message that the application gave back - by {@code rollback}, {@code recover}, or an exception in its listener - is
 * delivered again, and when it is a dead letter. The client does this, message by message in their order: while one rests, those
 * of its consumer behind it wait.
 *
 * @param maxRedeliveries after how many redeliveries a message is a dead letter; 0 allows none, -1 any number
 * @param deadLetterQueue the queue that dead letters go to, or null for the one that the broker uses itself
 * @param initialDelay how many milliseconds the first redelivery waits
 * @param delay how many milliseconds later ones wait, -1 as long as the first
 * @param backOff whether each redelivery waits longer than the one before
 * @param multiplier how much longer, 1 or more
 * @param maximumDelay no redelivery waits longer, in milliseconds, -1 for no such limit
 */
public record RedeliveryPolicy(
        int maxRedeliveries,
        String deadLetterQueue,
        long initialDelay,
        long delay,
        boolean backOff,
        double multiplier,
        long maximumDelay) {
    /** {@code jms.redeliveryPolicy.maxRedeliveries}. */
    public static final Option<Integer> MAX_REDELIVERIES = Option.of(
                    "jms.redeliveryPolicy.maxRedeliveries", OptionType.integer(-1, Integer.MAX_VALUE), -1)
            .alias("jms.redeliveryPolicy.maximumRedeliveries", "jms.maxRedeliveries");

    /** {@code jms.redeliveryPolicy.deadLetterQueue}. */
    public static final Option<String> DEAD_LETTER_QUEUE = Option.<String>of(
                    "jms.redeliveryPolicy.deadLetterQueue", OptionType.text(), null)
            .alias("jms.deadLetterQueue");

    /** {@code jms.redeliveryPolicy.initialRedeliveryDelay}. */
    public static final Option<Long> INITIAL_DELAY = Option.of(
                    "jms.redeliveryPolicy.initialRedeliveryDelay", OptionType.wholeNumber(0, Integer.MAX_VALUE), 0L)
            .alias("jms.initialRedeliveryDelay");

    /** {@code jms.redeliveryPolicy.redeliveryDelay}. */
    public static final Option<Long> DELAY = Option.of(
                    "jms.redeliveryPolicy.redeliveryDelay", OptionType.wholeNumber(-1, Integer.MAX_VALUE), -1L)
            .alias("jms.redeliveryDelay");

    /** {@code jms.redeliveryPolicy.useExponentialBackOff}. */
    public static final Option<Boolean> BACK_OFF = Option.of(
                    "jms.redeliveryPolicy.useExponentialBackOff", OptionType.bool(), false)
            .alias("jms.redeliveryBackOff");

    /** {@code jms.redeliveryPolicy.backOffMultiplier}. */
    public static final Option<Double> MULTIPLIER = Option.of(
                    "jms.redeliveryPolicy.backOffMultiplier", OptionType.decimal(1), 5.0)
            .alias("jms.redeliveryBackOffMultiplier");

    /** {@code jms.redeliveryPolicy.maximumRedeliveryDelay}. */
    public static final Option<Long> MAXIMUM_DELAY = Option.of(
                    "jms.redeliveryPolicy.maximumRedeliveryDelay", OptionType.wholeNumber(-1, Integer.MAX_VALUE), -1L)
            .alias("jms.maximumRedeliveryDelay");

    /** Ten years and more: what grows without a limit must not overflow. */
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(4000);

    static final List<Option<?>> OPTIONS =
            List.of(MAX_REDELIVERIES, DEAD_LETTER_QUEUE, INITIAL_DELAY, DELAY, BACK_OFF, MULTIPLIER, MAXIMUM_DELAY);

    static RedeliveryPolicy of(OptionValues values) {
        return new RedeliveryPolicy(
                values.get(MAX_REDELIVERIES),
                values.get(DEAD_LETTER_QUEUE),
                values.get(INITIAL_DELAY),
                values.get(DELAY),
                values.get(BACK_OFF),
                values.get(MULTIPLIER),
                values.get(MAXIMUM_DELAY));
    }

    /**
     * Tells whether a message has been handed out too often to be handed out again.
     *
     * @param handedOut how often it was
     * @return whether it is a dead letter
     */
    public boolean isDeadLetter(int handedOut) {
        return maxRedeliveries >= 0 && handedOut > maxRedeliveries;
    }

    /**
     * Tells how long a message rests before it is handed out again.
     *
     * @param handedOut how often it was, 1 or more
     * @return nanoseconds, 0 for not at all
     */
    public long restNanos(int handedOut) {
        long later = delay < 0 ? initialDelay : delay;
        if (handedOut <= 1 || later == 0) {
            return TimeUnit.MILLISECONDS.toNanos(handedOut <= 1 ? initialDelay : later);
        }
        if (!backOff) {
            return TimeUnit.MILLISECONDS.toNanos(later);
        }
        // It grows from the first delay that is one.
        long base = initialDelay == 0 ? later : initialDelay;
        int growths = initialDelay == 0 ? handedOut - 2 : handedOut - 1;
        double millis = base * Math.pow(multiplier, growths);
        return TimeUnit.MILLISECONDS.toNanos((long) Math.min(millis, maximumDelay < 0 ? LONGEST_MILLIS : maximumDelay));
    }
}
