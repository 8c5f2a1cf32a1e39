package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** A wrong selector is refused wherever one can be given, before the broker hears of it. */
@Section("3.8.1.1")
class InvalidSelectorTest extends JmsTest {
    private static final String WRONG = "n = 1 AND";
    private static final String WHERE = "Invalid selector at position 10: ";

    @Test
    void bySessions() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());
        refused(List.of(
                () -> session.createConsumer(queue, WRONG),
                () -> session.createConsumer(topic, WRONG, true),
                () -> session.createDurableConsumer(topic, "a", WRONG, false),
                () -> session.createDurableSubscriber(topic, "b", WRONG, true),
                () -> session.createSharedConsumer(topic, "c", WRONG),
                () -> session.createSharedDurableConsumer(topic, "d", WRONG),
                () -> session.createBrowser(queue, WRONG)));
    }

    @Test
    void bySessionsOfOneDomain() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        Queue queue = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE).createQueue(name());
        Topic topic = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE).createTopic(name());
        refused(List.of(
                () -> queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE).createReceiver(queue, WRONG),
                () -> topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE)
                        .createSubscriber(topic, WRONG, false)));
    }

    @Test
    void byConnectionConsumers() throws Exception {
        Connection connection = connect("client-" + name());
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());
        ServerSessionPool pool = () -> null;
        refused(List.of(
                () -> connection.createConnectionConsumer(queue, WRONG, pool, 1),
                () -> connection.createDurableConnectionConsumer(topic, "a", WRONG, pool, 1),
                () -> connection.createSharedConnectionConsumer(topic, "b", WRONG, pool, 1),
                () -> connection.createSharedDurableConnectionConsumer(topic, "c", WRONG, pool, 1)));
    }

    @Test
    void byContexts() {
        JMSContext context = context();
        context.setClientID("client-" + name());
        Queue queue = context.createQueue(name());
        Topic topic = context.createTopic(name());
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> context.createConsumer(queue, WRONG),
                () -> context.createConsumer(topic, WRONG, true),
                () -> context.createDurableConsumer(topic, "a", WRONG, false),
                () -> context.createSharedConsumer(topic, "b", WRONG),
                () -> context.createSharedDurableConsumer(topic, "c", WRONG),
                () -> context.createBrowser(queue, WRONG))) {
            assertThatThrownBy(call)
                    .isInstanceOf(InvalidSelectorRuntimeException.class)
                    .hasMessageStartingWith(WHERE);
        }
    }

    private static void refused(List<ThrowingCallable> calls) {
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(InvalidSelectorException.class)
                    .hasMessageStartingWith(WHERE);
        }
    }
}
