package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Messages of another provider, which this one must send: section 3.12. They are those of ActiveMQ's own client. */
@Section("3.12")
class ForeignMessageTest extends JmsTest {
    private static final byte[] BYTES = {0, 1, -1, 10};

    /** One message of each kind, filled, and what must arrive. */
    enum Foreign {
        PLAIN {
            @Override
            Message make() {
                return new ActiveMQMessage();
            }

            @Override
            void check(Message received) {
                assertThat(received)
                        .isNotInstanceOfAny(
                                TextMessage.class,
                                BytesMessage.class,
                                MapMessage.class,
                                StreamMessage.class,
                                ObjectMessage.class);
            }
        },
        TEXT {
            @Override
            Message make() throws JMSException {
                ActiveMQTextMessage message = new ActiveMQTextMessage();
                message.setText("Grüße\0");
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                assertThat(((TextMessage) received).getText()).isEqualTo("Grüße\0");
            }
        },
        TEXT_WITHOUT_TEXT {
            @Override
            Message make() {
                return new ActiveMQTextMessage();
            }

            @Override
            void check(Message received) throws JMSException {
                assertThat(((TextMessage) received).getText()).isNull();
            }
        },
        BYTES_BEING_WRITTEN {
            @Override
            Message make() throws JMSException {
                ActiveMQBytesMessage message = new ActiveMQBytesMessage();
                message.writeBytes(BYTES);
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                assertThat(received.getBody(byte[].class)).isEqualTo(BYTES);
            }
        },
        BYTES_READ_IN_PART {
            @Override
            Message make() throws JMSException {
                BytesMessage message = (BytesMessage) BYTES_BEING_WRITTEN.make();
                message.reset();
                message.readByte();
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                BYTES_BEING_WRITTEN.check(received);
            }
        },
        MAP {
            @Override
            Message make() throws JMSException {
                ActiveMQMapMessage message = new ActiveMQMapMessage();
                message.setChar("char", 'c');
                message.setLong("long", 4L);
                message.setBytes("bytes", BYTES);
                message.setString("null", null);
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                MapMessage map = (MapMessage) received;
                assertThat(list(map.getMapNames())).containsExactlyInAnyOrder("char", "long", "bytes", "null");
                assertThat(map.getChar("char")).isEqualTo('c');
                assertThat(map.getObject("long")).isEqualTo(4L);
                assertThat(map.getBytes("bytes")).isEqualTo(BYTES);
                assertThat(map.getString("null")).isNull();
            }
        },
        STREAM {
            @Override
            Message make() throws JMSException {
                ActiveMQStreamMessage message = new ActiveMQStreamMessage();
                message.writeShort((short) 2);
                message.writeBytes(BYTES);
                message.writeString(null);
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                StreamMessage stream = (StreamMessage) received;
                assertThat(stream.readObject()).isEqualTo((short) 2);
                assertThat(stream.readObject()).isEqualTo(BYTES);
                assertThat(stream.readString()).isNull();
                assertThatThrownBy(stream::readObject).isInstanceOf(MessageEOFException.class);
            }
        },
        OBJECT {
            @Override
            Message make() throws JMSException {
                ActiveMQObjectMessage message = new ActiveMQObjectMessage();
                message.setObject(42L);
                return message;
            }

            @Override
            void check(Message received) throws JMSException {
                assertThat(((ObjectMessage) received).getObject()).isEqualTo(42L);
            }
        };

        abstract Message make() throws JMSException;

        abstract void check(Message received) throws JMSException;
    }

    @ParameterizedTest
    @EnumSource
    void bodyHeadersAndPropertiesArrive(Foreign foreign) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = foreign.make();
        message.setJMSCorrelationID("correlation");
        message.setJMSType("type");
        message.setJMSReplyTo(new ActiveMQTopic("answers"));
        message.setBooleanProperty("boolean", true);
        message.setByteProperty("byte", (byte) 1);
        message.setShortProperty("short", (short) 2);
        message.setIntProperty("int", 3);
        message.setLongProperty("long", 4);
        message.setFloatProperty("float", 0.5f);
        message.setDoubleProperty("double", 0.25);
        message.setStringProperty("string", "ß");
        message.setObjectProperty("object", 5);
        session.createProducer(queue).send(message);

        Message received = receive(consumer);

        foreign.check(received);
        assertThat(received.getJMSCorrelationID()).isEqualTo("correlation");
        assertThat(received.getJMSType()).isEqualTo("type");
        assertThat(received.getJMSReplyTo()).isEqualTo(session.createTopic("answers"));
        for (String name : List.of("boolean", "byte", "short", "int", "long", "float", "double", "string", "object")) {
            assertThat(received.getObjectProperty(name)).as(name).isEqualTo(message.getObjectProperty(name));
        }
        assertThat(list(received.getPropertyNames())).hasSize(10).contains("JMSXDeliveryCount");
    }

    @Test
    @Section({"3.12", "3.4.11"})
    void everyHeaderOfTheProviderIsSetOnTheForeignMessageToo() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Message message = Foreign.TEXT.make();
        message.setJMSMessageID("ID:mine");
        message.setJMSDestination(new ActiveMQQueue("elsewhere"));
        message.setJMSTimestamp(1);
        message.setJMSPriority(2);
        message.setJMSExpiration(3);
        message.setJMSDeliveryTime(4);
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        long before = System.currentTimeMillis();
        producer.send(message, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        long after = System.currentTimeMillis();

        assertThat(message.getJMSMessageID()).startsWith("ID:").isNotEqualTo("ID:mine");
        assertThat(message.getJMSDestination()).isEqualTo(new ActiveMQQueue(queue.getQueueName()));
        assertThat(message.getJMSTimestamp()).isBetween(before, after);
        assertThat(message.getJMSDeliveryTime()).isBetween(before, after);
        assertThat(message.getJMSExpiration()).isEqualTo(message.getJMSTimestamp() + 60_000);
        assertThat(message.getJMSPriority()).isEqualTo(7);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        Message received = receive(consumer);
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        assertThat(received.getJMSDeliveryTime()).isEqualTo(message.getJMSDeliveryTime());
        assertThat(received.getJMSExpiration()).isEqualTo(message.getJMSExpiration());
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    }

    @Test
    @Section({"3.12", "7.3"})
    void anAsynchronousSendGivesBackTheForeignMessageWithItsHeaders() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        BytesMessage message = (BytesMessage) Foreign.BYTES_BEING_WRITTEN.make();
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        session.createProducer(queue).send(message, new CompletionListener() {
            @Override
            public void onCompletion(Message sent) {
                try {
                    assertThat(sent).isSameAs(message);
                    byte[] bytes = new byte[BYTES.length];
                    ((BytesMessage) sent).readBytes(bytes); // without a reset: the provider has done it
                    read.complete(bytes);
                } catch (JMSException | AssertionError e) {
                    read.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message sent, Exception failure) {
                read.completeExceptionally(failure);
            }
        });

        assertThat(read.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo(BYTES);
        assertThat(receive(consumer).getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }

    @Test
    void aForeignMessageIsSentByTheSimplifiedApi() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        Message message = Foreign.TEXT.make();
        message.setStringProperty("own", "stays");

        context.createProducer()
                .setProperty("more", 1)
                .setJMSType("set")
                .setPriority(8)
                .send(queue, message);

        Message received = context.createConsumer(queue).receive(WAIT);
        Foreign.TEXT.check(received);
        assertThat(received.getStringProperty("own")).isEqualTo("stays");
        assertThat(received.getIntProperty("more")).isEqualTo(1);
        assertThat(received.getJMSType()).isEqualTo("set");
        assertThat(message.getJMSPriority()).isEqualTo(8);
        assertThat(message.getJMSMessageID()).isEqualTo(received.getJMSMessageID());
    }

    @Test
    void foreignDestinationsAreSentToAndConsumedFrom() throws Exception {
        Session session = connect().createSession();
        for (Destination foreign : new Destination[] {new ActiveMQQueue(name()), new ActiveMQTopic(name())}) {
            MessageConsumer consumer = session.createConsumer(foreign);
            session.createProducer(foreign).send(session.createTextMessage("bound"));
            session.createProducer(null).send(foreign, session.createTextMessage("named"));

            assertThat(receiveTexts(consumer, 2)).containsExactly("bound", "named");
        }
    }

    @Test
    void aForeignMessageCanBeChangedAndSentAgain() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage message = (TextMessage) Foreign.TEXT.make();
        session.createProducer(queue).send(message);
        message.clearBody();
        message.setText("later");
        session.createProducer(queue).send(message);

        assertThat(receiveTexts(consumer, 2)).containsExactly("Grüße\0", "later");
    }
}
