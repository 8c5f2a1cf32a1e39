package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** {@code getBody} and {@code isBodyAssignableTo} of every kind of message: section 3.11, and the interface Message. */
@Section("3.11")
class BodyAsObjectTest extends JmsTest {
    private static final List<Class<?>> CLASSES = List.of(
            Object.class,
            Serializable.class,
            CharSequence.class,
            String.class,
            byte[].class,
            Map.class,
            HashMap.class,
            Number.class,
            Integer.class,
            int.class,
            StringBuilder.class,
            List.class);

    private static void assertIs(Message message, Object body, Class<?>... assignable) throws JMSException {
        for (Class<?> type : CLASSES) {
            boolean fits = List.of(assignable).contains(type);
            assertThat(message.isBodyAssignableTo(type)).as("to " + type).isEqualTo(fits);
            if (fits) {
                assertThat((Object) message.getBody(type)).as("as " + type).isEqualTo(body);
            } else {
                assertThatThrownBy(() -> message.getBody(type))
                        .as("as " + type)
                        .isInstanceOf(MessageFormatException.class);
            }
        }
    }

    private static void assertNone(Message message) throws JMSException {
        for (Class<?> type : CLASSES) {
            assertThat(message.isBodyAssignableTo(type)).as("to " + type).isTrue();
            assertThat((Object) message.getBody(type)).as("as " + type).isNull();
        }
    }

    private Message roundTrip(Session session, Message message) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return receive(consumer);
    }

    @Test
    void theBodyOfATextMessageIsAString() throws Exception {
        Session session = connect().createSession();
        Message message = session.createTextMessage("text");
        Class<?>[] assignable = {Object.class, Serializable.class, CharSequence.class, String.class};
        assertIs(message, "text", assignable);
        assertIs(roundTrip(session, message), "text", assignable);
        Message empty = session.createTextMessage("");
        assertIs(roundTrip(session, empty), "", assignable);
    }

    @Test
    void theBodyOfAMapMessageIsAMap() throws Exception {
        Session session = connect().createSession();
        MapMessage message = session.createMapMessage();
        message.setInt("int", 1);
        message.setString("null", null);
        Map<String, Object> body = new HashMap<>();
        body.put("int", 1);
        body.put("null", null);
        assertIs(message, body, Object.class, Map.class);
        assertIs(roundTrip(session, message), body, Object.class, Map.class);
    }

    @Test
    void theBodyOfABytesMessageIsAnArray() throws Exception {
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[] {1, 2});
        assertIs(message, new byte[] {1, 2}, Object.class, Serializable.class, byte[].class);
        assertIs(roundTrip(session, message), new byte[] {1, 2}, Object.class, Serializable.class, byte[].class);
    }

    @Test
    void theBodyOfABytesMessageIsResetBeforeAndAfterItIsHandedOut() throws Exception {
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[] {1, 2});
        BytesMessage received = (BytesMessage) roundTrip(session, message);
        assertThat(received.readByte()).isEqualTo((byte) 1);
        assertThat(received.getBody(byte[].class)).containsExactly(1, 2);
        assertThat(received.readByte()).isEqualTo((byte) 1);
    }

    @Test
    void theBodyOfAnObjectMessageIsWhatItHolds() throws Exception {
        Session session = connect().createSession();
        Message number = session.createObjectMessage(42);
        Class<?>[] assignable = {Object.class, Serializable.class, Number.class, Integer.class};
        assertIs(number, 42, assignable);
        assertIs(roundTrip(session, number), 42, assignable);
        Message text = session.createObjectMessage("text");
        assertIs(roundTrip(session, text), "text", Object.class, Serializable.class, CharSequence.class, String.class);
    }

    @Test
    void theBodyOfAStreamMessageIsNeverAnObject() throws Exception {
        Session session = connect().createSession();
        StreamMessage message = session.createStreamMessage();
        assertIs(message, null);
        message.writeString("x");
        assertIs(message, null);
        assertIs(roundTrip(session, message), null);
    }

    @Test
    void withoutABodyAnyTypeIsRightAndNull() throws Exception {
        Session session = connect().createSession();
        for (Message message : List.of(
                session.createMessage(),
                session.createTextMessage(),
                session.createMapMessage(),
                session.createBytesMessage(),
                session.createObjectMessage(),
                session.createObjectMessage(null),
                session.createTextMessage(null))) {
            assertNone(message);
            Message received = roundTrip(session, message);
            assertNone(received);
            received.clearBody();
            assertNone(received);
        }
    }

    @Test
    @Section("3.12")
    void whatIsHandedOutIsACopy() throws Exception {
        Session session = connect().createSession();
        MapMessage message = session.createMapMessage();
        message.setBytes("bytes", new byte[] {1});
        MapMessage received = (MapMessage) roundTrip(session, message);
        ((byte[]) received.getBody(Map.class).get("bytes"))[0] = 9;
        received.getBytes("bytes")[0] = 9;
        ((byte[]) received.getObject("bytes"))[0] = 9;
        assertThat(received.getBytes("bytes")).containsExactly(1);

        byte[] array = {1, 2};
        Message object = session.createObjectMessage(array);
        array[0] = 9;
        Message receivedObject = roundTrip(session, object);
        receivedObject.getBody(byte[].class)[0] = 9;
        assertThat(receivedObject.getBody(byte[].class)).containsExactly(1, 2);
        assertThat(object.getBody(byte[].class)).containsExactly(1, 2);
    }
}
