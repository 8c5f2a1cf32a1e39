package org.stompest.jms.internal.connection;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.serversession.JmsConnectionConsumer;
import org.stompest.jms.internal.session.JmsSession;
import org.stompest.jms.internal.session.SessionOwner;

/**
 * The connection consumers of a connection, each with the session that subscribes for it and is nobody else's.
 *
 * <p>Usable from any thread; has no lock of its own.
 */
final class ConnectionConsumers implements JmsConnectionConsumer.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionConsumers.class);

    /** How a session subscribes. */
    @FunctionalInterface
    interface Subscribing {
        /** Subscribes with a consumer of the session. */
        jakarta.jms.MessageConsumer by(JmsSession host) throws JMSException;
    }

    private final SessionOwner connection;
    private final String name;
    private final Consumer<JMSException> onProblem;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<JmsConnectionConsumer, JmsSession> hosts = new ConcurrentHashMap<>();

    /**
     * Makes the set of a connection.
     *
     * @param connection which
     * @param name for threads
     * @param onProblem told what the application server or the broker did not take
     */
    ConnectionConsumers(SessionOwner connection, String name, Consumer<JMSException> onProblem) {
        this.connection = connection;
        this.name = name;
        this.onProblem = onProblem;
    }

    /**
     * Makes a connection consumer.
     *
     * @param pool gives the sessions
     * @param maxMessages the most that one of them is loaded with at a time
     * @param subscribing makes the consumer
     * @return begun; it hands out messages when the connection is started
     * @throws JMSException if the arguments are wrong, or the broker refuses
     */
    ConnectionConsumer create(ServerSessionPool pool, int maxMessages, Subscribing subscribing) throws JMSException {
        if (pool == null) {
            throw new JMSException("a connection consumer needs a server session pool");
        }
        if (maxMessages < 1) {
            throw new JMSException("a connection consumer needs a maxMessages of 1 or more, not " + maxMessages);
        }
        String threadName = "stomp-connection-consumer " + name + "-" + numbers.incrementAndGet();
        JmsSession host = JmsSession.ofConnectionConsumer(connection, threadName);
        boolean subscribed = false;
        try {
            JmsConsumer consumer = (JmsConsumer) subscribing.by(host);
            JmsConnectionConsumer made = new JmsConnectionConsumer(this, host, consumer, pool, maxMessages, threadName);
            hosts.put(made, host);
            made.begin();
            subscribed = true;
            return made;
        } finally {
            if (!subscribed) {
                host.close();
            }
        }
    }

    @Override
    public void ended(JmsConnectionConsumer consumer) {
        JmsSession host = hosts.remove(consumer);
        if (host != null) {
            close(host);
        }
    }

    private static void close(JmsSession host) {
        try {
            host.close();
        } catch (JMSException e) {
            LOG.debug("a connection consumer has ended without the broker's word", e);
        }
    }

    @Override
    public void failed(JMSException problem) {
        onProblem.accept(problem);
    }

    /** Hands out messages from now on, or nothing any more. */
    void follow(boolean started) {
        hosts.values().forEach(started ? JmsSession::start : JmsSession::stop);
    }

    /** The connection has failed for good. */
    void fail(JMSException why) {
        hosts.values().forEach(host -> host.fail(why));
    }

    /** Closes all of them: before the sessions, which can still acknowledge. */
    void closeAll() throws JMSException {
        JMSException problem = null;
        for (JmsConnectionConsumer consumer : List.copyOf(hosts.keySet())) {
            try {
                consumer.close();
            } catch (JMSException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** Ends what is left: after the sessions. */
    void endAll() {
        List.copyOf(hosts.keySet()).forEach(this::ended);
    }
}
