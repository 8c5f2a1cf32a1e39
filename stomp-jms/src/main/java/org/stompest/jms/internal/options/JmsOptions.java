package org.stompest.jms.internal.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * The options of a JMS connection.
 *
 * @param username who connects, or null: then {@code stomp.login} counts
 * @param password the password, or null
 * @param clientID the client identifier, or null
 * @param dialect the name of the broker's dialect, or null: then the broker's {@code server} header decides
 * @param prefetch how many messages a consumer may have that are not yet acknowledged; 0 is one at a time, on demand
 * @param requestTimeout how long the broker may take to answer a request such as a subscription or a commit
 * @param sendTimeout how long the broker may take to confirm a message
 * @param closeTimeout how long closing may take
 * @param forceAsyncSend whether no send waits for the broker, but for the first to each destination
 * @param forceSyncSend whether every send waits for the broker
 * @param repeatInDoubt whether a persistent send whose confirmation was lost is repeated where it may be there twice then
 * @param maxUnconfirmedSends how many messages of a session may be sent and not confirmed, beyond which a send waits
 * @param maxUnconfirmedBytes how many bytes they may have together
 * @param redelivery when messages that were given back are delivered again, and when they are dead letters
 * @param transactionBytes how many bytes of a transaction are kept to be sent again after a reconnect
 * @param deserializationAllowList classes and packages that an ObjectMessage may contain; empty is none, {@code *} is all
 * @param deserializationDenyList classes and packages that it may not contain, whatever the allow list says
 * @param deserializationMaxDepth how many objects in objects an ObjectMessage may contain
 * @param deserializationMaxBytes how many bytes the object of an ObjectMessage may have
 * @param validatePropertyNames whether names of message properties must be Java identifiers
 * @param localMessageExpiry whether messages that expired on their way are dropped by the client
 * @param localMessagePriority whether messages of higher priority overtake others on the client in every mode of sessions
 */
public record JmsOptions(
        String username,
        String password,
        String clientID,
        String dialect,
        int prefetch,
        Duration requestTimeout,
        Duration sendTimeout,
        Duration closeTimeout,
        boolean forceAsyncSend,
        boolean forceSyncSend,
        boolean repeatInDoubt,
        int maxUnconfirmedSends,
        long maxUnconfirmedBytes,
        RedeliveryPolicy redelivery,
        long transactionBytes,
        List<String> deserializationAllowList,
        List<String> deserializationDenyList,
        int deserializationMaxDepth,
        int deserializationMaxBytes,
        boolean validatePropertyNames,
        boolean localMessageExpiry,
        boolean localMessagePriority) {
    /** The prefix of the options that are read here. */
    public static final String PREFIX = "jms.";

    /** {@code jms.username}. */
    public static final Option<String> USERNAME =
            Option.<String>of("jms.username", OptionType.text(), null).alias("jms.userName");

    /** {@code jms.password}. */
    public static final Option<String> PASSWORD =
            Option.<String>of("jms.password", OptionType.text(), null).secret();

    /** {@code jms.clientID}. */
    public static final Option<String> CLIENT_ID =
            Option.<String>of("jms.clientID", OptionType.text(), null).alias("jms.clientId");

    /** {@code jms.dialect}. */
    public static final Option<String> DIALECT = Option.of("jms.dialect", OptionType.text(), null);

    /** {@code jms.prefetchPolicy.all}. */
    public static final Option<Integer> PREFETCH = Option.of(
                    "jms.prefetchPolicy.all", OptionType.integer(0, 1_000_000), 1000)
            .alias("jms.prefetch");

    /** {@code jms.requestTimeout}. */
    public static final Option<Duration> REQUEST_TIMEOUT =
            Option.of("jms.requestTimeout", OptionType.millis(1), Duration.ofSeconds(30));

    /** {@code jms.sendTimeout}. */
    public static final Option<Duration> SEND_TIMEOUT =
            Option.of("jms.sendTimeout", OptionType.millis(1), Duration.ofSeconds(60));

    /** {@code jms.closeTimeout}. */
    public static final Option<Duration> CLOSE_TIMEOUT =
            Option.of("jms.closeTimeout", OptionType.millis(1), Duration.ofSeconds(15));

    /** {@code jms.forceAsyncSend}. */
    public static final Option<Boolean> FORCE_ASYNC_SEND =
            Option.of("jms.forceAsyncSend", OptionType.bool(), false).alias("jms.useAsyncSend");

    /** {@code jms.forceSyncSend}. */
    public static final Option<Boolean> FORCE_SYNC_SEND =
            Option.of("jms.forceSyncSend", OptionType.bool(), false).alias("jms.alwaysSyncSend");

    /** {@code jms.repeatInDoubt}. */
    public static final Option<Boolean> REPEAT_IN_DOUBT = Option.of("jms.repeatInDoubt", OptionType.bool(), true);

    /** {@code jms.maxUnconfirmedSends}. */
    public static final Option<Integer> MAX_UNCONFIRMED_SENDS =
            Option.of("jms.maxUnconfirmedSends", OptionType.integer(1, 1_000_000), 1000);

    /** {@code jms.maxUnconfirmedBytes}. */
    public static final Option<Long> MAX_UNCONFIRMED_BYTES =
            Option.of("jms.maxUnconfirmedBytes", OptionType.wholeNumber(1, Long.MAX_VALUE), 16L * 1024 * 1024);

    /** {@code jms.transactionBytes}. */
    public static final Option<Long> TRANSACTION_BYTES =
            Option.of("jms.transactionBytes", OptionType.wholeNumber(0, Long.MAX_VALUE), 64L * 1024 * 1024);

    /** {@code jms.deserializationPolicy.allowList}. */
    public static final Option<List<String>> ALLOW_LIST = Option.of(
                    "jms.deserializationPolicy.allowList", OptionType.list(), List.of())
            .alias("jms.deserializationAllowList");

    /** {@code jms.deserializationPolicy.denyList}. */
    public static final Option<List<String>> DENY_LIST = Option.of(
                    "jms.deserializationPolicy.denyList", OptionType.list(), List.of())
            .alias("jms.deserializationDenyList");

    /** {@code jms.deserializationPolicy.maxDepth}. */
    public static final Option<Integer> MAX_DEPTH = Option.of(
                    "jms.deserializationPolicy.maxDepth", OptionType.integer(1, 100_000), 200)
            .alias("jms.deserializationMaxDepth");

    /** {@code jms.deserializationPolicy.maxBytes}. */
    public static final Option<Integer> MAX_BYTES = Option.of(
                    "jms.deserializationPolicy.maxBytes", OptionType.integer(1, Integer.MAX_VALUE), Integer.MAX_VALUE)
            .alias("jms.deserializationMaxBytes");

    /** {@code jms.validatePropertyNames}. */
    public static final Option<Boolean> VALIDATE_PROPERTY_NAMES =
            Option.of("jms.validatePropertyNames", OptionType.bool(), true);

    /** {@code jms.localMessageExpiry}. */
    public static final Option<Boolean> LOCAL_MESSAGE_EXPIRY =
            Option.of("jms.localMessageExpiry", OptionType.bool(), true);

    /** {@code jms.localMessagePriority}. */
    public static final Option<Boolean> LOCAL_MESSAGE_PRIORITY =
            Option.of("jms.localMessagePriority", OptionType.bool(), false).alias("jms.messagePrioritySupported");

    private static final OptionTable TABLE = new OptionTable(
            all(
                    USERNAME,
                    PASSWORD,
                    CLIENT_ID,
                    DIALECT,
                    PREFETCH,
                    REQUEST_TIMEOUT,
                    SEND_TIMEOUT,
                    CLOSE_TIMEOUT,
                    FORCE_ASYNC_SEND,
                    FORCE_SYNC_SEND,
                    REPEAT_IN_DOUBT,
                    MAX_UNCONFIRMED_SENDS,
                    MAX_UNCONFIRMED_BYTES,
                    TRANSACTION_BYTES,
                    ALLOW_LIST,
                    DENY_LIST,
                    MAX_DEPTH,
                    MAX_BYTES,
                    VALIDATE_PROPERTY_NAMES,
                    LOCAL_MESSAGE_EXPIRY,
                    LOCAL_MESSAGE_PRIORITY),
            Set.of(
                    "jms.alwaysSessionAsync",
                    "jms.checkForDuplicates",
                    "jms.copyMessageOnSend",
                    "jms.dispatchAsync",
                    "jms.nestedMapAndListEnabled",
                    "jms.optimizeAcknowledge",
                    "jms.optimizeAcknowledgeTimeOut",
                    "jms.optimizedMessageDispatch",
                    "jms.producerWindowSize",
                    "jms.useCompression",
                    "jms.watchTopicAdvisories"));

    private static final Logger LOG = LoggerFactory.getLogger(JmsOptions.class);

    /** The defaults. */
    public static final JmsOptions DEFAULT = of(TABLE.read(Map.of()));

    /** Checks and copies. */
    public JmsOptions {
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(sendTimeout, "sendTimeout");
        Objects.requireNonNull(closeTimeout, "closeTimeout");
        Objects.requireNonNull(redelivery, "redelivery");
        deserializationAllowList = List.copyOf(deserializationAllowList);
        deserializationDenyList = List.copyOf(deserializationDenyList);
        if (forceAsyncSend && forceSyncSend) {
            throw new IllegalArgumentException("option '" + FORCE_ASYNC_SEND + "' and option '" + FORCE_SYNC_SEND
                    + "' are both true, allowed is one of them");
        }
    }

    /** {@return the options that are read, {@code jms.*}} */
    public static OptionTable options() {
        return TABLE;
    }

    /**
     * Reads options.
     *
     * @param others names with the prefix {@code jms.}, and values, percent-decoded
     * @return the options
     * @throws IllegalArgumentException that names the option that is unknown or malformed, its value unless that is a
     *     password, and what is allowed
     */
    public static JmsOptions parse(Map<String, String> others) {
        OptionValues values = TABLE.read(others);
        if (!values.ignored().isEmpty()) {
            LOG.warn("Options without meaning for STOMP are ignored: {}", String.join(", ", values.ignored()));
        }
        return of(values);
    }

    /**
     * Sets who connects.
     *
     * @param newUsername or null
     * @param newPassword or null
     * @return a copy with these values
     */
    public JmsOptions withCredentials(String newUsername, String newPassword) {
        return new JmsOptions(
                newUsername,
                newPassword,
                clientID,
                dialect,
                prefetch,
                requestTimeout,
                sendTimeout,
                closeTimeout,
                forceAsyncSend,
                forceSyncSend,
                repeatInDoubt,
                maxUnconfirmedSends,
                maxUnconfirmedBytes,
                redelivery,
                transactionBytes,
                deserializationAllowList,
                deserializationDenyList,
                deserializationMaxDepth,
                deserializationMaxBytes,
                validatePropertyNames,
                localMessageExpiry,
                localMessagePriority);
    }

    /** {@return the options for a log, without the password} */
    @Override
    public String toString() {
        return "JmsOptions[username=" + username + ", password=" + (password == null ? "none" : "***") + ", clientID="
                + clientID + ", dialect=" + dialect + ", prefetch=" + prefetch + ", requestTimeout=" + requestTimeout
                + ", sendTimeout=" + sendTimeout + ", closeTimeout=" + closeTimeout + ", forceAsyncSend="
                + forceAsyncSend + ", forceSyncSend=" + forceSyncSend + ", repeatInDoubt=" + repeatInDoubt
                + ", maxUnconfirmedSends=" + maxUnconfirmedSends
                + ", maxUnconfirmedBytes=" + maxUnconfirmedBytes + ", redelivery=" + redelivery
                + ", transactionBytes=" + transactionBytes + ", deserializationAllowList=" + deserializationAllowList
                + ", deserializationDenyList=" + deserializationDenyList + ", deserializationMaxDepth="
                + deserializationMaxDepth
                + ", deserializationMaxBytes=" + deserializationMaxBytes + ", validatePropertyNames="
                + validatePropertyNames + ", localMessageExpiry=" + localMessageExpiry
                + ", localMessagePriority=" + localMessagePriority + "]";
    }

    private static List<Option<?>> all(Option<?>... own) {
        return Stream.concat(Stream.of(own), RedeliveryPolicy.OPTIONS.stream()).toList();
    }

    private static JmsOptions of(OptionValues values) {
        return new JmsOptions(
                values.get(USERNAME),
                values.get(PASSWORD),
                values.get(CLIENT_ID),
                values.get(DIALECT),
                values.get(PREFETCH),
                values.get(REQUEST_TIMEOUT),
                values.get(SEND_TIMEOUT),
                values.get(CLOSE_TIMEOUT),
                values.get(FORCE_ASYNC_SEND),
                values.get(FORCE_SYNC_SEND),
                values.get(REPEAT_IN_DOUBT),
                values.get(MAX_UNCONFIRMED_SENDS),
                values.get(MAX_UNCONFIRMED_BYTES),
                RedeliveryPolicy.of(values),
                values.get(TRANSACTION_BYTES),
                values.get(ALLOW_LIST),
                values.get(DENY_LIST),
                values.get(MAX_DEPTH),
                values.get(MAX_BYTES),
                values.get(VALIDATE_PROPERTY_NAMES),
                values.get(LOCAL_MESSAGE_EXPIRY),
                values.get(LOCAL_MESSAGE_PRIORITY));
    }
}
