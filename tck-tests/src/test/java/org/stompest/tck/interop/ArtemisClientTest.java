package org.stompest.tck.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** To and from the JMS client of Artemis itself, which speaks the broker's own protocol. */
@Section("3.11.4")
@OnlyOn(BrokerKind.ARTEMIS)
class ArtemisClientTest extends JmsTest {
    /** Who sends to whom. */
    enum Direction {
        TO_ARTEMIS,
        FROM_ARTEMIS;

        ConnectionFactory sending(Provider provider) {
            return this == TO_ARTEMIS ? provider.factory() : provider.artemis();
        }

        ConnectionFactory receiving(Provider provider) {
            return this == TO_ARTEMIS ? provider.artemis() : provider.factory();
        }
    }

    /** Both ends, with a queue between them. */
    private final class Ends {
        final Session sending;
        final Session receiving;
        final String name = name();
        final MessageProducer producer;
        final MessageConsumer consumer;

        Ends(Direction direction) throws JMSException {
            sending = session(direction.sending(provider));
            receiving = session(direction.receiving(provider));
            producer = sending.createProducer(sending.createQueue(name));
            consumer = receiving.createConsumer(receiving.createQueue(name));
        }

        Message pass(Message message) throws JMSException {
            producer.send(message);
            return receive(consumer);
        }
    }

    private Session session(ConnectionFactory factory) throws JMSException {
        Connection connection = track(factory.createConnection());
        connection.start();
        return connection.createSession();
    }

    private static final List<String> TEXTS =
            List.of("plain", "", "Grüße, 日本語 \uD83D\uDE00", "a\nb\r\nc\\:", "x".repeat(20_000));

    @ParameterizedTest
    @EnumSource
    void text(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        for (String text : TEXTS) {
            Message received = ends.pass(ends.sending.createTextMessage(text));

            assertThat(received).isInstanceOf(TextMessage.class);
            assertThat(((TextMessage) received).getText()).isEqualTo(text);
        }
    }

    // Artemis may lose long texts on their way to STOMP, so ours go as bytes to whoever is not of us
    // (docs/configuration.md)
    @Test
    void longTextArrivesAtLeastAsItsBytes() throws Exception {
        Ends ends = new Ends(Direction.TO_ARTEMIS);
        String text = "Grüße".repeat(60_000);

        Message received = ends.pass(ends.sending.createTextMessage(text));

        if (received instanceof BytesMessage bytes) {
            byte[] read = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(read);
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(text);
        } else {
            assertThat(textOf(received)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        for (byte[] bytes : new byte[][] {{0}, {1, 0, 2, -1, 10, 13}, new byte[300_000]}) {
            BytesMessage message = ends.sending.createBytesMessage();
            message.writeBytes(bytes);

            Message received = ends.pass(message);

            assertThat(received).isInstanceOf(BytesMessage.class);
            byte[] read = new byte[bytes.length];
            assertThat(((BytesMessage) received).getBodyLength()).isEqualTo(bytes.length);
            ((BytesMessage) received).readBytes(read);
            assertThat(read).isEqualTo(bytes);
        }
    }

    // the broker's STOMP side knows text and bytes only: a map from there arrives as what the frame's body is
    @ParameterizedTest
    @EnumSource(names = "TO_ARTEMIS")
    void mapKeepsItsPropertiesAtLeast(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        MapMessage message = ends.sending.createMapMessage();
        message.setInt("n", 1);
        message.setStringProperty("p", "v");

        Message received = ends.pass(message);

        assertThat(received.getStringProperty("p")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    void properties(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        Message message = ends.sending.createTextMessage("x");
        message.setStringProperty("string", "Grüße: a\\b\nc");
        message.setIntProperty("int", -5);
        message.setLongProperty("long", 1L << 60);
        message.setDoubleProperty("double", 2.5);
        message.setBooleanProperty("boolean", true);

        Message received = ends.pass(message);

        assertThat(received.getStringProperty("string")).isEqualTo("Grüße: a\\b\nc");
        assertThat(received.getIntProperty("int")).isEqualTo(-5);
        assertThat(received.getLongProperty("long")).isEqualTo(1L << 60);
        assertThat(received.getDoubleProperty("double")).isEqualTo(2.5);
        assertThat(received.getBooleanProperty("boolean")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void headers(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        ends.producer.setPriority(8);
        ends.producer.setTimeToLive(100_000);
        ends.producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Message message = ends.sending.createTextMessage("x");
        message.setJMSCorrelationID("correlation: 1");
        message.setJMSType("a type");
        message.setStringProperty("JMSXGroupID", "group");

        Message received = ends.pass(message);

        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSExpiration()).isEqualTo(message.getJMSExpiration());
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSCorrelationID()).isEqualTo("correlation: 1");
        assertThat(received.getJMSType()).isEqualTo("a type");
        assertThat(received.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(received.getJMSTimestamp()) // that of a message over STOMP is the broker's
                .isBetween(message.getJMSTimestamp(), message.getJMSTimestamp() + 2000);
        assertThat(received.getJMSDestination()).isInstanceOf(Queue.class);
        assertThat(((Queue) received.getJMSDestination()).getQueueName()).isEqualTo(ends.name);
        if (direction == Direction.FROM_ARTEMIS) { // a message over STOMP has no id of Artemis's own clients
            assertThat(received.getJMSMessageID()).startsWith("ID:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void persistentByDefaultAndWithoutExpiry(Direction direction) throws Exception {
        Ends ends = new Ends(direction);

        Message received = ends.pass(ends.sending.createTextMessage("x"));

        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSCorrelationID()).isNull();
        assertThat(received.getJMSReplyTo()).isNull();
        assertThat(received.getJMSRedelivered()).isFalse();
    }

    /** Where the answer to a request goes. */
    enum ReplyTo {
        QUEUE,
        TOPIC,
        TEMPORARY_QUEUE,
        TEMPORARY_TOPIC
    }

    private void requestAndReply(Direction direction, ReplyTo kind) throws JMSException {
        Ends ends = new Ends(direction);
        MessageProducer replies = ends.receiving.createProducer(null);
        ends.consumer.setMessageListener(request -> {
            try {
                Message reply = ends.receiving.createTextMessage(textOf(request).toUpperCase(Locale.ROOT));
                reply.setJMSCorrelationID(request.getJMSCorrelationID());
                replies.send(request.getJMSReplyTo(), reply);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        Destination replyTo = switch (kind) {
            case QUEUE -> ends.sending.createQueue(name());
            case TOPIC -> ends.sending.createTopic(name());
            case TEMPORARY_QUEUE -> ends.sending.createTemporaryQueue();
            case TEMPORARY_TOPIC -> ends.sending.createTemporaryTopic();
        };
        MessageConsumer consumer = ends.sending.createConsumer(replyTo);
        for (int i = 0; i < 3; i++) {
            Message request = ends.sending.createTextMessage("request " + i);
            request.setJMSReplyTo(replyTo);
            request.setJMSCorrelationID("c" + i);
            ends.producer.send(request);

            Message reply = receive(consumer);
            assertThat(textOf(reply)).isEqualTo("REQUEST " + i);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("c" + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestToArtemisIsAnswered(ReplyTo kind) throws Exception {
        requestAndReply(Direction.TO_ARTEMIS, kind);
    }

    @ParameterizedTest
    @EnumSource
    void requestFromArtemisIsAnswered(ReplyTo kind) throws Exception {
        requestAndReply(Direction.FROM_ARTEMIS, kind);
    }

    @ParameterizedTest
    @EnumSource
    void topics(Direction direction) throws Exception {
        Session sending = session(direction.sending(provider));
        Session receiving = session(direction.receiving(provider));
        String name = name();
        MessageConsumer one = receiving.createConsumer(receiving.createTopic(name));
        MessageConsumer two = sending.createConsumer(sending.createTopic(name));

        send(sending, sending.createProducer(sending.createTopic(name)), "to all");

        Message received = receive(one);
        assertThat(textOf(received)).isEqualTo("to all");
        assertThat(((Topic) received.getJMSDestination()).getTopicName()).isEqualTo(name);
        assertThat(receiveText(two)).isEqualTo("to all");
    }

    @ParameterizedTest
    @EnumSource
    void selectorsSeeTheOthersMessages(Direction direction) throws Exception {
        Session sending = session(direction.sending(provider));
        Session receiving = session(direction.receiving(provider));
        String name = name();
        MessageConsumer strings = receiving.createConsumer(receiving.createQueue(name), "color = 'red'");
        MessageProducer producer = sending.createProducer(sending.createQueue(name));
        for (String color : new String[] {"blue", "red"}) {
            TextMessage message = sending.createTextMessage(color);
            message.setStringProperty("color", color);
            producer.send(message);
        }

        assertThat(receiveText(strings)).isEqualTo("red");
        assertThat(strings.receiveNoWait()).isNull();
    }

    // one transaction each, on one queue
    @ParameterizedTest
    @EnumSource
    void transactions(Direction direction) throws Exception {
        Connection from = track(direction.sending(provider).createConnection());
        Connection to = track(direction.receiving(provider).createConnection());
        to.start();
        Session sending = from.createSession(Session.SESSION_TRANSACTED);
        Session receiving = to.createSession(Session.SESSION_TRANSACTED);
        String name = name();
        MessageProducer producer = sending.createProducer(sending.createQueue(name));
        send(sending, producer, "undone");
        sending.rollback();
        send(sending, producer, texts("m", 20).toArray(String[]::new));
        sending.commit();

        MessageConsumer consumer = receiving.createConsumer(receiving.createQueue(name));
        receiveTexts(consumer, 5);
        receiving.rollback();
        assertThat(receiveTexts(consumer, 20)).isEqualTo(texts("m", 20));
        receiving.commit();
        broker.awaitMessages(name, 0);
    }
}
