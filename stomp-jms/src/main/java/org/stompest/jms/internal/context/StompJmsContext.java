package org.stompest.jms.internal.context;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompSession;
import org.stompest.jms.internal.session.AcknowledgingSession;
import org.stompest.jms.internal.session.SessionMode;

/**
 * A context: one session of a connection that it may share with sibling contexts.
 *
 * <p>The session is made when it is first needed, so that a client id can still be set on a new context.
 *
 * <p>Concurrency: one thread at a time, but for {@link #close}. The lock guards only the making of the session and of its
 * producer; nothing of the application runs under it.
 */
public final class StompJmsContext implements JMSContext {
    private static final String CLOSED = "this context is closed";

    private final SharedConnection shared;
    private final int sessionMode;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean autoStart = true;
    private boolean sealed; // guarded by lock; no session may be made any more
    private Session session; // guarded by lock
    private MessageProducer producer; // guarded by lock

    private StompJmsContext(SharedConnection shared, int sessionMode) {
        this.shared = shared;
        this.sessionMode = sessionMode;
    }

    /**
     * Makes the first context of a connection, which from now on belongs to it and its siblings: the last of them closes it.
     *
     * @param connection new and unused; closed if this call fails
     * @param sessionMode one of the four modes of {@link JMSContext}, or that of {@link StompSession}
     * @return the context
     * @throws JMSRuntimeException if there is no such mode
     */
    public static JMSContext open(Connection connection, int sessionMode) {
        try {
            return new StompJmsContext(new SharedConnection(connection), checkSessionMode(sessionMode));
        } catch (JMSRuntimeException e) {
            try {
                connection.close();
            } catch (JMSException onClose) {
                e.addSuppressed(onClose);
            }
            throw e;
        }
    }

    /**
     * Checks a session mode, for those who want to know before they connect.
     *
     * @param sessionMode the mode
     * @return the same
     * @throws JMSRuntimeException if there is no such mode
     */
    public static int checkSessionMode(int sessionMode) {
        run(() -> SessionMode.of(sessionMode));
        return sessionMode;
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        checkSessionMode(sessionMode);
        return call(() -> {
            connection();
            shared.retain();
            shared.markUsed();
            return new StompJmsContext(shared, sessionMode);
        });
    }

    @Override
    public JMSProducer createProducer() {
        return call(() -> new StompJmsProducer(this::connection, session(), producer()));
    }

    @Override
    public String getClientID() {
        return call(() -> connection().getClientID());
    }

    @Override
    public void setClientID(String clientID) {
        run(() -> {
            connection();
            shared.setClientID(clientID);
        });
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return call(() -> connection().getMetaData());
    }

    @Override
    public ExceptionListener getExceptionListener() {
        return call(() -> connection().getExceptionListener());
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) {
        run(() -> connection().setExceptionListener(listener));
    }

    @Override
    public void start() {
        run(() -> {
            connection().start();
            shared.markUsed();
        });
    }

    @Override
    public void stop() {
        run(() -> {
            connection().stop();
            shared.markUsed();
        });
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        run(this::connection);
        this.autoStart = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        run(this::connection);
        return autoStart;
    }

    /**
     * {@inheritDoc} A refusal, such as that of a close from a completion listener, leaves the context open; any other
     * failure of the session does not keep the connection from being released.
     */
    @Override
    public void close() {
        if (closed.get()) {
            return;
        }
        run(() -> {
            try {
                closeSession();
            } catch (IllegalStateException e) {
                throw e;
            } catch (JMSException e) {
                release(e);
                throw e;
            }
            release(null);
        });
    }

    private void closeSession() throws JMSException {
        Session opened;
        lock.lock();
        try {
            sealed = true;
            opened = session;
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private void release(JMSException earlier) throws JMSException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            shared.release();
        } catch (JMSException e) {
            if (earlier == null) {
                throw e;
            }
            earlier.addSuppressed(e);
        }
    }

    @Override
    public BytesMessage createBytesMessage() {
        return call(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return call(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return call(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return call(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) {
        return call(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return call(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return call(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(String text) {
        return call(() -> session().createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        return getSessionMode() == SESSION_TRANSACTED;
    }

    @Override
    public int getSessionMode() {
        run(this::connection);
        return sessionMode;
    }

    @Override
    public void commit() {
        run(() -> session().commit());
    }

    @Override
    public void rollback() {
        run(() -> session().rollback());
    }

    @Override
    public void recover() {
        run(() -> session().recover());
    }

    @Override
    public void acknowledge() {
        run(() -> {
            connection();
            if (sessionMode == CLIENT_ACKNOWLEDGE) {
                ((AcknowledgingSession) session()).acknowledge();
            } else if (sessionMode == StompSession.INDIVIDUAL_ACKNOWLEDGE) {
                throw new IllegalStateException(
                        "this context acknowledges messages one by one: call acknowledge() on the message");
            }
        });
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector) {
        return consumer(() -> session().createConsumer(destination, messageSelector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, messageSelector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName, messageSelector));
    }

    @Override
    public Queue createQueue(String queueName) {
        return call(() -> session().createQueue(queueName));
    }

    @Override
    public Topic createTopic(String topicName) {
        return call(() -> session().createTopic(topicName));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return started(() -> session().createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String messageSelector) {
        return started(() -> session().createBrowser(queue, messageSelector));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return call(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return call(() -> session().createTemporaryTopic());
    }

    @Override
    public void unsubscribe(String name) {
        run(() -> session().unsubscribe(name));
    }

    private JMSConsumer consumer(JmsCall<MessageConsumer> creation) {
        return new StompJmsConsumer(started(creation));
    }

    /** Makes something that wants messages (a browser too: not every broker shows a queue to a stopped connection), then lets them flow. If they cannot, what was made is closed again. */
    private <T extends AutoCloseable> T started(JmsCall<T> creation) {
        T created = call(creation);
        if (autoStart) {
            try {
                start();
            } catch (JMSRuntimeException e) {
                closeAfter(e, created);
                throw e;
            }
        }
        return created;
    }

    private static void closeAfter(JMSRuntimeException failure, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private Connection connection() throws JMSException {
        if (closed.get()) {
            throw new IllegalStateException(CLOSED);
        }
        return shared.connection();
    }

    private Session session() throws JMSException {
        Connection connection = connection();
        lock.lock();
        try {
            if (session == null) {
                if (sealed) {
                    throw new IllegalStateException(CLOSED);
                }
                shared.markUsed();
                session = connection.createSession(sessionMode);
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    private MessageProducer producer() throws JMSException {
        lock.lock();
        try {
            if (producer == null) {
                producer = session().createProducer(null);
            }
            return producer;
        } finally {
            lock.unlock();
        }
    }

    private static <T> T call(JmsCall<T> call) {
        return JmsRuntimeExceptions.call(call);
    }

    private static void run(JmsAction action) {
        JmsRuntimeExceptions.run(action);
    }
}
