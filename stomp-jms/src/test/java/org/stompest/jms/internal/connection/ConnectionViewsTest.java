package org.stompest.jms.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stompest.jms.StompConnection;
import org.stompest.jms.fake.Forwarding;
import org.stompest.jms.fake.Recorder;

/** JMS 3.1, QueueConnection and TopicConnection. */
class ConnectionViewsTest {
    private final Queue queue = Recorder.dummy(Queue.class);
    private final Topic topic = Recorder.dummy(Topic.class);
    private final ServerSessionPool pool = Recorder.dummy(ServerSessionPool.class);
    private final ConnectionConsumer connectionConsumer = Recorder.dummy(ConnectionConsumer.class);
    private final Recorder<Session> session = Recorder.of(Session.class);
    private final Recorder<StompConnection> connection = Recorder.of(StompConnection.class)
            .returning("createSession", session.proxy())
            .returning("createConnectionConsumer", connectionConsumer);

    @TestFactory
    Stream<DynamicTest> queueConnectionForbidsWhatBelongsToTopics() {
        return Forwarding.tests(
                StompConnection.class,
                QueueConnectionView::new,
                Set.of(
                        "createSharedConnectionConsumer",
                        "createDurableConnectionConsumer",
                        "createSharedDurableConnectionConsumer"));
    }

    @TestFactory
    Stream<DynamicTest> topicConnectionForwardsAll() {
        return Forwarding.tests(StompConnection.class, TopicConnectionView::new, Set.of());
    }

    @Test
    void queueSessionIsAViewOfASession() throws JMSException {
        new QueueConnectionView(connection.proxy()).createQueueSession(true, 2).createQueue("orders");

        assertThat(connection.argumentsOf("createSession")).containsExactly(true, 2);
        assertThat(session.argumentsOf("createQueue")).containsExactly("orders");
    }

    @Test
    void topicSessionIsAViewOfASession() throws JMSException {
        new TopicConnectionView(connection.proxy()).createTopicSession(false, 3).createTopic("prices");

        assertThat(connection.argumentsOf("createSession")).containsExactly(false, 3);
        assertThat(session.argumentsOf("createTopic")).containsExactly("prices");
    }

    @Test
    void connectionConsumersOfOneDomainAreThoseOfTheConnection() throws JMSException {
        assertThat(new QueueConnectionView(connection.proxy()).createConnectionConsumer(queue, "a = 1", pool, 9))
                .isSameAs(connectionConsumer);
        assertThat(connection.argumentsOf("createConnectionConsumer")).containsExactly(queue, "a = 1", pool, 9);

        assertThat(new TopicConnectionView(connection.proxy()).createConnectionConsumer(topic, "a = 1", pool, 9))
                .isSameAs(connectionConsumer);
        assertThat(connection.argumentsOf("createConnectionConsumer")).containsExactly(topic, "a = 1", pool, 9);
    }
}
