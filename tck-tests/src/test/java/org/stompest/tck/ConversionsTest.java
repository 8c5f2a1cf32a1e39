package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** The tables of conversions, cell by cell, at the sender and at the receiver: sections 3.5.4 and 3.11.3. */
class ConversionsTest extends JmsTest {
    private static final byte[] BYTES = {1, 2, 3};

    /** One that is written of each type, and texts that are numbers and that are none. */
    private static final Map<String, Object> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("boolean", true);
        VALUES.put("byte", Byte.MIN_VALUE);
        VALUES.put("short", Short.MAX_VALUE);
        VALUES.put("char", 'ß');
        VALUES.put("int", Integer.MIN_VALUE);
        VALUES.put("long", Long.MAX_VALUE);
        VALUES.put("float", 0.1f);
        VALUES.put("double", Double.MIN_VALUE);
        VALUES.put("number", "7");
        VALUES.put("fraction", "-1.5e3");
        VALUES.put("yes", "TrUe");
        VALUES.put("text", "no number");
        VALUES.put("empty", "");
        VALUES.put("bytes", BYTES);
        VALUES.put("nothing", null);
    }

    /** The columns of the table, with how each reads a text or null, as the valueOf of the type does. */
    private enum Target {
        BOOLEAN(Boolean.class, Boolean::valueOf),
        BYTE(Byte.class, Byte::valueOf, Byte.class),
        SHORT(Short.class, Short::valueOf, Byte.class, Short.class),
        CHAR(Character.class, null),
        INT(Integer.class, Integer::valueOf, Byte.class, Short.class, Integer.class),
        LONG(Long.class, Long::valueOf, Byte.class, Short.class, Integer.class, Long.class),
        FLOAT(Float.class, Float::valueOf, Float.class),
        DOUBLE(Double.class, Double::valueOf, Float.class, Double.class),
        STRING(String.class, text -> text),
        BYTES(byte[].class, null);

        private final Class<?> type;
        private final OfText ofText;
        private final List<Class<?>> widens;

        Target(Class<?> type, OfText ofText, Class<?>... widens) {
            this.type = type;
            this.ofText = ofText;
            this.widens = List.of(widens);
        }

        /** What the value is read as, or the class of what is thrown. */
        Object expected(Object value) {
            if (value == null && (this == CHAR || this == BYTES)) {
                return this == CHAR ? NullPointerException.class : null;
            }
            if (value == null || value instanceof String) {
                return ofText((String) value);
            }
            if (type.isInstance(value)) {
                return value;
            }
            if (this == STRING) {
                return value instanceof byte[] ? MessageFormatException.class : value.toString();
            }
            return widens.contains(value.getClass()) ? widened((Number) value) : MessageFormatException.class;
        }

        private Object ofText(String text) {
            if (ofText == null) {
                return MessageFormatException.class;
            }
            try {
                return ofText.valueOf(text);
            } catch (NumberFormatException | NullPointerException e) {
                return e.getClass();
            }
        }

        private Object widened(Number value) {
            return switch (this) {
                case SHORT -> value.shortValue();
                case INT -> value.intValue();
                case LONG -> value.longValue();
                case DOUBLE -> value.doubleValue();
                default -> throw new AssertionError(this + " widens nothing");
            };
        }
    }

    @FunctionalInterface
    private interface OfText {
        Object valueOf(String text);
    }

    @FunctionalInterface
    private interface Read {
        Object from(Target target) throws JMSException;
    }

    private static void checkRow(SoftAssertions all, String name, Read read, boolean ofProperty) {
        Object value = VALUES.get(name);
        for (Target target : Target.values()) {
            if (ofProperty && (target == Target.CHAR || target == Target.BYTES)) {
                continue;
            }
            Object expected = target.expected(value);
            String cell = name + " as " + target;
            if (expected instanceof Class<?> exception) {
                all.assertThatThrownBy(() -> read.from(target)).as(cell).isExactlyInstanceOf(exception);
            } else {
                all.assertThatCode(() -> assertThat(read.from(target)).isEqualTo(expected))
                        .as(cell)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static boolean isProperty(Object value) {
        return !(value instanceof Character || value instanceof byte[]);
    }

    private static void checkProperties(Message message) {
        SoftAssertions all = new SoftAssertions();
        VALUES.forEach((name, value) -> {
            if (isProperty(value)) {
                checkRow(all, name, target -> property(message, name, target), true);
            }
        });
        all.assertAll();
    }

    private static Object property(Message message, String name, Target target) throws JMSException {
        return switch (target) {
            case BOOLEAN -> message.getBooleanProperty(name);
            case BYTE -> message.getByteProperty(name);
            case SHORT -> message.getShortProperty(name);
            case INT -> message.getIntProperty(name);
            case LONG -> message.getLongProperty(name);
            case FLOAT -> message.getFloatProperty(name);
            case DOUBLE -> message.getDoubleProperty(name);
            case STRING -> message.getStringProperty(name);
            case CHAR, BYTES -> throw new AssertionError("no property is a " + target);
        };
    }

    private static void checkMap(MapMessage message) {
        SoftAssertions all = new SoftAssertions();
        VALUES.keySet().forEach(name -> checkRow(all, name, target -> entry(message, name, target), false));
        all.assertAll();
    }

    private static Object entry(MapMessage message, String name, Target target) throws JMSException {
        return switch (target) {
            case BOOLEAN -> message.getBoolean(name);
            case BYTE -> message.getByte(name);
            case SHORT -> message.getShort(name);
            case CHAR -> message.getChar(name);
            case INT -> message.getInt(name);
            case LONG -> message.getLong(name);
            case FLOAT -> message.getFloat(name);
            case DOUBLE -> message.getDouble(name);
            case STRING -> message.getString(name);
            case BYTES -> message.getBytes(name);
        };
    }

    /** Each value is read as everything, which must leave the position alone when it fails, and then as itself. */
    private static void checkStream(StreamMessage message) throws JMSException {
        SoftAssertions all = new SoftAssertions();
        List<String> before = new ArrayList<>();
        for (String name : VALUES.keySet()) {
            checkRow(all, name, target -> valueBehind(before.size(), message, target), false);
            before.add(name);
        }
        all.assertAll();
        message.reset();
        for (Object value : VALUES.values()) {
            for (Target target : Target.values()) {
                if (target.expected(value) instanceof Class<?>) {
                    assertThatThrownBy(() -> next(message, target)).isInstanceOf(Exception.class);
                }
            }
            assertThat(message.readObject()).isEqualTo(value);
        }
    }

    private static Object valueBehind(int skipped, StreamMessage message, Target target) throws JMSException {
        message.reset();
        for (int i = 0; i < skipped; i++) {
            message.readObject();
        }
        return next(message, target);
    }

    private static Object next(StreamMessage message, Target target) throws JMSException {
        return switch (target) {
            case BOOLEAN -> message.readBoolean();
            case BYTE -> message.readByte();
            case SHORT -> message.readShort();
            case CHAR -> message.readChar();
            case INT -> message.readInt();
            case LONG -> message.readLong();
            case FLOAT -> message.readFloat();
            case DOUBLE -> message.readDouble();
            case STRING -> message.readString();
            case BYTES -> {
                byte[] buffer = new byte[BYTES.length + 1];
                int length = message.readBytes(buffer);
                yield length < 0 ? null : Arrays.copyOf(buffer, length);
            }
        };
    }

    private <M extends Message> M roundTrip(Session session, M message, Class<M> type) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return type.cast(receive(consumer));
    }

    @Test
    @Section({"3.5.4", "3.5.5", "3.5.8"})
    void everyPropertyAsEveryType() throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        for (Map.Entry<String, Object> property : VALUES.entrySet()) {
            if (isProperty(property.getValue())) {
                message.setObjectProperty(property.getKey(), property.getValue());
            } else {
                assertThatThrownBy(() -> message.setObjectProperty(property.getKey(), property.getValue()))
                        .isInstanceOf(MessageFormatException.class);
            }
        }

        Message received = roundTrip(session, message, Message.class);

        checkProperties(message);
        checkProperties(received);
        VALUES.forEach((name, value) -> {
            if (isProperty(value)) {
                assertThat(objectOf(received, name)).as(name).isEqualTo(value);
            }
        });
    }

    private static Object objectOf(Message message, String property) {
        try {
            return message.getObjectProperty(property);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Section("3.11.3")
    void everyEntryOfAMapAsEveryType() throws Exception {
        Session session = connect().createSession();
        MapMessage message = session.createMapMessage();
        for (Map.Entry<String, Object> entry : VALUES.entrySet()) {
            message.setObject(entry.getKey(), entry.getValue());
        }

        MapMessage received = roundTrip(session, message, MapMessage.class);

        checkMap(message);
        checkMap(received);
        for (Map.Entry<String, Object> entry : VALUES.entrySet()) {
            assertThat(received.getObject(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
        }
    }

    @Test
    @Section("3.11.3")
    void everyValueOfAStreamAsEveryType() throws Exception {
        Session session = connect().createSession();
        StreamMessage message = session.createStreamMessage();
        for (Object value : VALUES.values()) {
            message.writeObject(value);
        }

        StreamMessage received = roundTrip(session, message, StreamMessage.class);

        message.reset();
        checkStream(message);
        checkStream(received);
    }

    @Test
    @Section({"3.11.3", "3.5.8"})
    void whatWasNeverSetIsLikeNull() throws Exception {
        Session session = connect().createSession();
        MapMessage received = roundTrip(session, session.createMapMessage(), MapMessage.class);
        for (Target target : Target.values()) {
            Object expected = target.expected(null);
            if (expected instanceof Class<?> exception) {
                assertThatThrownBy(() -> entry(received, "absent", target)).isExactlyInstanceOf(exception);
            } else {
                assertThat(entry(received, "absent", target)).isEqualTo(expected);
            }
        }
        assertThat(received.getObject("absent")).isNull();
        assertThat(received.itemExists("absent")).isFalse();
    }
}
