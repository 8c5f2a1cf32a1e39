package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** The APIs of one domain: sections 2.9, 9.2 and what 7 and 8 say of them. */
@Section("2.9")
class DomainsTest extends JmsTest {
    private QueueSession queueSession() throws JMSException {
        QueueConnection connection = track(provider.queueFactory().createQueueConnection());
        connection.start();
        return connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicSession topicSession() throws JMSException {
        TopicConnection connection = track(provider.topicFactory().createTopicConnection());
        connection.setClientID("client-" + name());
        connection.start();
        return connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    // point-to-point
    @Section({"7.1", "8.2", "2.9"})
    @Test
    void queueSenderReachesQueueReceiver() throws Exception {
        QueueSession session = queueSession();
        Queue queue = session.createQueue(name());
        QueueSender sender = session.createSender(queue);
        QueueReceiver receiver = session.createReceiver(queue, "n = 1 OR n IS NULL");
        assertThat(sender.getQueue()).isEqualTo(queue);
        assertThat(receiver.getQueue()).isEqualTo(queue);

        sender.send(session.createTextMessage("a"));
        sender.send(session.createTextMessage("b"), DeliveryMode.NON_PERSISTENT, 4, 0);
        QueueSender anonymous = session.createSender(null);
        anonymous.send(queue, session.createTextMessage("c"));

        assertThat(receiveTexts(receiver, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    // publish and subscribe
    @Section({"7.1", "8.3", "2.9"})
    @Test
    void topicPublisherReachesTopicSubscriber() throws Exception {
        TopicSession session = topicSession();
        Topic topic = session.createTopic(name());
        TopicPublisher publisher = session.createPublisher(topic);
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicSubscriber deaf = session.createSubscriber(topic, null, true);
        TopicSubscriber durable = session.createDurableSubscriber(topic, "sub");
        assertThat(publisher.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getTopic()).isEqualTo(topic);
        assertThat(deaf.getNoLocal()).isTrue();

        publisher.publish(session.createTextMessage("a"));
        session.createPublisher(null).publish(topic, session.createTextMessage("b"));

        assertThat(receiveTexts(subscriber, 2)).containsExactly("a", "b");
        assertThat(receiveTexts(durable, 2)).containsExactly("a", "b");
        assertNothingComes(deaf);
        durable.close();
        session.unsubscribe("sub");
    }

    // Method inheritance across messaging domains, table 9-1
    @Section("9.2")
    @Test
    void queueSessionHasNoTopics() throws Exception {
        QueueSession session = queueSession();
        Topic topic = connect().createSession().createTopic(name());

        assertIllegalState(() -> session.createDurableSubscriber(topic, "sub"));
        assertIllegalState(() -> session.createDurableSubscriber(topic, "sub", null, false));
        assertIllegalState(() -> session.createDurableConsumer(topic, "sub"));
        assertIllegalState(() -> session.createSharedConsumer(topic, "sub"));
        assertIllegalState(() -> session.createSharedDurableConsumer(topic, "sub"));
        assertIllegalState(session::createTemporaryTopic);
        assertIllegalState(() -> session.createTopic("t"));
        assertIllegalState(() -> session.unsubscribe("sub"));
    }

    // table 9-1
    @Section("9.2")
    @Test
    void topicSessionHasNoQueues() throws Exception {
        TopicSession session = topicSession();
        Queue queue = connect().createSession().createQueue(name());

        assertIllegalState(() -> session.createBrowser(queue));
        assertIllegalState(() -> session.createBrowser(queue, "n = 1"));
        assertIllegalState(() -> session.createQueue("q"));
        assertIllegalState(session::createTemporaryQueue);
    }

    // table 9-1
    @Section("9.2")
    @Test
    void queueConnectionHasNoSubscriptions() throws Exception {
        QueueConnection connection = track(provider.queueFactory().createQueueConnection());
        Topic topic = connect().createSession().createTopic(name());

        assertIllegalState(() -> connection.createDurableConnectionConsumer(topic, "sub", null, () -> null, 1));
        if (Provider.isStompest()) { // Artemis gives null for these
            assertIllegalState(() -> connection.createSharedConnectionConsumer(topic, "sub", null, () -> null, 1));
            assertIllegalState(
                    () -> connection.createSharedDurableConnectionConsumer(topic, "sub", null, () -> null, 1));
        }
    }

    // in each domain
    @Section("6.1.1")
    @Test
    void factoriesOfBothDomainsTakeCredentials() throws Exception {
        QueueConnection queues =
                track(provider.queueFactory().createQueueConnection("guest", EmbeddedArtemis.GUEST_PASSWORD));
        TopicConnection topics =
                track(provider.topicFactory().createTopicConnection("guest", EmbeddedArtemis.GUEST_PASSWORD));

        assertThat(queues.createQueueSession(true, Session.SESSION_TRANSACTED).getTransacted())
                .isTrue();
        assertThat(topics.createTopicSession(false, Session.CLIENT_ACKNOWLEDGE).getAcknowledgeMode())
                .isEqualTo(Session.CLIENT_ACKNOWLEDGE);
    }
}
