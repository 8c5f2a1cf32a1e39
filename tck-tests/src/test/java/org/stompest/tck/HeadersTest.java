package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Message headers: section 3.4, and the delivery options of 7.4, 7.7 and 7.9. */
@Section("3.4")
class HeadersTest extends JmsTest {
    @Section("3.4.3")
    @Test
    void messageIdIsSetBySendAndTheSameAtBothEnds() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage message = session.createTextMessage("x");
        assertThat(message.getJMSMessageID()).isNull();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            producer.send(message);

            assertThat(message.getJMSMessageID()).startsWith("ID:");
            assertThat(receive(consumer).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
            ids.add(message.getJMSMessageID());
        }
        assertThat(ids).hasSize(10);
    }

    @Section("3.4.3")
    @Test
    void messageIdIsTheSameForAllSubscribers() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic);
        Message message = session.createMessage();
        session.createProducer(topic).send(message);

        assertThat(receive(one).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(receive(two).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }

    @Section("3.4.4")
    @Test
    void timestampIsTheTimeOfSending() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        long before = System.currentTimeMillis();
        session.createProducer(queue).send(message);
        long after = System.currentTimeMillis();

        assertThat(message.getJMSTimestamp()).isBetween(before, after);
        assertThat(receive(consumer).getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
    }

    @Section({"3.4.2", "7.7"})
    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void deliveryModeIsTheProducers(int mode) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        producer.setDeliveryMode(mode);
        Message message = session.createMessage();
        producer.send(message);

        assertThat(message.getJMSDeliveryMode()).isEqualTo(mode);
        assertThat(receive(consumer).getJMSDeliveryMode()).isEqualTo(mode);
    }

    // the descriptions of MessageProducer's setters
    @Test
    void producerRefusesImpossibleOptions() throws Exception {
        Session session = connect().createSession();
        MessageProducer producer = session.createProducer(session.createQueue(name()));

        assertThatThrownBy(() -> producer.setPriority(10)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.setPriority(-1)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.setDeliveryMode(3)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.send(session.createMessage(), 3, 4, 0))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.send(session.createMessage(), 2, 11, 0))
                .isInstanceOf(JMSException.class);
    }

    @Section({"3.4.13", "7.9"})
    @Test
    void delayedMessageComesNotBeforeItsTime() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(400);
        TextMessage late = session.createTextMessage("late");
        producer.send(late);
        producer.setDeliveryDelay(0);
        TextMessage prompt = session.createTextMessage("prompt");
        producer.send(prompt);

        assertThat(receiveText(consumer)).isEqualTo("prompt");
        Message received = receive(consumer);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(late.getJMSDeliveryTime());
        assertThat(textOf(received)).isEqualTo("late");
        assertThat(late.getJMSDeliveryTime()).isBetween(late.getJMSTimestamp() + 400, late.getJMSTimestamp() + 900);
        assertThat(received.getJMSDeliveryTime()).isEqualTo(late.getJMSDeliveryTime());
        if (Provider.isStompest()) { // Artemis leaves 0
            assertThat(prompt.getJMSDeliveryTime()).isBetween(prompt.getJMSTimestamp(), prompt.getJMSTimestamp() + 100);
        }
    }

    @Section("3.4.5")
    @Test
    void correlationIdArrives() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message);
        assertThat(receive(consumer).getJMSCorrelationID()).isNull();

        for (String id : new String[] {"application: Ü\\1", "ID:1-2", ""}) {
            message.setJMSCorrelationID(id);
            producer.send(message);
            assertThat(receive(consumer).getJMSCorrelationID()).isEqualTo(id);
        }
    }

    @Section("3.4.5")
    @Test
    void correlationIdAsBytesArrives() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        message.setJMSCorrelationIDAsBytes(new byte[] {0, 1, -1, 10, 58});
        session.createProducer(queue).send(message);

        assertThat(receive(consumer).getJMSCorrelationIDAsBytes()).containsExactly(0, 1, -1, 10, 58);
    }

    @Section("3.4.6")
    @Test
    void replyToArrivesAsTheKindThatItWas() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message);
        assertThat(receive(consumer).getJMSReplyTo()).isNull();
        for (Destination replyTo : new Destination[] {
            session.createQueue("answers:ß x"),
            session.createTopic("answers.topic"),
            session.createTemporaryQueue(),
            session.createTemporaryTopic()
        }) {
            message.setJMSReplyTo(replyTo);
            producer.send(message);

            Destination received = receive(consumer).getJMSReplyTo();
            assertThat(received).isEqualTo(replyTo);
            assertThat(received instanceof Queue).isEqualTo(replyTo instanceof Queue);
            assertThat(received instanceof Topic).isEqualTo(replyTo instanceof Topic);
        }
    }

    @Section("3.4.8")
    @Test
    void typeArrives() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message);
        assertThat(receive(consumer).getJMSType()).isNull();

        message.setJMSType("order: v1");
        producer.send(message);

        assertThat(receive(consumer).getJMSType()).isEqualTo("order: v1");
    }

    @Section("3.4.1")
    @Test
    void destinationIsSetAtBothEnds() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        Message message = session.createMessage();
        session.createProducer(queue).send(message);

        assertThat(message.getJMSDestination()).isEqualTo(queue);
        assertThat(receive(session.createConsumer(queue)).getJMSDestination()).isEqualTo(queue);
    }

    @Section({"3.4.7", "3.5.11"})
    @Test
    void redeliveredTellsTheTruth() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "again");
        MessageConsumer consumer = session.createConsumer(queue);
        for (int delivery = 1; delivery <= 4; delivery++) {
            Message received = receive(consumer);

            assertThat(received.getJMSRedelivered()).isEqualTo(delivery > 1);
            assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(delivery);
            session.recover();
        }
    }

    @Section("3.4.11")
    @Test
    void sendOverwritesHeadersThatAreNotTheApplications() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        Message message = session.createMessage();
        message.setJMSPriority(9);
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSExpiration(1);
        message.setJMSMessageID("ID:mine");
        message.setJMSTimestamp(1);
        message.setJMSRedelivered(true);
        message.setJMSDestination(session.createTopic("elsewhere"));

        session.createProducer(queue).send(message);

        Message received = receive(session.createConsumer(queue));
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSMessageID()).isNotEqualTo("ID:mine");
        assertThat(received.getJMSTimestamp()).isGreaterThan(1);
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(received.getJMSDestination()).isEqualTo(queue);
    }

    @Section("7.4")
    @Test
    void optionsOfTheSendOverrideThoseOfTheProducer() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setPriority(1);
        producer.setTimeToLive(10);

        producer.send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 8, 0);

        Message received = receive(session.createConsumer(queue));
        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSExpiration()).isZero();
    }

    @Section({"3.4.3", "3.4.4"})
    @Test
    void idAndTimestampMayBeLeftOut() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        assertThat(producer.getDisableMessageID()).isTrue();
        assertThat(producer.getDisableMessageTimestamp()).isTrue();

        send(session, producer, "bare");

        Message received = receive(session.createConsumer(queue));
        assertThat(textOf(received)).isEqualTo("bare");
        if (Provider.isStompest()) {
            assertThat(received.getJMSTimestamp()).isZero();
            assertThat(received.getJMSMessageID()).isNull();
        }
    }

    @Section({"3.4.5", "3.4.8"})
    @ParameterizedTest
    @ValueSource(
            strings = {" leading", "trailing ", "  ", "tab\t", "\tline\nline\r\n", "a:b\\c", "=,;%", "日本 \uD83D\uDE00"})
    void textsOfHeadersAndPropertiesArriveToTheLastBlank(String text) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        message.setJMSType(text);
        message.setJMSCorrelationID(text);
        message.setStringProperty("property", text);
        session.createProducer(queue).send(message);

        Message received = receive(consumer);
        assertThat(received.getJMSType()).isEqualTo(text);
        assertThat(received.getJMSCorrelationID()).isEqualTo(text);
        assertThat(received.getStringProperty("property")).isEqualTo(text);
    }
}
