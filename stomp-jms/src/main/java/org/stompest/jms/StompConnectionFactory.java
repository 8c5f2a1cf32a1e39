package org.stompest.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.net.ssl.SSLContext;
import org.stompest.jms.internal.connection.Domain;
import org.stompest.jms.internal.connection.FactorySettings;
import org.stompest.jms.internal.connection.JmsConnections;
import org.stompest.jms.internal.context.JmsRuntimeExceptions;
import org.stompest.jms.internal.context.StompJmsContext;
import org.stompest.jms.internal.naming.References;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.jms.internal.options.RedeliveryPolicy;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.options.Option;

/**
 * Makes connections to a broker that speaks STOMP. Set up by a URI, by bean properties, or by both: a property is a second
 * view of the option of the URI with the same meaning, and wins over it. All options, with their defaults and reasons, are
 * listed in {@code docs/configuration.md}.
 *
 * <p>Constructors and setters take anything; what cannot be used makes each {@code create} method throw a
 * {@link JMSException} (of {@code createContext}: its unchecked twin) that says which property is wrong and how. A getter
 * throws {@link IllegalArgumentException} where its property was not set and the URI is malformed.
 *
 * <p>Usable from any thread; a change counts for connections made afterwards. Equal are factories of one class that were set
 * up with the same texts. No text of a factory, or of an exception, shows a password; its serialized form and its
 * {@linkplain #getReference() reference} do contain it.
 */
public class StompConnectionFactory
        implements ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    /** What the factory was set up with. */
    private volatile FactorySettings settings;

    /** A context of the application, or null. */
    private transient volatile SSLContext sslContext;

    /** A listener of the application, or null. */
    private transient volatile StompConnectionListener connectionListener;

    /** Makes a factory for {@code tcp://localhost:61613}. */
    public StompConnectionFactory() {
        this(null);
    }

    /**
     * Makes a factory.
     *
     * @param uri such as {@code tcp://broker:61613}, or {@code failover:(tcp://a:61613,tcp://b:61613)?jms.prefetch=10}; null
     *     is the default
     */
    public StompConnectionFactory(String uri) {
        settings = new FactorySettings(uri);
    }

    /**
     * Makes a factory with credentials.
     *
     * @param user who connects, or null
     * @param password the password, or null
     * @param uri the URI, or null for the default
     */
    public StompConnectionFactory(String user, String password, String uri) {
        settings = new FactorySettings(uri).with(JmsOptions.USERNAME, user).with(JmsOptions.PASSWORD, password);
    }

    /**
     * {@inheritDoc}
     *
     * @throws JMSException with the error code {@code STOMP-CONFIGURATION} if the factory is not set up properly
     */
    @Override
    public Connection createConnection() throws JMSException {
        return open(Domain.ANY);
    }

    /**
     * {@inheritDoc}
     *
     * @param userName who connects; where null, what the factory was set up with counts
     */
    @Override
    public Connection createConnection(String userName, String password) throws JMSException {
        return open(Domain.ANY, userName, password);
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return (QueueConnection) open(Domain.QUEUE);
    }

    @Override
    public QueueConnection createQueueConnection(String userName, String password) throws JMSException {
        return (QueueConnection) open(Domain.QUEUE, userName, password);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return (TopicConnection) open(Domain.TOPIC);
    }

    @Override
    public TopicConnection createTopicConnection(String userName, String password) throws JMSException {
        return (TopicConnection) open(Domain.TOPIC, userName, password);
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext(null, null, sessionMode);
    }

    @Override
    public JMSContext createContext(String userName, String password) {
        return createContext(userName, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(String userName, String password, int sessionMode) {
        int mode = StompJmsContext.checkSessionMode(sessionMode);
        try {
            return StompJmsContext.open(open(Domain.ANY, userName, password), mode);
        } catch (JMSException e) {
            throw JmsRuntimeExceptions.of(e);
        }
    }

    /**
     * Sets an option by its name, as in the URI.
     *
     * @param name the name or another spelling of it; the prefix {@code jms.} may be left out
     * @param value its value, not percent-encoded, or null to take it back
     * @throws IllegalArgumentException if there is no such option
     */
    public void setOption(String name, String value) {
        settings = settings.withText(option(name), value);
    }

    /**
     * Tells whether there is an option.
     *
     * @param name as for {@link #setOption}
     * @return whether {@link #setOption} takes the name
     */
    public static boolean hasOption(String name) {
        return find(name) != null;
    }

    /** {@return the URI as it was set; it may contain a password} */
    public String getBrokerURI() {
        return settings.brokerURI();
    }

    /**
     * Sets the URI.
     *
     * @param uri the URI, or null for {@code tcp://localhost:61613}
     */
    public void setBrokerURI(String uri) {
        settings = settings.withBrokerURI(uri);
    }

    /** {@return who connects, or null} */
    public String getUsername() {
        return settings.get(JmsOptions.USERNAME);
    }

    /**
     * Sets who connects: {@code jms.username}.
     *
     * @param username or null to take it back
     */
    public void setUsername(String username) {
        set(JmsOptions.USERNAME, username);
    }

    /** {@return the password, or null} */
    public String getPassword() {
        return settings.get(JmsOptions.PASSWORD);
    }

    /**
     * Sets the password: {@code jms.password}.
     *
     * @param password or null to take it back
     */
    public void setPassword(String password) {
        set(JmsOptions.PASSWORD, password);
    }

    /** {@return the client identifier, or null} */
    public String getClientID() {
        return settings.get(JmsOptions.CLIENT_ID);
    }

    /**
     * Sets the client identifier of every connection: {@code jms.clientID}. Brokers allow it to one connection at a time.
     *
     * @param clientID or null to take it back
     */
    public void setClientID(String clientID) {
        set(JmsOptions.CLIENT_ID, clientID);
    }

    /** {@return the name of the broker's dialect, or null for the one that the broker's name asks for} */
    public String getDialect() {
        return settings.get(JmsOptions.DIALECT);
    }

    /**
     * Sets the broker's dialect: {@code jms.dialect}.
     *
     * @param dialect its name, or null to take it back
     */
    public void setDialect(String dialect) {
        set(JmsOptions.DIALECT, dialect);
    }

    /** {@return how many messages a consumer may have that are not yet acknowledged} */
    public int getPrefetch() {
        return settings.get(JmsOptions.PREFETCH);
    }

    /**
     * Sets how many messages a consumer may have that are not yet acknowledged: {@code jms.prefetchPolicy.all}.
     *
     * @param messages from 0
     */
    public void setPrefetch(int messages) {
        set(JmsOptions.PREFETCH, messages);
    }

    /** {@return how long the broker may take to answer a request, in milliseconds} */
    public long getRequestTimeout() {
        return settings.get(JmsOptions.REQUEST_TIMEOUT).toMillis();
    }

    /**
     * Sets how long the broker may take to answer a request such as a subscription or a commit: {@code jms.requestTimeout}.
     *
     * @param millis from 1
     */
    public void setRequestTimeout(long millis) {
        set(JmsOptions.REQUEST_TIMEOUT, Duration.ofMillis(millis));
    }

    /** {@return how long the broker may take to confirm a message, in milliseconds} */
    public long getSendTimeout() {
        return settings.get(JmsOptions.SEND_TIMEOUT).toMillis();
    }

    /**
     * Sets how long the broker may take to confirm a message: {@code jms.sendTimeout}.
     *
     * @param millis from 1
     */
    public void setSendTimeout(long millis) {
        set(JmsOptions.SEND_TIMEOUT, Duration.ofMillis(millis));
    }

    /** {@return how long closing may take, in milliseconds} */
    public long getCloseTimeout() {
        return settings.get(JmsOptions.CLOSE_TIMEOUT).toMillis();
    }

    /**
     * Sets how long closing may take: {@code jms.closeTimeout}.
     *
     * @param millis from 1
     */
    public void setCloseTimeout(long millis) {
        set(JmsOptions.CLOSE_TIMEOUT, Duration.ofMillis(millis));
    }

    /** {@return whether no send waits for the broker, but for the first to each destination} */
    public boolean isForceAsyncSend() {
        return settings.get(JmsOptions.FORCE_ASYNC_SEND);
    }

    /**
     * Sets whether no send waits for the broker, but for the first to each destination: {@code jms.forceAsyncSend}.
     *
     * @param async true: persistent messages too are sent without waiting
     */
    public void setForceAsyncSend(boolean async) {
        set(JmsOptions.FORCE_ASYNC_SEND, async);
    }

    /** {@return whether every send waits for the broker} */
    public boolean isForceSyncSend() {
        return settings.get(JmsOptions.FORCE_SYNC_SEND);
    }

    /**
     * Sets whether every send waits for the broker: {@code jms.forceSyncSend}.
     *
     * @param sync true: non-persistent messages and those of a transaction are waited for too
     */
    public void setForceSyncSend(boolean sync) {
        set(JmsOptions.FORCE_SYNC_SEND, sync);
    }

    /** {@return whether a persistent send in doubt is repeated where the broker does not detect that} */
    public boolean isRepeatInDoubt() {
        return settings.get(JmsOptions.REPEAT_IN_DOUBT);
    }

    /**
     * Sets what becomes of a persistent send whose confirmation was lost with its connection, on a broker that does not
     * detect a repetition: {@code jms.repeatInDoubt}.
     *
     * @param repeat true: it is repeated, and may be there twice; false: the call throws, and it is not known whether it is
     *     there
     */
    public void setRepeatInDoubt(boolean repeat) {
        set(JmsOptions.REPEAT_IN_DOUBT, repeat);
    }

    /** {@return how many messages of a session may be sent and not confirmed} */
    public int getMaxUnconfirmedSends() {
        return settings.get(JmsOptions.MAX_UNCONFIRMED_SENDS);
    }

    /**
     * Sets how many messages of a session may be sent and not confirmed by the broker, beyond which a send waits: {@code
     * jms.maxUnconfirmedSends}.
     *
     * @param messages 1 or more
     */
    public void setMaxUnconfirmedSends(int messages) {
        set(JmsOptions.MAX_UNCONFIRMED_SENDS, messages);
    }

    /** {@return how many bytes the messages of a session may have that are sent and not confirmed} */
    public long getMaxUnconfirmedBytes() {
        return settings.get(JmsOptions.MAX_UNCONFIRMED_BYTES);
    }

    /**
     * Sets how many bytes the messages of a session may have together that are sent and not confirmed by the broker, beyond which
     * a send waits; a larger message goes alone: {@code jms.maxUnconfirmedBytes}.
     *
     * @param bytes 1 or more
     */
    public void setMaxUnconfirmedBytes(long bytes) {
        set(JmsOptions.MAX_UNCONFIRMED_BYTES, bytes);
    }

    /** {@return after how many redeliveries a message is a dead letter, or -1} */
    public int getMaxRedeliveries() {
        return settings.get(RedeliveryPolicy.MAX_REDELIVERIES);
    }

    /**
     * Sets after how many redeliveries a message is a dead letter: {@code jms.redeliveryPolicy.maxRedeliveries}.
     *
     * @param redeliveries 0 allows none, -1 any number
     */
    public void setMaxRedeliveries(int redeliveries) {
        set(RedeliveryPolicy.MAX_REDELIVERIES, redeliveries);
    }

    /** {@return the queue that dead letters of the redelivery policy go to, or null for the broker's own} */
    public String getDeadLetterQueue() {
        return settings.get(RedeliveryPolicy.DEAD_LETTER_QUEUE);
    }

    /**
     * Sets where dead letters of the redelivery policy go: {@code jms.redeliveryPolicy.deadLetterQueue}.
     *
     * @param queue the name of a queue
     */
    public void setDeadLetterQueue(String queue) {
        set(RedeliveryPolicy.DEAD_LETTER_QUEUE, queue);
    }

    /** {@return how many milliseconds the first redelivery of a message waits} */
    public long getInitialRedeliveryDelay() {
        return settings.get(RedeliveryPolicy.INITIAL_DELAY);
    }

    /**
     * Sets how long the first redelivery of a message waits: {@code jms.redeliveryPolicy.initialRedeliveryDelay}.
     *
     * @param millis milliseconds, from 0
     */
    public void setInitialRedeliveryDelay(long millis) {
        set(RedeliveryPolicy.INITIAL_DELAY, millis);
    }

    /** {@return how many milliseconds later redeliveries of a message wait; -1 as long as the first} */
    public long getRedeliveryDelay() {
        return settings.get(RedeliveryPolicy.DELAY);
    }

    /**
     * Sets how long later redeliveries of a message wait: {@code jms.redeliveryPolicy.redeliveryDelay}.
     *
     * @param millis milliseconds, or -1 for as long as the first
     */
    public void setRedeliveryDelay(long millis) {
        set(RedeliveryPolicy.DELAY, millis);
    }

    /** {@return whether each redelivery of a message waits longer than the one before} */
    public boolean isRedeliveryBackOff() {
        return settings.get(RedeliveryPolicy.BACK_OFF);
    }

    /**
     * Sets whether each redelivery waits longer than the one before: {@code jms.redeliveryPolicy.useExponentialBackOff}.
     *
     * @param growing whether delays grow by the multiplier
     */
    public void setRedeliveryBackOff(boolean growing) {
        set(RedeliveryPolicy.BACK_OFF, growing);
    }

    /** {@return how much longer each redelivery waits than the one before, where delays grow} */
    public double getRedeliveryBackOffMultiplier() {
        return settings.get(RedeliveryPolicy.MULTIPLIER);
    }

    /**
     * Sets how much longer each redelivery waits than the one before: {@code jms.redeliveryPolicy.backOffMultiplier}.
     *
     * @param multiplier from 1
     */
    public void setRedeliveryBackOffMultiplier(double multiplier) {
        set(RedeliveryPolicy.MULTIPLIER, multiplier);
    }

    /** {@return how many milliseconds a redelivery waits at the most, -1 for no limit} */
    public long getMaximumRedeliveryDelay() {
        return settings.get(RedeliveryPolicy.MAXIMUM_DELAY);
    }

    /**
     * Sets how long a redelivery waits at the most: {@code jms.redeliveryPolicy.maximumRedeliveryDelay}.
     *
     * @param millis milliseconds, or -1 for no limit
     */
    public void setMaximumRedeliveryDelay(long millis) {
        set(RedeliveryPolicy.MAXIMUM_DELAY, millis);
    }

    /** {@return how many bytes of a transaction are kept to be sent again after a reconnect} */
    public long getTransactionBytes() {
        return settings.get(JmsOptions.TRANSACTION_BYTES);
    }

    /**
     * Sets how many bytes of a transaction are kept to be sent again after a reconnect: {@code jms.transactionBytes}.
     *
     * @param bytes from 0
     */
    public void setTransactionBytes(long bytes) {
        set(JmsOptions.TRANSACTION_BYTES, bytes);
    }

    /** {@return the classes and packages that an ObjectMessage may contain, with commas between them} */
    public String getDeserializationAllowList() {
        return String.join(",", settings.get(JmsOptions.ALLOW_LIST));
    }

    /**
     * Sets what an ObjectMessage may contain: {@code jms.deserializationPolicy.allowList}.
     *
     * @param names classes and packages with commas between them, or null to take it back
     */
    public void setDeserializationAllowList(String names) {
        setOption(JmsOptions.ALLOW_LIST.name(), names);
    }

    /** {@return the classes and packages that an ObjectMessage may not contain, with commas between them} */
    public String getDeserializationDenyList() {
        return String.join(",", settings.get(JmsOptions.DENY_LIST));
    }

    /**
     * Sets what an ObjectMessage may not contain: {@code jms.deserializationPolicy.denyList}.
     *
     * @param names classes and packages with commas between them, or null to take it back
     */
    public void setDeserializationDenyList(String names) {
        setOption(JmsOptions.DENY_LIST.name(), names);
    }

    /** {@return how deep objects may lie in the objects of an ObjectMessage} */
    public int getDeserializationMaxDepth() {
        return settings.get(JmsOptions.MAX_DEPTH);
    }

    /**
     * Sets how deep objects may lie in the objects of an ObjectMessage: {@code jms.deserializationPolicy.maxDepth}.
     *
     * @param depth 1 to 100,000
     */
    public void setDeserializationMaxDepth(int depth) {
        set(JmsOptions.MAX_DEPTH, depth);
    }

    /** {@return how many bytes the object of an ObjectMessage may have} */
    public int getDeserializationMaxBytes() {
        return settings.get(JmsOptions.MAX_BYTES);
    }

    /**
     * Sets how many bytes the object of an ObjectMessage may have: {@code jms.deserializationPolicy.maxBytes}.
     *
     * @param bytes from 1
     */
    public void setDeserializationMaxBytes(int bytes) {
        set(JmsOptions.MAX_BYTES, bytes);
    }

    /** {@return whether names of message properties must be Java identifiers} */
    public boolean isValidatePropertyNames() {
        return settings.get(JmsOptions.VALIDATE_PROPERTY_NAMES);
    }

    /**
     * Sets whether names of message properties must be Java identifiers: {@code jms.validatePropertyNames}.
     *
     * @param validate false allows any name, such as one with a hyphen
     */
    public void setValidatePropertyNames(boolean validate) {
        set(JmsOptions.VALIDATE_PROPERTY_NAMES, validate);
    }

    /** {@return whether messages that expired on their way are dropped by the client} */
    public boolean isLocalMessageExpiry() {
        return settings.get(JmsOptions.LOCAL_MESSAGE_EXPIRY);
    }

    /**
     * Sets whether messages that expired on their way are dropped by the client: {@code jms.localMessageExpiry}.
     *
     * @param expire false hands them to the application
     */
    public void setLocalMessageExpiry(boolean expire) {
        set(JmsOptions.LOCAL_MESSAGE_EXPIRY, expire);
    }

    /** {@return whether messages of higher priority overtake others on the client in every mode of sessions} */
    public boolean isLocalMessagePriority() {
        return settings.get(JmsOptions.LOCAL_MESSAGE_PRIORITY);
    }

    /**
     * Sets whether messages of higher priority overtake what waits on the client in every mode of sessions:
     * {@code jms.localMessagePriority}.
     *
     * @param overtaking true: each message then has an acknowledgement of its own in every mode
     */
    public void setLocalMessagePriority(boolean overtaking) {
        set(JmsOptions.LOCAL_MESSAGE_PRIORITY, overtaking);
    }

    /** {@return the context of the application for {@code ssl} and {@code wss}, or null} */
    public SSLContext getSslContext() {
        return sslContext;
    }

    /**
     * Sets a context for {@code ssl} and {@code wss}, in place of the stores that {@code transport.trustStoreLocation} and
     * {@code transport.keyStoreLocation} name: a connection is refused if the URI has these too. Neither the serialized form
     * nor the {@linkplain #getReference() reference} has the context.
     *
     * @param context whom to trust and as whom to appear; null for what the URI says
     */
    public void setSslContext(SSLContext context) {
        sslContext = context;
    }

    /** {@return who is told when a connection loses its broker, or null} */
    public StompConnectionListener getConnectionListener() {
        return connectionListener;
    }

    /**
     * Sets who is told when a connection of this factory loses its broker and has one again, whatever makes the connection: a
     * container, a pool or a {@link JMSContext} too. Neither the serialized form nor the {@linkplain #getReference() reference}
     * has the listener.
     *
     * @param listener told, for connections made from now on; null for nobody
     */
    public void setConnectionListener(StompConnectionListener listener) {
        connectionListener = listener;
    }

    /**
     * {@return a reference from which {@link org.stompest.jms.jndi.StompObjectFactory} makes an equal factory; it contains the
     * password}
     */
    @Override
    public Reference getReference() {
        FactorySettings current = settings;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("brokerURI", current.brokerURI());
        current.overrides().forEach((name, value) -> properties.put(name.substring(JmsOptions.PREFIX.length()), value));
        return References.of(getClass(), properties);
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((StompConnectionFactory) other).settings.equals(settings)
                && ((StompConnectionFactory) other).sslContext == sslContext
                && ((StompConnectionFactory) other).connectionListener == connectionListener;
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** {@return class and settings, without a password} */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + settings + "]";
    }

    private Connection open(Domain domain) throws JMSException {
        return open(domain, null, null);
    }

    private Connection open(Domain domain, String user, String password) throws JMSException {
        FactorySettings.Parsed parsed = settings.parse();
        if (user != null) {
            parsed = parsed.as(user, password);
        }
        return JmsConnections.open(secured(parsed.uri()), parsed.options(), domain, connectionListener);
    }

    private StompUri secured(StompUri uri) throws JMSException {
        SSLContext context = sslContext;
        if (context == null) {
            return uri;
        }
        try {
            return uri.withTransport(
                    transport -> transport.withTls(transport.tls().withContext(context)));
        } catch (IllegalArgumentException e) {
            throw FactorySettings.unusable("The property sslContext of the connection factory cannot be used: ", e);
        }
    }

    private <T> void set(Option<T> option, T value) {
        settings = settings.with(option, value);
    }

    private static Option<?> option(String name) {
        Option<?> option = find(name);
        if (option == null) {
            throw JmsOptions.options().unknown(name, "");
        }
        return option;
    }

    private static Option<?> find(String name) {
        Option<?> option = JmsOptions.options().find(JmsOptions.PREFIX + name);
        return option == null ? JmsOptions.options().find(name) : option;
    }
}
