package org.stompest.tck.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
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
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedClassic;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** To and from the JMS client of ActiveMQ Classic itself, which speaks the broker's own protocol. */
@Section("3.11.4")
@OnlyOn(BrokerKind.CLASSIC)
class ClassicClientTest extends JmsTest {
    /** Who sends to whom. */
    enum Direction {
        TO_CLASSIC,
        FROM_CLASSIC
    }

    /** Both ends, with a queue between them. */
    private final class Ends {
        final Session sending;
        final Session receiving;
        final String name = name();
        final MessageProducer producer;
        final MessageConsumer consumer;

        Ends(Direction direction) throws JMSException {
            ConnectionFactory theirs = new ActiveMQConnectionFactory(((EmbeddedClassic) broker).openWireUri());
            ConnectionFactory ours = provider.factory();
            sending = session(direction == Direction.TO_CLASSIC ? ours : theirs);
            receiving = session(direction == Direction.TO_CLASSIC ? theirs : ours);
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
        return connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @ParameterizedTest
    @EnumSource
    void text(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        for (String text : List.of(
                "plain", "", "Gr\u00fc\u00dfe, \u65e5\u672c \uD83D\uDE00", "a\nb\r\nc\\:", "x".repeat(200_000))) {
            Message received = ends.pass(ends.sending.createTextMessage(text));

            assertThat(received).isInstanceOf(TextMessage.class);
            assertThat(((TextMessage) received).getText()).isEqualTo(text);
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

    @ParameterizedTest
    @EnumSource
    void properties(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        Message message = ends.sending.createTextMessage("x");
        message.setStringProperty("string", "Gr\u00fc\u00dfe: a\\b\nc");
        message.setIntProperty("int", -5);
        message.setLongProperty("long", 1L << 60);
        message.setDoubleProperty("double", 2.5);
        message.setBooleanProperty("boolean", true);

        Message received = ends.pass(message);

        assertThat(received.getStringProperty("string")).isEqualTo("Gr\u00fc\u00dfe: a\\b\nc");
        assertThat(received.getIntProperty("int")).isEqualTo(-5);
        assertThat(received.getLongProperty("long")).isEqualTo(1L << 60);
        assertThat(received.getDoubleProperty("double")).isEqualTo(2.5);
        assertThat(received.getBooleanProperty("boolean")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Section({"3.4", "3.11.4"})
    void headers(Direction direction) throws Exception {
        Ends ends = new Ends(direction);
        ends.producer.setPriority(8);
        ends.producer.setTimeToLive(100_000);
        ends.producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Message message = ends.sending.createTextMessage("x");
        message.setJMSCorrelationID("correlation: 1");
        message.setJMSType("a type");
        message.setStringProperty("JMSXGroupID", "group");
        message.setIntProperty("JMSXGroupSeq", 3);

        Message received = ends.pass(message);

        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSExpiration()).isEqualTo(message.getJMSExpiration());
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSCorrelationID()).isEqualTo("correlation: 1");
        assertThat(received.getJMSType()).isEqualTo("a type");
        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        assertThat(((Queue) received.getJMSDestination()).getQueueName()).isEqualTo(ends.name);
        assertThat(received.getJMSMessageID()).startsWith("ID:");
        assertThat(received.getJMSRedelivered()).isFalse();
        if (direction == Direction.TO_CLASSIC) { // the broker does not tell receivers over STOMP
            assertThat(received.getStringProperty("JMSXGroupID")).isEqualTo("group");
            assertThat(received.getIntProperty("JMSXGroupSeq")).isEqualTo(3);
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
        assertThat(received.getJMSType()).isNull();
    }

    @Test
    void namesOfPropertiesAreThoseThatTheirSenderSet() throws Exception {
        Ends ends = new Ends(Direction.FROM_CLASSIC);
        Message message = ends.sending.createTextMessage("x");
        message.setIntProperty("mine", 1);

        Message received = ends.pass(message);

        assertThat(list(received.getPropertyNames())).containsExactlyInAnyOrder("mine", "JMSXDeliveryCount");
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
        Destination replyTo = switch (kind) {
            case QUEUE -> ends.sending.createQueue(name());
            case TOPIC -> ends.sending.createTopic(name());
            case TEMPORARY_QUEUE -> ends.sending.createTemporaryQueue();
            case TEMPORARY_TOPIC -> ends.sending.createTemporaryTopic();
        };
        MessageConsumer answers = ends.sending.createConsumer(replyTo);
        Message request = ends.sending.createTextMessage("request");
        request.setJMSReplyTo(replyTo);
        request.setJMSCorrelationID("c");

        Message received = ends.pass(request);
        assertThat(received.getJMSReplyTo() instanceof Topic).isEqualTo(replyTo instanceof Topic);
        Message reply = ends.receiving.createTextMessage("reply");
        reply.setJMSCorrelationID(received.getJMSCorrelationID());
        ends.receiving.createProducer(received.getJMSReplyTo()).send(reply);

        Message answer = receive(answers);
        assertThat(textOf(answer)).isEqualTo("reply");
        assertThat(answer.getJMSCorrelationID()).isEqualTo("c");
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.4.6")
    void requestToClassicIsAnswered(ReplyTo kind) throws Exception {
        requestAndReply(Direction.TO_CLASSIC, kind);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.4.6")
    void requestFromClassicIsAnswered(ReplyTo kind) throws Exception {
        requestAndReply(Direction.FROM_CLASSIC, kind);
    }
}
