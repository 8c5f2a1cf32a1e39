package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kinds of bodies, with everything that writes them and, where writing excludes reading, everything that reads them. */
enum BodyKind {
    TEXT {
        @Override
        Message make(Session session) throws JMSException {
            return session.createTextMessage();
        }

        @Override
        Map<String, Action<Message>> writes() {
            Actions<TextMessage> actions = new Actions<>(TextMessage.class);
            actions.add("setText", m -> m.setText("x"));
            return actions.all;
        }
    },
    MAP {
        @Override
        Message make(Session session) throws JMSException {
            return session.createMapMessage();
        }

        @Override
        Map<String, Action<Message>> writes() {
            Actions<MapMessage> actions = new Actions<>(MapMessage.class);
            actions.add("setBoolean", m -> m.setBoolean("e", true));
            actions.add("setByte", m -> m.setByte("e", (byte) 1));
            actions.add("setShort", m -> m.setShort("e", (short) 1));
            actions.add("setChar", m -> m.setChar("e", 'c'));
            actions.add("setInt", m -> m.setInt("e", 1));
            actions.add("setLong", m -> m.setLong("e", 1));
            actions.add("setFloat", m -> m.setFloat("e", 1));
            actions.add("setDouble", m -> m.setDouble("e", 1));
            actions.add("setString", m -> m.setString("e", "x"));
            actions.add("setBytes", m -> m.setBytes("e", new byte[1]));
            actions.add("setBytes of a part", m -> m.setBytes("e", new byte[2], 1, 1));
            actions.add("setObject", m -> m.setObject("e", 1));
            return actions.all;
        }
    },
    OBJECT {
        @Override
        Message make(Session session) throws JMSException {
            return session.createObjectMessage();
        }

        @Override
        Map<String, Action<Message>> writes() {
            Actions<ObjectMessage> actions = new Actions<>(ObjectMessage.class);
            actions.add("setObject", m -> m.setObject("x"));
            return actions.all;
        }
    },
    BYTES {
        @Override
        Message make(Session session) throws JMSException {
            return session.createBytesMessage();
        }

        @Override
        Map<String, Action<Message>> writes() {
            Actions<BytesMessage> actions = new Actions<>(BytesMessage.class);
            actions.add("writeBoolean", m -> m.writeBoolean(true));
            actions.add("writeByte", m -> m.writeByte((byte) 1));
            actions.add("writeShort", m -> m.writeShort((short) 1));
            actions.add("writeChar", m -> m.writeChar('c'));
            actions.add("writeInt", m -> m.writeInt(1));
            actions.add("writeLong", m -> m.writeLong(1));
            actions.add("writeFloat", m -> m.writeFloat(1));
            actions.add("writeDouble", m -> m.writeDouble(1));
            actions.add("writeUTF", m -> m.writeUTF("x"));
            actions.add("writeBytes", m -> m.writeBytes(new byte[1]));
            actions.add("writeBytes of a part", m -> m.writeBytes(new byte[2], 1, 1));
            actions.add("writeObject", m -> m.writeObject(1));
            return actions.all;
        }

        @Override
        Map<String, Action<Message>> reads() {
            Actions<BytesMessage> actions = new Actions<>(BytesMessage.class);
            actions.add("getBodyLength", BytesMessage::getBodyLength);
            actions.add("readBoolean", BytesMessage::readBoolean);
            actions.add("readByte", BytesMessage::readByte);
            actions.add("readUnsignedByte", BytesMessage::readUnsignedByte);
            actions.add("readShort", BytesMessage::readShort);
            actions.add("readUnsignedShort", BytesMessage::readUnsignedShort);
            actions.add("readChar", BytesMessage::readChar);
            actions.add("readInt", BytesMessage::readInt);
            actions.add("readLong", BytesMessage::readLong);
            actions.add("readFloat", BytesMessage::readFloat);
            actions.add("readDouble", BytesMessage::readDouble);
            actions.add("readUTF", BytesMessage::readUTF);
            actions.add("readBytes", m -> m.readBytes(new byte[1]));
            actions.add("readBytes of a length", m -> m.readBytes(new byte[1], 1));
            return actions.all;
        }

        @Override
        void reset(Message message) throws JMSException {
            ((BytesMessage) message).reset();
        }
    },
    STREAM {
        @Override
        Message make(Session session) throws JMSException {
            return session.createStreamMessage();
        }

        @Override
        Map<String, Action<Message>> writes() {
            Actions<StreamMessage> actions = new Actions<>(StreamMessage.class);
            actions.add("writeBoolean", m -> m.writeBoolean(true));
            actions.add("writeByte", m -> m.writeByte((byte) 1));
            actions.add("writeShort", m -> m.writeShort((short) 1));
            actions.add("writeChar", m -> m.writeChar('c'));
            actions.add("writeInt", m -> m.writeInt(1));
            actions.add("writeLong", m -> m.writeLong(1));
            actions.add("writeFloat", m -> m.writeFloat(1));
            actions.add("writeDouble", m -> m.writeDouble(1));
            actions.add("writeString", m -> m.writeString("x"));
            actions.add("writeBytes", m -> m.writeBytes(new byte[1]));
            actions.add("writeBytes of a part", m -> m.writeBytes(new byte[2], 1, 1));
            actions.add("writeObject", m -> m.writeObject(1));
            return actions.all;
        }

        @Override
        Map<String, Action<Message>> reads() {
            Actions<StreamMessage> actions = new Actions<>(StreamMessage.class);
            actions.add("readBoolean", StreamMessage::readBoolean);
            actions.add("readByte", StreamMessage::readByte);
            actions.add("readShort", StreamMessage::readShort);
            actions.add("readChar", StreamMessage::readChar);
            actions.add("readInt", StreamMessage::readInt);
            actions.add("readLong", StreamMessage::readLong);
            actions.add("readFloat", StreamMessage::readFloat);
            actions.add("readDouble", StreamMessage::readDouble);
            actions.add("readString", StreamMessage::readString);
            actions.add("readBytes", m -> m.readBytes(new byte[1]));
            actions.add("readObject", StreamMessage::readObject);
            return actions.all;
        }

        @Override
        void reset(Message message) throws JMSException {
            ((StreamMessage) message).reset();
        }
    };

    abstract Message make(Session session) throws JMSException;

    abstract Map<String, Action<Message>> writes();

    /** What is forbidden while the body is written; nothing where it can be read all the time. */
    Map<String, Action<Message>> reads() {
        return Map.of();
    }

    /** Makes the body readable, where that is not always so. */
    void reset(Message message) throws JMSException {}

    void assertWritable(Message message) throws JMSException {
        for (Action<Message> write : writes().values()) {
            write.on(message);
        }
        reads().forEach((name, read) ->
                assertThatThrownBy(() -> read.on(message)).as(name).isInstanceOf(MessageNotReadableException.class));
    }

    void assertReadOnly(Message message) {
        writes().forEach((name, write) ->
                assertThatThrownBy(() -> write.on(message)).as(name).isInstanceOf(MessageNotWriteableException.class));
    }

    /** The body as one comparable thing, whatever its kind. */
    static Object valueOf(Message message) throws JMSException {
        if (message instanceof StreamMessage stream) {
            stream.reset();
            StringBuilder values = new StringBuilder();
            for (int i = 0; i < STREAM.writes().size(); i++) {
                Object value = stream.readObject();
                values.append(value instanceof byte[] bytes ? "bytes" + bytes.length : value.toString())
                        .append(';');
            }
            return values.toString();
        }
        return message.getBody(Object.class);
    }

    /** Something done to a message. */
    @FunctionalInterface
    interface Action<M extends Message> {
        void on(M message) throws JMSException;
    }

    /** Actions on one kind of message, for messages of any. */
    static final class Actions<M extends Message> {
        private final Class<M> type;
        final Map<String, Action<Message>> all = new LinkedHashMap<>();

        Actions(Class<M> type) {
            this.type = type;
        }

        void add(String name, Action<M> action) {
            all.put(name, message -> action.on(type.cast(message)));
        }
    }
}
