package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.ServerSessions;

/** What connection consumers and server sessions take and refuse. */
@Section("11.2")
class ConnectionConsumerRulesTest extends ConnectionConsumers {
    @Test
    void domainsHaveTheirOwn() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        Queue queue = sendToQueue("to the queue");
        Topic topic = connect().createSession().createTopic(name());
        ServerSessions queuePool = track(
                new ServerSessions(1, () -> queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE), this::hear));
        ServerSessions topicPool = track(
                new ServerSessions(1, () -> topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE), this::hear));

        queues.createConnectionConsumer(queue, null, queuePool, 1);
        topics.createConnectionConsumer(topic, null, topicPool, 1);
        queues.start();
        topics.start();
        Session sending = connect().createSession();
        send(sending, sending.createProducer(topic), "to the topic");

        awaitHeard(2);
        assertThat(heard).containsExactlyInAnyOrder("to the queue", "to the topic");
        assertThatThrownBy(() -> queues.createConnectionConsumer((jakarta.jms.Destination) topic, null, queuePool, 1))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> topics.createConnectionConsumer((jakarta.jms.Destination) queue, null, topicPool, 1))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void wrongArgumentsAreRefused() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());

        assertThatThrownBy(() -> connection.createConnectionConsumer(null, null, pool, 1))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> connection.createSharedConnectionConsumer(null, "s", null, pool, 1))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(queue, "n >", pool, 1))
                .isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, null, 1))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createConnectionConsumer(queue, null, pool, 0))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createSharedConnectionConsumer(topic, null, null, pool, 1))
                .isInstanceOf(JMSException.class);
        assertIllegalState(() -> connection.createDurableConnectionConsumer(topic, "no client id", null, pool, 1));
        assertThat(broker.consumers(queue.getQueueName())).isZero();

        connection.close();
        assertIllegalState(() -> connection.createConnectionConsumer(queue, null, pool, 1));
        assertIllegalState(() -> connection.createSharedConnectionConsumer(topic, "s", null, pool, 1));
        assertIllegalState(() -> connection.createDurableConnectionConsumer(topic, "s", null, pool, 1));
        assertIllegalState(() -> connection.createSharedDurableConnectionConsumer(topic, "s", null, pool, 1));
    }

    @Test
    void serverSessionHasNoOtherWayToReceive() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        assertThat(session.getMessageListener()).isNull();
        MessageConsumer consumer = session.createConsumer(queue);
        assertIllegalState(() -> session.setMessageListener(message -> {}));
        consumer.close();
        session.setMessageListener(message -> {});

        assertThat(session.getMessageListener()).isNotNull();
        assertIllegalState(() -> session.createConsumer(queue));
        assertIllegalState(() -> session.createDurableConsumer(session.createTopic(name()), "sub"));
        send(session, session.createProducer(queue), "sending is free");

        session.setMessageListener(null);
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("sending is free");
    }

    @Test
    void runWithoutMessagesReturnsAndOfAClosedSessionThrows() throws Exception {
        Session session = connect().createSession();
        session.run();
        session.setMessageListener(message -> {});
        session.run();
        session.close();

        assertThatThrownBy(session::run).isInstanceOf(IllegalStateRuntimeException.class);
        assertIllegalState(session::getMessageListener);
        assertIllegalState(() -> session.setMessageListener(null));
    }
}
