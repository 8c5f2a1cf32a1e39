package org.stompest.tck.api;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.List;

/** Connections and sessions. The one state: closed. */
final class ConnectionTables {
    static final ApiTable CONNECTION = new ApiTable(Connection.class, """
            createSession(boolean transacted, int mode) | IllegalState |
            createSession(int mode) | IllegalState |
            createSession() | IllegalState |
            getClientID() | IllegalState |
            setClientID(String name) | IllegalState | InvalidClientID
            getMetaData() | IllegalState |
            getExceptionListener() | IllegalState |
            setExceptionListener(ExceptionListener) | IllegalState | fine
            start() | IllegalState |
            stop() | IllegalState |
            close() | fine |
            createConnectionConsumer(Destination, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, fine, JMS
            createSharedConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, JMS, fine, JMS
            createDurableConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, JMS, fine, JMS
            createSharedDurableConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, JMS, fine, JMS
            """);

    /** What belongs to topics is forbidden, whatever it is given. */
    static final ApiTable QUEUE_CONNECTION = new ApiTable(QueueConnection.class, """
            createQueueSession(boolean transacted, int mode) | IllegalState |
            createConnectionConsumer(Queue, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, fine, JMS
            createSharedConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | IllegalState, IllegalState, IllegalState, IllegalState
            createDurableConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | IllegalState, IllegalState, IllegalState, IllegalState
            createSharedDurableConnectionConsumer(Topic, String name, String selector, ServerSessionPool, int) | IllegalState | IllegalState, IllegalState, IllegalState, IllegalState
            """, CONNECTION);

    static final ApiTable TOPIC_CONNECTION = new ApiTable(TopicConnection.class, """
            createTopicSession(boolean transacted, int mode) | IllegalState |
            createConnectionConsumer(Topic, String selector, ServerSessionPool, int) | IllegalState | InvalidDestination, fine, JMS
            """, CONNECTION);

    /** Made by a connection, and not touched by what becomes of it. */
    static final ApiTable META_DATA = new ApiTable(ConnectionMetaData.class, """
            getJMSVersion() | fine |
            getJMSMajorVersion() | fine |
            getJMSMinorVersion() | fine |
            getJMSProviderName() | fine |
            getProviderVersion() | fine |
            getProviderMajorVersion() | fine |
            getProviderMinorVersion() | fine |
            getJMSXPropertyNames() | fine |
            """);

    static final ApiTable SESSION = new ApiTable(Session.class, """
            createBytesMessage() | IllegalState |
            createMapMessage() | IllegalState |
            createMessage() | IllegalState |
            createObjectMessage() | IllegalState |
            createObjectMessage(Serializable) | IllegalState | fine
            createStreamMessage() | IllegalState |
            createTextMessage() | IllegalState |
            createTextMessage(String text) | IllegalState | fine
            getTransacted() | IllegalState |
            getAcknowledgeMode() | IllegalState |
            commit() | IllegalState |
            rollback() | IllegalState |
            recover() | IllegalState |
            close() | fine |
            getMessageListener() | IllegalState |
            setMessageListener(MessageListener) | IllegalState | fine
            createProducer(Destination) | IllegalState | fine
            createConsumer(Destination) | IllegalState | InvalidDestination
            createConsumer(Destination, String selector) | IllegalState | InvalidDestination, fine
            createConsumer(Destination, String selector, boolean) | IllegalState | InvalidDestination, fine
            createSharedConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createSharedConsumer(Topic, String name, String selector) | IllegalState | InvalidDestination, JMS, fine
            createDurableSubscriber(Topic, String name) | IllegalState | InvalidDestination, JMS
            createDurableSubscriber(Topic, String name, String selector, boolean) | IllegalState | InvalidDestination, JMS, fine
            createDurableConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createDurableConsumer(Topic, String name, String selector, boolean) | IllegalState | InvalidDestination, JMS, fine
            createSharedDurableConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createSharedDurableConsumer(Topic, String name, String selector) | IllegalState | InvalidDestination, JMS, fine
            createBrowser(Queue) | IllegalState | InvalidDestination
            createBrowser(Queue, String selector) | IllegalState | InvalidDestination, fine
            createQueue(String name) | IllegalState | InvalidDestination
            createTopic(String name) | IllegalState | InvalidDestination
            createTemporaryQueue() | IllegalState |
            createTemporaryTopic() | IllegalState |
            unsubscribe(String name) | IllegalState | InvalidDestination
            run() | IllegalStateRuntime |
            """);

    static final ApiTable QUEUE_SESSION = new ApiTable(QueueSession.class, """
            createReceiver(Queue) | IllegalState | InvalidDestination
            createReceiver(Queue, String selector) | IllegalState | InvalidDestination, fine
            createSender(Queue) | IllegalState | fine
            createSharedConsumer(Topic, String name) | IllegalState | IllegalState, IllegalState
            createSharedConsumer(Topic, String name, String selector) | IllegalState | IllegalState, IllegalState, IllegalState
            createDurableSubscriber(Topic, String name) | IllegalState | IllegalState, IllegalState
            createDurableSubscriber(Topic, String name, String selector, boolean) | IllegalState | IllegalState, IllegalState, IllegalState
            createDurableConsumer(Topic, String name) | IllegalState | IllegalState, IllegalState
            createDurableConsumer(Topic, String name, String selector, boolean) | IllegalState | IllegalState, IllegalState, IllegalState
            createSharedDurableConsumer(Topic, String name) | IllegalState | IllegalState, IllegalState
            createSharedDurableConsumer(Topic, String name, String selector) | IllegalState | IllegalState, IllegalState, IllegalState
            createTopic(String name) | IllegalState | IllegalState
            unsubscribe(String name) | IllegalState | IllegalState
            """, SESSION);

    static final ApiTable TOPIC_SESSION = new ApiTable(TopicSession.class, """
            createSubscriber(Topic) | IllegalState | InvalidDestination
            createSubscriber(Topic, String selector, boolean) | IllegalState | InvalidDestination, fine
            createPublisher(Topic) | IllegalState | fine
            createBrowser(Queue) | IllegalState | IllegalState
            createBrowser(Queue, String selector) | IllegalState | IllegalState, IllegalState
            createQueue(String name) | IllegalState | IllegalState
            """, SESSION);

    static final ApiTable CONNECTION_CONSUMER = new ApiTable(ConnectionConsumer.class, """
            getServerSessionPool() | IllegalState |
            close() | fine |
            """);

    private ConnectionTables() {}

    static List<ApiTable> all() {
        return List.of(
                CONNECTION,
                QUEUE_CONNECTION,
                TOPIC_CONNECTION,
                META_DATA,
                SESSION,
                QUEUE_SESSION,
                TOPIC_SESSION,
                CONNECTION_CONSUMER);
    }
}
