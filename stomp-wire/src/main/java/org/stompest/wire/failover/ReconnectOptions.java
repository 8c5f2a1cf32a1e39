package org.stompest.wire.failover;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * How brokers are tried again. An attempt is one pass over all brokers after the first pass of all; {@link ReconnectSchedule}
 * says when each is due.
 *
 * @param initialReconnectDelay the wait before the first attempt; the first connection of all has none
 * @param maxReconnectDelay the longest wait, jitter not counted
 * @param useExponentialBackOff whether waits grow by the multiplier
 * @param backOffMultiplier by what a wait grows from attempt to attempt; at least 1
 * @param maxReconnectAttempts how many attempts follow a loss; 0 is none, -1 is for ever
 * @param startupMaxReconnectAttempts how many attempts follow the first pass until a connection was made; 0 is none, -1 is
 *     as many as {@code maxReconnectAttempts}
 * @param reconnectDelayJitter the most that is added to a wait, at random; zero is nothing
 * @param randomize whether brokers are tried in random order
 * @param priorityBackup whether preferred brokers come first in every attempt, and are returned to from any other
 * @param priorityURIs the preferred brokers; empty: those on this machine, or the first if there is none
 * @param backup whether connections to further brokers are held ready
 * @param backupPoolSize how many; at least 1
 * @param warnAfterReconnectAttempts after how many attempts in vain, and after how many more each time, a warning is logged;
 *     0 is never
 * @param timeout how long a send waits for a connection; negative is for ever
 */
public record ReconnectOptions(
        Duration initialReconnectDelay,
        Duration maxReconnectDelay,
        boolean useExponentialBackOff,
        double backOffMultiplier,
        int maxReconnectAttempts,
        int startupMaxReconnectAttempts,
        Duration reconnectDelayJitter,
        boolean randomize,
        boolean priorityBackup,
        List<BrokerAddress> priorityURIs,
        boolean backup,
        int backupPoolSize,
        int warnAfterReconnectAttempts,
        Duration timeout) {
    private static final OptionType<Integer> ATTEMPTS = OptionType.integer(-1, Integer.MAX_VALUE);
    private static final OptionType<List<BrokerAddress>> ADDRESSES = OptionType.of(
            "addresses such as tcp://host:61613 with commas between them",
            text -> Arrays.stream(text.split(",")).map(BrokerAddress::parse).toList(),
            list -> list.stream().map(BrokerAddress::toString).collect(Collectors.joining(",")));

    private static final Option<Duration> INITIAL =
            Option.of("failover.initialReconnectDelay", OptionType.millis(0), Duration.ofMillis(10));
    private static final Option<Duration> MAX_DELAY =
            Option.of("failover.maxReconnectDelay", OptionType.millis(0), Duration.ofSeconds(30));
    private static final Option<Boolean> BACK_OFF =
            Option.of("failover.useExponentialBackOff", OptionType.bool(), true).alias("failover.useReconnectBackOff");
    private static final Option<Double> MULTIPLIER = Option.of("failover.backOffMultiplier", OptionType.decimal(1), 2.0)
            .alias("failover.reconnectDelayExponent", "failover.reconnectBackOffMultiplier");
    private static final Option<Integer> MAX_ATTEMPTS = Option.of("failover.maxReconnectAttempts", ATTEMPTS, -1);
    private static final Option<Integer> STARTUP_ATTEMPTS =
            Option.of("failover.startupMaxReconnectAttempts", ATTEMPTS, 0);
    private static final Option<Duration> JITTER =
            Option.of("failover.reconnectDelayJitter", OptionType.millis(0), Duration.ZERO);
    private static final Option<Boolean> RANDOMIZE = Option.of("failover.randomize", OptionType.bool(), true);
    private static final Option<Boolean> PRIORITY = Option.of("failover.priorityBackup", OptionType.bool(), false);
    private static final Option<List<BrokerAddress>> PRIORITY_URIS =
            Option.of("failover.priorityURIs", ADDRESSES, List.of());
    private static final Option<Boolean> BACKUP = Option.of("failover.backup", OptionType.bool(), false);
    private static final Option<Integer> POOL_SIZE =
            Option.of("failover.backupPoolSize", OptionType.integer(1, Integer.MAX_VALUE), 1);
    private static final Option<Integer> WARN_AFTER =
            Option.of("failover.warnAfterReconnectAttempts", OptionType.integer(0, Integer.MAX_VALUE), 10);
    private static final Option<Duration> TIMEOUT =
            Option.of("failover.timeout", OptionType.millis(-1), Duration.ofMillis(-1));

    private static final OptionTable TABLE = new OptionTable(
            List.of(
                    INITIAL,
                    MAX_DELAY,
                    BACK_OFF,
                    MULTIPLIER,
                    MAX_ATTEMPTS,
                    STARTUP_ATTEMPTS,
                    JITTER,
                    RANDOMIZE,
                    PRIORITY,
                    PRIORITY_URIS,
                    BACKUP,
                    POOL_SIZE,
                    WARN_AFTER,
                    TIMEOUT),
            Set.of(
                    "failover.trackMessages",
                    "failover.trackTransactionProducers",
                    "failover.maxCacheSize",
                    "failover.updateURIsSupported",
                    "failover.updateURIsURL",
                    "failover.rebalanceUpdateURIs",
                    "failover.reconnectSupported"));

    /** What holds for the wire clients: as in the Python library stompest, nothing is tried again before a first success. */
    public static final ReconnectOptions DEFAULT = of(TABLE.read(Map.of()), 0);

    /** What holds for JMS: as in ActiveMQ, the first connection too is tried for ever. */
    public static final ReconnectOptions ACTIVEMQ = DEFAULT.withStartupMaxReconnectAttempts(-1);

    /** What holds for a single broker without failover: one attempt, and none after a loss. */
    public static final ReconnectOptions NONE = DEFAULT.withMaxReconnectAttempts(0);

    /**
     * Checks and copies.
     *
     * @param initialReconnectDelay as of the record
     * @param maxReconnectDelay as of the record
     * @param useExponentialBackOff as of the record
     * @param backOffMultiplier as of the record
     * @param maxReconnectAttempts as of the record
     * @param startupMaxReconnectAttempts as of the record
     * @param reconnectDelayJitter as of the record
     * @param randomize as of the record
     * @param priorityBackup as of the record
     * @param priorityURIs as of the record
     * @param backup as of the record
     * @param backupPoolSize as of the record
     * @param warnAfterReconnectAttempts as of the record
     * @param timeout as of the record
     */
    public ReconnectOptions {
        Objects.requireNonNull(initialReconnectDelay, "initialReconnectDelay");
        Objects.requireNonNull(maxReconnectDelay, "maxReconnectDelay");
        Objects.requireNonNull(reconnectDelayJitter, "reconnectDelayJitter");
        Objects.requireNonNull(timeout, "timeout");
        if (initialReconnectDelay.isNegative() || maxReconnectDelay.isNegative() || reconnectDelayJitter.isNegative()) {
            throw new IllegalArgumentException("a reconnect delay is negative: " + initialReconnectDelay + ", "
                    + maxReconnectDelay + ", " + reconnectDelayJitter);
        }
        if (!(backOffMultiplier >= 1)) {
            throw new IllegalArgumentException("backOffMultiplier is " + backOffMultiplier + ", must be at least 1");
        }
        if (maxReconnectAttempts < -1 || startupMaxReconnectAttempts < -1) {
            throw new IllegalArgumentException(
                    "a number of attempts is below -1: " + maxReconnectAttempts + ", " + startupMaxReconnectAttempts);
        }
        if (backupPoolSize < 1) {
            throw new IllegalArgumentException("backupPoolSize is " + backupPoolSize + ", must be at least 1");
        }
        priorityURIs = List.copyOf(priorityURIs);
    }

    /** {@return the options that are read, {@code failover.*}} */
    public static OptionTable options() {
        return TABLE;
    }

    /**
     * Makes reconnect options from what was read by {@link #options()}.
     *
     * @param values what was read
     * @param defaults what holds where nothing was given for {@code failover.startupMaxReconnectAttempts}
     * @return the options
     */
    public static ReconnectOptions of(OptionValues values, ReconnectOptions defaults) {
        return of(values, defaults.startupMaxReconnectAttempts);
    }

    /**
     * Sets the limit after a loss.
     *
     * @param attempts 0 is none, -1 is for ever
     * @return a copy with that value
     */
    public ReconnectOptions withMaxReconnectAttempts(int attempts) {
        return new ReconnectOptions(
                initialReconnectDelay,
                maxReconnectDelay,
                useExponentialBackOff,
                backOffMultiplier,
                attempts,
                startupMaxReconnectAttempts,
                reconnectDelayJitter,
                randomize,
                priorityBackup,
                priorityURIs,
                backup,
                backupPoolSize,
                warnAfterReconnectAttempts,
                timeout);
    }

    /**
     * Sets the limit before the first success.
     *
     * @param attempts 0 is none, -1 is as many as {@link #maxReconnectAttempts()}
     * @return a copy with that value
     */
    public ReconnectOptions withStartupMaxReconnectAttempts(int attempts) {
        return new ReconnectOptions(
                initialReconnectDelay,
                maxReconnectDelay,
                useExponentialBackOff,
                backOffMultiplier,
                maxReconnectAttempts,
                attempts,
                reconnectDelayJitter,
                randomize,
                priorityBackup,
                priorityURIs,
                backup,
                backupPoolSize,
                warnAfterReconnectAttempts,
                timeout);
    }

    private static ReconnectOptions of(OptionValues values, int startupAttempts) {
        return new ReconnectOptions(
                values.get(INITIAL),
                values.get(MAX_DELAY),
                values.get(BACK_OFF),
                values.get(MULTIPLIER),
                values.get(MAX_ATTEMPTS),
                values.get(STARTUP_ATTEMPTS, startupAttempts),
                values.get(JITTER),
                values.get(RANDOMIZE),
                values.get(PRIORITY),
                values.get(PRIORITY_URIS),
                values.get(BACKUP),
                values.get(POOL_SIZE),
                values.get(WARN_AFTER),
                values.get(TIMEOUT));
    }
}
