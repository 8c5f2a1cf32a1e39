package org.stompest.jms.internal.connection;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnection;
import org.stompest.jms.StompConnectionListener;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.jms.internal.broker.LinkWatcher;
import org.stompest.jms.internal.broker.MessageIds;
import org.stompest.jms.internal.broker.NamedSubscriptions;
import org.stompest.jms.internal.broker.SubscriptionNames;
import org.stompest.jms.internal.broker.TemporaryDestinations;
import org.stompest.jms.internal.consumer.Returns;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.jms.internal.session.JmsSession;
import org.stompest.jms.internal.session.SessionMode;
import org.stompest.jms.internal.session.SessionOwner;
import org.stompest.wire.client.StompUri;

/**
 * A connection of either domain (JMS 3.1, 6.1): one STOMP connection, shared by its sessions.
 *
 * <p>Threads: all methods from any thread. The lock guards the life cycle and is not held over I/O or callbacks.
 */
public final class JmsConnection implements StompConnection, SessionOwner, LinkWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(JmsConnection.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String CLIENT_ID_HEADER = "client-id";

    private final StompUri uri;
    private final JmsOptions options;
    private final String name = "stomp-" + NUMBERS.incrementAndGet();
    private final MessageIds messageIds = new MessageIds();
    private final ConnectionReports reports = new ConnectionReports(name);
    private final SubscriptionNames subscriptionNames = new SubscriptionNames();
    private final Returns returns = new Returns();
    private final Set<JmsSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessionNumbers = new AtomicInteger();
    private final ConnectionConsumers connectionConsumers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closedCompletely = lock.newCondition();

    // written under the lock
    private volatile BrokerLink link;
    private volatile TemporaryDestinations temporaryDestinations;
    private volatile String clientId;
    private volatile boolean used;
    private volatile boolean started;
    private boolean closing;
    private boolean completelyClosed;
    private volatile boolean closed;
    private volatile JMSException failure;

    /**
     * Opens a connection.
     *
     * @param uri brokers and options, with credentials
     * @param options the options of JMS
     * @param listener told of interruptions, or null
     * @throws JMSException if there is no connection
     */
    JmsConnection(StompUri uri, JmsOptions options, StompConnectionListener listener) throws JMSException {
        this.uri = uri;
        this.options = options;
        if (listener != null) {
            reports.add(listener);
        }
        this.connectionConsumers = new ConnectionConsumers(this, name, this::report);
        if (options.clientID() != null) {
            ClientIds.take(uri, options.clientID());
            clientId = options.clientID();
        }
        boolean open = false;
        try {
            connect();
            open = true;
        } finally {
            if (!open && clientId != null) {
                ClientIds.giveBack(uri, clientId);
            }
        }
    }

    private void connect() throws JMSException {
        BrokerLink fresh = new BrokerLink(
                clientId == null ? uri : withClientId(),
                clientId,
                options.dialect(),
                options.sendTimeout(),
                options.requestTimeout(),
                options.closeTimeout(),
                this);
        boolean accepted = false;
        try {
            if (clientId != null) {
                NamedSubscriptions.checkClientId(fresh, clientId);
            }
            link = fresh;
            temporaryDestinations = new TemporaryDestinations(link);
            accepted = true;
        } finally {
            if (!accepted) {
                fresh.close();
            }
        }
    }

    private StompUri withClientId() throws InvalidClientIDException {
        try {
            return uri.withConnect(connect -> connect.withHeader(CLIENT_ID_HEADER, clientId));
        } catch (IllegalArgumentException e) {
            throw JmsErrors.caused(
                    new InvalidClientIDException("the client id cannot be told to a broker: " + e.getMessage()), e);
        }
    }

    // ---- what sessions ask

    @Override
    public BrokerLink link() {
        return link;
    }

    @Override
    public Returns returns() {
        return returns;
    }

    @Override
    public JmsOptions options() {
        return options;
    }

    @Override
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    @Override
    public MessageIds messageIds() {
        return messageIds;
    }

    @Override
    public TemporaryDestinations temporaryDestinations() {
        return temporaryDestinations;
    }

    @Override
    public SubscriptionNames subscriptionNames() {
        return subscriptionNames;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public void checkUsable() throws JMSException {
        checkOpen();
        JMSException why = failure;
        if (why != null) {
            throw JmsErrors.caused(
                    new JMSException("the connection has failed: " + why.getMessage(), why.getErrorCode()), why);
        }
    }

    @Override
    public void sessionClosed(JmsSession session) {
        sessions.remove(session);
    }

    private void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    private void use() throws JMSException {
        checkUsable();
        used = true;
    }

    // ---- sessions

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        checkUsable();
        if (!transacted && acknowledgeMode == Session.SESSION_TRANSACTED) {
            throw new JMSException("SESSION_TRANSACTED is no acknowledge mode of a session that is not transacted");
        }
        return createSession(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    @Override
    public Session createSession(int sessionMode) throws JMSException {
        use();
        JmsSession session =
                new JmsSession(this, SessionMode.of(sessionMode), name + "-" + sessionNumbers.incrementAndGet());
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("the connection is closed");
            }
            sessions.add(session);
        } finally {
            lock.unlock();
        }
        return session;
    }

    @Override
    public Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    // ---- identity

    @Override
    public String getClientID() throws JMSException {
        checkOpen();
        return clientId;
    }

    /**
     * Sets the client id, as the first thing that is done with the connection (JMS 3.1, 6.1.2). The broker learns it when it is
     * connected to, so the connection is made anew.
     */
    @Override
    public void setClientID(String id) throws JMSException {
        checkUsable();
        if (id == null || id.isEmpty()) {
            throw new InvalidClientIDException("a client id must not be empty");
        }
        if (clientId != null) {
            throw new IllegalStateException("the connection has the client id '" + clientId + "' already");
        }
        if (used) {
            throw new IllegalStateException("too late: a client id must be set before the connection is used");
        }
        ClientIds.take(uri, id);
        boolean connected = false;
        try {
            clientId = id;
            BrokerLink before = link;
            connect();
            connected = true;
            before.close();
        } finally {
            if (!connected) {
                clientId = null;
                ClientIds.giveBack(uri, id);
            }
        }
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        checkOpen();
        return new JmsConnectionMetaData();
    }

    // ---- failure

    @Override
    public ExceptionListener getExceptionListener() throws JMSException {
        checkOpen();
        return reports.exceptionListener();
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) throws JMSException {
        checkUsable(); // not a use: many applications set it before the client id
        reports.exceptionListener(listener);
    }

    @Override
    public void addConnectionListener(StompConnectionListener listener) throws JMSException {
        checkUsable(); // not a use, as that of the exception listener
        reports.add(listener);
    }

    @Override
    public void removeConnectionListener(StompConnectionListener listener) {
        reports.remove(listener);
    }

    @Override
    public void interrupted(String broker, JMSException why) {
        reports.interrupted(broker, why);
    }

    @Override
    public void restored(String broker) {
        reports.restored(broker);
    }

    @Override
    public void failed(JMSException why) {
        if (closed) {
            return;
        }
        failure = why;
        sessions.forEach(session -> session.fail(why));
        connectionConsumers.fail(why);
        reports.failed(why);
        report(why);
    }

    @Override
    public void report(JMSException why) {
        reports.report(why);
    }

    // ---- life cycle

    @Override
    public void start() throws JMSException {
        use();
        lock.lock();
        try {
            started = true;
        } finally {
            lock.unlock();
        }
        sessions.forEach(JmsSession::start);
        connectionConsumers.follow(true);
    }

    @Override
    public void stop() throws JMSException {
        use();
        for (JmsSession session : sessions) {
            if (session.isInListener()) {
                throw new IllegalStateException("a connection cannot be stopped in one of its own listeners");
            }
        }
        lock.lock();
        try {
            started = false;
        } finally {
            lock.unlock();
        }
        connectionConsumers.follow(false);
        sessions.forEach(JmsSession::stop);
    }

    /**
     * Closes the connection and its sessions (JMS 3.1, 6.1.8). Waits for the broker no longer than {@code jms.closeTimeout} in all,
     * and for listeners that run as long as they do.
     */
    @Override
    public void close() throws JMSException {
        for (JmsSession session : sessions) {
            if (session.isInCallback()) {
                throw new IllegalStateException("a connection cannot be closed in one of its own listeners");
            }
        }
        lock.lock();
        try {
            if (closing) {
                awaitClosed();
                return;
            }
            closing = true;
        } finally {
            lock.unlock();
        }
        JMSException problem;
        try {
            link.beginClosing();
            problem = closeSessions();
        } finally {
            disconnect();
            lock.lock();
            try {
                completelyClosed = true;
                closedCompletely.signalAll();
            } finally {
                lock.unlock();
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** {@return what the last one that could not be closed in order has said, or null} */
    private JMSException closeSessions() {
        JMSException problem = null;
        try {
            connectionConsumers.closeAll();
        } catch (JMSException e) {
            problem = e;
        }
        // Listeners that run may use everything until they have returned.
        for (JmsSession session : List.copyOf(sessions)) {
            try {
                session.close();
            } catch (JMSException e) {
                problem = e;
            }
        }
        connectionConsumers.endAll();
        return problem;
    }

    private void disconnect() {
        closed = true;
        reports.end();
        if (failure == null) {
            try {
                temporaryDestinations.deleteAll();
            } catch (JMSException e) {
                LOG.debug("temporary destinations are left to the broker", e);
            }
        }
        try {
            link.close();
        } finally {
            if (clientId != null) {
                ClientIds.giveBack(uri, clientId);
            }
        }
    }

    private void awaitClosed() {
        while (!completelyClosed) {
            closedCompletely.awaitUninterruptibly();
        }
    }

    // ---- connection consumers

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String selector, ServerSessionPool pool, int maxMessages) throws JMSException {
        return connectionConsumer(pool, maxMessages, host -> host.createConsumer(destination, selector));
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String subscription, String selector, ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return connectionConsumer(pool, maxMessages, host -> host.createSharedConsumer(topic, subscription, selector));
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String subscription, String selector, ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return connectionConsumer(
                pool, maxMessages, host -> host.createDurableConsumer(topic, subscription, selector, false));
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String subscription, String selector, ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return connectionConsumer(
                pool, maxMessages, host -> host.createSharedDurableConsumer(topic, subscription, selector));
    }

    private ConnectionConsumer connectionConsumer(
            ServerSessionPool pool, int maxMessages, ConnectionConsumers.Subscribing subscribing) throws JMSException {
        use();
        ConnectionConsumer made = connectionConsumers.create(pool, maxMessages, subscribing);
        lock.lock();
        try {
            if (!closing) {
                connectionConsumers.follow(started);
                return made;
            }
        } finally {
            lock.unlock();
        }
        made.close();
        throw new IllegalStateException("the connection is closed");
    }

    @Override
    public String toString() {
        return name + " to "
                + uri.brokers().stream()
                        .map(broker -> broker.address().toString())
                        .toList();
    }
}
