package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/**
 * Reads all of a message in every way that there is. What a conversion may throw, by the specification, is a {@link JMSException} or
 * a {@link NumberFormatException}; anything else passes through.
 */
final class Reading {
    private Reading() {}

    private interface Access {
        Object read() throws JMSException;
    }

    private interface Getter {
        Object get(String name) throws JMSException;
    }

    static void everything(Message message) {
        headers(message);
        properties(message);
        body(message);
        assertThat(message.toString()).isNotEmpty();
    }

    private static void headers(Message message) {
        List<Access> headers = List.of(
                message::getJMSMessageID,
                message::getJMSTimestamp,
                message::getJMSCorrelationID,
                message::getJMSCorrelationIDAsBytes,
                message::getJMSReplyTo,
                message::getJMSDestination,
                message::getJMSDeliveryMode,
                message::getJMSRedelivered,
                message::getJMSType,
                message::getJMSExpiration,
                message::getJMSDeliveryTime,
                message::getJMSPriority);
        headers.forEach(Reading::read);
    }

    private static void properties(Message message) {
        List<Getter> getters = List.of(
                message::propertyExists,
                message::getObjectProperty,
                message::getStringProperty,
                message::getBooleanProperty,
                message::getByteProperty,
                message::getShortProperty,
                message::getIntProperty,
                message::getLongProperty,
                message::getFloatProperty,
                message::getDoubleProperty);
        try {
            for (String name : names(message.getPropertyNames())) {
                getters.forEach(getter -> read(() -> getter.get(name)));
            }
        } catch (JMSException e) {
            throw new AssertionError("names can always be read", e);
        }
    }

    private static List<String> names(Enumeration<?> names) {
        return Collections.list(names).stream().map(String.class::cast).toList();
    }

    private static void body(Message message) {
        for (Class<?> type : List.of(String.class, byte[].class, Map.class, Serializable.class, Object.class)) {
            read(() -> message.isBodyAssignableTo(type));
            read(() -> message.getBody(type));
        }
        if (message instanceof TextMessage text) {
            read(text::getText);
        } else if (message instanceof ObjectMessage object) {
            read(object::getObject);
        } else if (message instanceof MapMessage map) {
            read(() -> {
                for (String name : names(map.getMapNames())) {
                    entry(map, name);
                }
                return null;
            });
        } else if (message instanceof StreamMessage stream) {
            stream(stream);
        } else if (message instanceof BytesMessage bytes) {
            bytes(bytes);
        }
    }

    private static void entry(MapMessage map, String name) {
        List<Getter> getters = List.of(
                map::getObject,
                map::getString,
                map::getBoolean,
                map::getByte,
                map::getChar,
                map::getShort,
                map::getInt,
                map::getLong,
                map::getFloat,
                map::getDouble,
                map::getBytes);
        getters.forEach(getter -> read(() -> getter.get(name)));
    }

    private static void stream(StreamMessage stream) {
        List<Access> getters = List.of(
                stream::readBoolean,
                stream::readByte,
                stream::readChar,
                stream::readShort,
                stream::readInt,
                stream::readLong,
                stream::readFloat,
                stream::readDouble,
                stream::readString,
                () -> stream.readBytes(new byte[7]),
                stream::readObject);
        getters.forEach(getter -> {
            read(() -> {
                stream.reset();
                return getter.read();
            });
        });
        read(() -> {
            stream.reset();
            while (true) {
                stream.readObject();
            }
        });
    }

    private static void bytes(BytesMessage bytes) {
        List<Access> getters = List.of(
                bytes::getBodyLength,
                bytes::readBoolean,
                bytes::readByte,
                bytes::readUnsignedByte,
                bytes::readChar,
                bytes::readShort,
                bytes::readUnsignedShort,
                bytes::readInt,
                bytes::readLong,
                bytes::readFloat,
                bytes::readDouble,
                bytes::readUTF,
                () -> bytes.readBytes(new byte[7]));
        getters.forEach(getter -> {
            read(() -> {
                bytes.reset();
                return getter.read();
            });
        });
    }

    private static void read(Access access) {
        try {
            access.read();
        } catch (NullPointerException e) {
            // What null is as a number or a char, by the table of conversions.
            assertThat(e).hasMessageContaining("it is null, which is no ");
        } catch (JMSException | NumberFormatException e) {
            assertThat(e.getMessage()).as("what %s says", e.getClass()).isNotEmpty();
        }
    }
}
