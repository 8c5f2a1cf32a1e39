package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** JMSDestination and JMSReplyTo arrive as what they were, and can be used: sections 3.4.1 and 3.4.6. */
class DestinationHeadersTest extends JmsTest {
    /** The kinds of destinations. */
    enum Kind {
        QUEUE {
            @Override
            Destination make(Session session, String name) throws JMSException {
                return session.createQueue(name);
            }
        },
        TOPIC {
            @Override
            Destination make(Session session, String name) throws JMSException {
                return session.createTopic(name);
            }
        },
        TEMPORARY_QUEUE {
            @Override
            Destination make(Session session, String name) throws JMSException {
                return session.createTemporaryQueue();
            }
        },
        TEMPORARY_TOPIC {
            @Override
            Destination make(Session session, String name) throws JMSException {
                return session.createTemporaryTopic();
            }
        };

        abstract Destination make(Session session, String name) throws JMSException;

        void assertIs(Destination received) {
            assertThat(received instanceof Queue).isEqualTo(this == QUEUE || this == TEMPORARY_QUEUE);
            assertThat(received instanceof Topic).isEqualTo(this == TOPIC || this == TEMPORARY_TOPIC);
            assertThat(received instanceof TemporaryQueue).isEqualTo(this == TEMPORARY_QUEUE);
            assertThat(received instanceof TemporaryTopic).isEqualTo(this == TEMPORARY_TOPIC);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.4.1")
    void theDestinationIsTheSameAtBothEnds(Kind destinationKind) throws Exception {
        Session session = connect().createSession();
        Destination destination = destinationKind.make(session, name());
        MessageConsumer consumer = session.createConsumer(destination);
        Message message = session.createMessage();
        session.createProducer(destination).send(message);

        Destination received = receive(consumer).getJMSDestination();
        assertThat(message.getJMSDestination()).isEqualTo(destination);
        assertThat(received).isEqualTo(destination);
        destinationKind.assertIs(received);
        send(session, session.createProducer(received), "sent to what was received");
        assertThat(receiveText(consumer)).isEqualTo("sent to what was received");
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.4.6")
    void aReplyFromAnotherConnectionComesBack(Kind answers) throws Exception {
        Session asking = connect().createSession();
        Session answering = connect().createSession();
        Queue questions = asking.createQueue(name());
        Destination replyTo = answers.make(asking, name());
        MessageConsumer replies = asking.createConsumer(replyTo);
        Message question = asking.createTextMessage("question");
        question.setJMSReplyTo(replyTo);
        asking.createProducer(questions).send(question);
        assertThat(question.getJMSReplyTo()).isEqualTo(replyTo);

        Message received = receive(answering.createConsumer(questions));
        answers.assertIs(received.getJMSReplyTo());
        Message answer = answering.createTextMessage("answer");
        answer.setJMSCorrelationID(received.getJMSMessageID());
        answering.createProducer(received.getJMSReplyTo()).send(answer);

        Message reply = receive(replies);
        assertThat(textOf(reply)).isEqualTo("answer");
        assertThat(reply.getJMSCorrelationID()).isEqualTo(question.getJMSMessageID());
        assertThat(reply.getJMSReplyTo()).isNull();
        answers.assertIs(reply.getJMSDestination());
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.4.6")
    void aReplyToComesBackAsTheSameDestination(Kind answers) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Destination replyTo = answers.make(session, name());
        Message message = session.createMessage();
        message.setJMSReplyTo(replyTo);
        session.createProducer(queue).send(message);

        Message received = receive(consumer);
        assertThat(received.getJMSReplyTo()).isEqualTo(replyTo);
        session.createProducer(queue).send(received); // and once more
        assertThat(receive(consumer).getJMSReplyTo()).isEqualTo(replyTo);
    }

    @Test
    @Section("3.4.6")
    void aReplyToCanBeTakenAway() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        message.setJMSReplyTo(queue);
        session.createProducer(queue).send(message);
        Message received = receive(consumer);
        received.setJMSReplyTo(null);
        session.createProducer(queue).send(received);

        assertThat(receive(consumer).getJMSReplyTo()).isNull();
    }

    @Test
    @Section("3.4.1")
    void everySubscriberOfATopicSeesTheTopic() throws Exception {
        Session session = connect(name()).createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer durable = session.createDurableConsumer(topic, "durable");
        MessageConsumer filtered = session.createConsumer(topic, "n = 1");
        Message message = session.createMessage();
        message.setIntProperty("n", 1);
        session.createProducer(topic).send(message);

        assertThat(receive(durable).getJMSDestination()).isEqualTo(topic);
        assertThat(receive(filtered).getJMSDestination()).isEqualTo(topic);
        durable.close();
        session.unsubscribe("durable");
    }

    @Test
    @Section("3.4.1")
    void aConsumerOfASharedDurableSubscriptionSeesTheTopic() throws Exception {
        Session session = connect(name()).createSession();
        Topic topic = session.createTopic("VirtualTopic." + name());
        try (MessageConsumer consumer = session.createSharedDurableConsumer(topic, "durable")) {
            session.createProducer(topic).send(session.createMessage());
            assertThat(receive(consumer).getJMSDestination()).isEqualTo(topic);
        }
    }

    @Test
    @Section("3.4.1")
    @OnlyOn(BrokerKind.ARTEMIS)
    void aConsumerOfASharedSubscriptionSeesTheTopic() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        try (MessageConsumer consumer = session.createSharedConsumer(topic, "shared")) {
            session.createProducer(topic).send(session.createMessage());
            assertThat(receive(consumer).getJMSDestination()).isEqualTo(topic);
        }
    }
}
