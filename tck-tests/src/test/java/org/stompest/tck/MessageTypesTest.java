package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Bodies of every type, there and back: section 3.11. */
@Section("3.11")
class MessageTypesTest extends JmsTest {
    private static final int MEBIBYTE = 1 << 20;

    /** Sends a message and gives back what comes out of the queue. */
    private <M extends Message> M roundTrip(Session session, M message, Class<M> type) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return type.cast(receive(consumer));
    }

    private static List<String> texts() {
        return List.of(
                "plain",
                "",
                " leading and trailing ",
                "line\nand\r\nline\n",
                "a:b\\c\\n: escapes",
                "Grüße, 日本語, \uD83D\uDE00",
                "nul\0in the middle",
                "\0",
                "^@\n\n",
                "x".repeat(MEBIBYTE),
                "ß\0".repeat(MEBIBYTE / 4));
    }

    @Section("3.11")
    @ParameterizedTest(name = "text {index}")
    @MethodSource("texts")
    void textArrivesAsItWas(String text) throws Exception {
        Session session = connect().createSession();

        TextMessage received = roundTrip(session, session.createTextMessage(text), TextMessage.class);

        assertThat(received.getText()).isEqualTo(text);
        assertThat(received.getBody(String.class)).isEqualTo(text);
    }

    @Section("3.11")
    @Test
    void nullTextStaysNull() throws Exception {
        Session session = connect().createSession();

        TextMessage received = roundTrip(session, session.createTextMessage(), TextMessage.class);

        assertThat(received.getText()).isNull();
    }

    @Section("3.11")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000, MEBIBYTE})
    void bytesArriveAsTheyWere(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(bytes);

        BytesMessage received = roundTrip(session, message, BytesMessage.class);

        assertThat(received.getBodyLength()).isEqualTo(length);
        byte[] read = new byte[length + 1];
        assertThat(received.readBytes(read)).isEqualTo(length == 0 ? -1 : length);
        assertThat(Arrays.copyOf(read, length)).isEqualTo(bytes);
        assertThat(received.readBytes(read)).isEqualTo(-1);
    }

    @Section("3.11")
    @Test
    void everyByteValueArrives() throws Exception {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(bytes);

        assertThat(roundTrip(session, message, BytesMessage.class).getBody(byte[].class))
                .isEqualTo(bytes);
    }

    @Section("3.11")
    @Test
    void primitivesInBytesArrive() throws Exception {
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeShort(Short.MIN_VALUE);
        message.writeChar('ß');
        message.writeInt(Integer.MIN_VALUE);
        message.writeLong(Long.MAX_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-2.25);
        message.writeUTF("日本");

        BytesMessage received = roundTrip(session, message, BytesMessage.class);

        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -1);
        assertThat(received.readShort()).isEqualTo(Short.MIN_VALUE);
        assertThat(received.readChar()).isEqualTo('ß');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-2.25);
        assertThat(received.readUTF()).isEqualTo("日本");
        assertThatThrownBy(received::readByte).isInstanceOf(MessageEOFException.class);
        received.reset();
        assertThat(received.readBoolean()).isTrue();
    }

    private static MapMessage filledMap(Session session) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setBoolean("boolean", true);
        message.setByte("byte", (byte) 1);
        message.setShort("short", (short) 2);
        message.setChar("char", 'c');
        message.setInt("int", 3);
        message.setLong("long", 9007199254740993L);
        message.setFloat("float", 1.5f);
        message.setDouble("double", Double.MIN_VALUE);
        message.setString("string", "Grüße:\n\0 \"'<&>\\");
        message.setString("null", null);
        message.setBytes("bytes", new byte[] {0, -1, 10});
        message.setString("a name: with = odd, characters;ß\n", "odd");
        return message;
    }

    @Section("3.11")
    @Test
    void mapArrivesWithTypes() throws Exception {
        Session session = connect().createSession();

        MapMessage received = roundTrip(session, filledMap(session), MapMessage.class);

        assertThat(list(received.getMapNames()))
                .containsExactlyInAnyOrder(
                        "boolean",
                        "byte",
                        "short",
                        "char",
                        "int",
                        "long",
                        "float",
                        "double",
                        "string",
                        "null",
                        "bytes",
                        "a name: with = odd, characters;ß\n");
        assertThat(received.getObject("boolean")).isEqualTo(true);
        assertThat(received.getObject("byte")).isEqualTo((byte) 1);
        assertThat(received.getObject("short")).isEqualTo((short) 2);
        assertThat(received.getObject("char")).isEqualTo('c');
        assertThat(received.getObject("int")).isEqualTo(3);
        assertThat(received.getObject("long")).isEqualTo(9007199254740993L);
        assertThat(received.getObject("float")).isEqualTo(1.5f);
        assertThat(received.getObject("double")).isEqualTo(Double.MIN_VALUE);
        assertThat(received.getString("string")).isEqualTo("Grüße:\n\0 \"'<&>\\");
        assertThat(received.itemExists("null")).isTrue();
        assertThat(received.getObject("null")).isNull();
        assertThat(received.getBytes("bytes")).containsExactly(0, -1, 10);
        assertThat(received.getString("a name: with = odd, characters;ß\n")).isEqualTo("odd");
        assertThat(received.itemExists("absent")).isFalse();
    }

    @Section("3.11.3")
    @Test
    void mapConvertsWhatItMay() throws Exception {
        Session session = connect().createSession();

        MapMessage received = roundTrip(session, filledMap(session), MapMessage.class);

        assertThat(received.getLong("byte")).isEqualTo(1);
        assertThat(received.getString("int")).isEqualTo("3");
        assertThatThrownBy(() -> received.getShort("int")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.getBoolean("int")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.getInt("string")).isInstanceOf(NumberFormatException.class);
    }

    @Section("3.11")
    @Test
    void streamArrivesInOrderWithTypes() throws Exception {
        Session session = connect().createSession();
        StreamMessage message = session.createStreamMessage();
        List<Object> written = new ArrayList<>(List.of(
                true, (byte) 1, (short) 2, 'c', 3, 4L, 1.5f, Double.MAX_VALUE, "Grüße:\n\0", "", new byte[] {0, 1, -1
                }));
        for (Object value : written) {
            message.writeObject(value);
        }
        message.writeString(null);

        StreamMessage received = roundTrip(session, message, StreamMessage.class);

        for (Object value : written) {
            assertThat(received.readObject()).isEqualTo(value);
        }
        assertThat(received.readString()).isNull();
        assertThatThrownBy(received::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Section("3.11.3")
    @Test
    void streamStaysWhereItWasAfterFailedConversion() throws Exception {
        Provider.onlyStompest("Artemis moves on");
        Session session = connect().createSession();
        StreamMessage message = session.createStreamMessage();
        message.writeInt(7);
        message.writeString("x");

        StreamMessage received = roundTrip(session, message, StreamMessage.class);

        assertThatThrownBy(received::readShort).isInstanceOf(MessageFormatException.class);
        assertThat(received.readInt()).isEqualTo(7);
        assertThatThrownBy(received::readInt).isInstanceOf(NumberFormatException.class);
        assertThat(received.readString()).isEqualTo("x");
    }

    /** What is sent as an object below. */
    public record Order(String customer, int[] amounts) implements Serializable {}

    @Section("3.11")
    @Test
    void objectArrives() throws Exception {
        Connection connection = track(
                provider.factoryAllowing("org.stompest.tck,java.lang,java.util").createConnection());
        connection.start();
        Session session = connection.createSession();

        ObjectMessage received = roundTrip(
                session, session.createObjectMessage(new Order("Müller", new int[] {1, 2})), ObjectMessage.class);

        assertThat(received.getObject()).isInstanceOf(Order.class);
        assertThat(received.getBody(Order.class).customer()).isEqualTo("Müller");
        assertThat(received.getBody(Order.class).amounts()).containsExactly(1, 2);
    }

    // beyond the specification: nothing is deserialized that was not allowed
    @Test
    void objectOfClassThatWasNotAllowedIsRefused() throws Exception {
        Provider.onlyStompest("Artemis allows all");
        Session session = connect().createSession();

        ObjectMessage received = roundTrip(
                session, session.createObjectMessage(new Order("Müller", new int[] {1})), ObjectMessage.class);

        assertThatThrownBy(received::getObject)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("jms.deserializationPolicy.allowList");
    }

    @Section("3.11")
    @Test
    void emptyBodiesArriveAsTheirTypes() throws Exception {
        Session session = connect().createSession();

        assertThat(roundTrip(session, session.createObjectMessage(), ObjectMessage.class)
                        .getObject())
                .isNull();
        assertThat(list(roundTrip(session, session.createMapMessage(), MapMessage.class)
                        .getMapNames()))
                .isEmpty();
        StreamMessage stream = roundTrip(session, session.createStreamMessage(), StreamMessage.class);
        assertThatThrownBy(stream::readString).isInstanceOf(MessageEOFException.class);
        BytesMessage bytes = roundTrip(session, session.createBytesMessage(), BytesMessage.class);
        if (Provider.isStompest()) { // Artemis counts its own prefix here
            assertThat(bytes.getBodyLength()).isZero();
        }
    }

    @Section("3.3")
    @Test
    void messageWithoutBodyArrivesAsPlainMessage() throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        message.setStringProperty("p", "v");

        Message received = roundTrip(session, message, Message.class);

        assertThat(received)
                .isNotInstanceOfAny(
                        TextMessage.class,
                        BytesMessage.class,
                        MapMessage.class,
                        StreamMessage.class,
                        ObjectMessage.class);
        assertThat(received.getStringProperty("p")).isEqualTo("v");
    }

    @Section("3.11.2")
    @Test
    void receivedBodiesAreReadOnlyUntilCleared() throws Exception {
        Session session = connect().createSession();

        TextMessage text = roundTrip(session, session.createTextMessage("x"), TextMessage.class);
        assertThatThrownBy(() -> text.setText("y")).isInstanceOf(MessageNotWriteableException.class);
        text.clearBody();
        assertThat(text.getText()).isNull();
        text.setText("y");
        assertThat(text.getText()).isEqualTo("y");

        BytesMessage bytes = roundTrip(session, session.createBytesMessage(), BytesMessage.class);
        assertThatThrownBy(() -> bytes.writeByte((byte) 1)).isInstanceOf(MessageNotWriteableException.class);
        bytes.clearBody();
        bytes.writeByte((byte) 1);
        assertThatThrownBy(bytes::readByte).isInstanceOf(MessageNotReadableException.class);

        MapMessage map = roundTrip(session, session.createMapMessage(), MapMessage.class);
        assertThatThrownBy(() -> map.setInt("n", 1)).isInstanceOf(MessageNotWriteableException.class);
        map.clearBody();
        map.setInt("n", 1);

        StreamMessage stream = roundTrip(session, session.createStreamMessage(), StreamMessage.class);
        assertThatThrownBy(() -> stream.writeInt(1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Section("3.10")
    @Test
    void receivedMessageCanBeSentOn() throws Exception {
        Session session = connect().createSession();
        MapMessage first = roundTrip(session, filledMap(session), MapMessage.class);
        String id = first.getJMSMessageID();

        MapMessage second = roundTrip(session, first, MapMessage.class);

        assertThat(second.getLong("long")).isEqualTo(9007199254740993L);
        assertThat(second.getJMSMessageID()).isNotEqualTo(id);
    }

    @Section("3.9")
    @Test
    void sentMessageCanBeChangedAndSentAgain() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        TextMessage message = session.createTextMessage("first");
        message.setIntProperty("n", 1);
        session.createProducer(queue).send(message);
        message.setText("second");
        message.setIntProperty("n", 2);
        session.createProducer(queue).send(message);

        MessageConsumer consumer = session.createConsumer(queue);
        Message first = receive(consumer);
        Message second = receive(consumer);

        assertThat(textOf(first)).isEqualTo("first");
        assertThat(first.getIntProperty("n")).isEqualTo(1);
        assertThat(textOf(second)).isEqualTo("second");
        assertThat(second.getIntProperty("n")).isEqualTo(2);
    }

    // the description of Message.getBody and isBodyAssignableTo
    @Test
    void bodyIsGivenAsWhatItIs() throws Exception {
        Session session = connect().createSession();

        MapMessage map = roundTrip(session, filledMap(session), MapMessage.class);
        assertThat(map.isBodyAssignableTo(Map.class)).isTrue();
        Map<?, ?> body = map.getBody(Map.class);
        assertThat(body).hasSize(12);
        assertThat(body.get("int")).isEqualTo(3);
        TextMessage text = roundTrip(session, session.createTextMessage("x"), TextMessage.class);
        assertThat(text.isBodyAssignableTo(Integer.class)).isFalse();
        assertThat(text.getBody(Serializable.class)).isEqualTo("x");
        assertThatThrownBy(() -> text.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);
        StreamMessage filled = session.createStreamMessage();
        filled.writeInt(1);
        StreamMessage stream = roundTrip(session, filled, StreamMessage.class);
        assertThatThrownBy(() -> stream.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }
}
