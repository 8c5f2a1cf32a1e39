package org.stompest.tck.api;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import java.util.List;

/**
 * What an administrator makes. The states of a factory: that the password is right, and that it is wrong; a user that is null is
 * none. The one state of a destination: that the connection which made it is closed.
 */
final class FactoryTables {
    static final ApiTable FACTORY = new ApiTable(ConnectionFactory.class, """
            createConnection() | fine, fine |
            createConnection(String user, String password) | fine, JMSSecurity | fine, JMSSecurity
            createContext() | fine, fine |
            createContext(String user, String password) | fine, JMSSecurityRuntime | fine, JMSSecurityRuntime
            createContext(String user, String password, int mode) | fine, JMSSecurityRuntime | fine, JMSSecurityRuntime
            createContext(int mode) | fine, fine |
            """);

    static final ApiTable QUEUE_FACTORY = new ApiTable(QueueConnectionFactory.class, """
            createQueueConnection() | fine, fine |
            createQueueConnection(String user, String password) | fine, JMSSecurity | fine, JMSSecurity
            """, FACTORY);

    static final ApiTable TOPIC_FACTORY = new ApiTable(TopicConnectionFactory.class, """
            createTopicConnection() | fine, fine |
            createTopicConnection(String user, String password) | fine, JMSSecurity | fine, JMSSecurity
            """, FACTORY);

    static final ApiTable QUEUE = new ApiTable(Queue.class, """
            getQueueName() | fine |
            toString() | fine |
            """);

    static final ApiTable TOPIC = new ApiTable(Topic.class, """
            getTopicName() | fine |
            toString() | fine |
            """);

    static final ApiTable TEMPORARY_QUEUE = new ApiTable(TemporaryQueue.class, """
            delete() | fine |
            """, QUEUE);

    static final ApiTable TEMPORARY_TOPIC = new ApiTable(TemporaryTopic.class, """
            delete() | fine |
            """, TOPIC);

    private FactoryTables() {}

    static List<ApiTable> all() {
        return List.of(FACTORY, QUEUE_FACTORY, TOPIC_FACTORY, QUEUE, TOPIC, TEMPORARY_QUEUE, TEMPORARY_TOPIC);
    }
}
