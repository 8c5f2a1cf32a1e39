package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jakarta Messaging 3.1, 3.5.4 and 3.11.3: every cell of the tables of conversions, null and malformed text included. */
class ConversionTableTest {
    private static final Class<?> FORMAT = MessageFormatException.class;
    private static final Class<?> NUMBER = NumberFormatException.class;
    private static final Class<?> NULL = NullPointerException.class;
    private static final byte[] BYTES = {1, 2};

    private static final List<String> TARGETS =
            List.of("boolean", "byte", "short", "char", "int", "long", "float", "double", "String", "byte[]");

    /** What a value is read as, or what is thrown, in the order of {@link #TARGETS}. */
    private static final Map<Object, List<Object>> TABLE = new LinkedHashMap<>();

    private static final List<Object> OF_NULL =
            new ArrayList<>(List.of(false, NUMBER, NUMBER, NULL, NUMBER, NUMBER, NULL, NULL));

    static {
        OF_NULL.add(null);
        OF_NULL.add(null);
        TABLE.put(true, List.of(true, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, "true", FORMAT));
        TABLE.put((byte) 7, List.of(FORMAT, (byte) 7, (short) 7, FORMAT, 7, 7L, FORMAT, FORMAT, "7", FORMAT));
        TABLE.put((short) 7, List.of(FORMAT, FORMAT, (short) 7, FORMAT, 7, 7L, FORMAT, FORMAT, "7", FORMAT));
        TABLE.put('x', List.of(FORMAT, FORMAT, FORMAT, 'x', FORMAT, FORMAT, FORMAT, FORMAT, "x", FORMAT));
        TABLE.put(7, List.of(FORMAT, FORMAT, FORMAT, FORMAT, 7, 7L, FORMAT, FORMAT, "7", FORMAT));
        TABLE.put(7L, List.of(FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, 7L, FORMAT, FORMAT, "7", FORMAT));
        TABLE.put(1.5f, List.of(FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, 1.5f, 1.5, "1.5", FORMAT));
        TABLE.put(1.5, List.of(FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, 1.5, "1.5", FORMAT));
        TABLE.put(BYTES, List.of(FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, FORMAT, BYTES));
        TABLE.put("7", List.of(false, (byte) 7, (short) 7, FORMAT, 7, 7L, 7f, 7.0, "7", FORMAT));
        TABLE.put("TRUE", List.of(true, NUMBER, NUMBER, FORMAT, NUMBER, NUMBER, NUMBER, NUMBER, "TRUE", FORMAT));
        TABLE.put("1.5", List.of(false, NUMBER, NUMBER, FORMAT, NUMBER, NUMBER, 1.5f, 1.5, "1.5", FORMAT));
        TABLE.put("300", List.of(false, NUMBER, (short) 300, FORMAT, 300, 300L, 300f, 300.0, "300", FORMAT));
        TABLE.put("", List.of(false, NUMBER, NUMBER, FORMAT, NUMBER, NUMBER, NUMBER, NUMBER, "", FORMAT));
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (int i = 0; i < TARGETS.size(); i++) {
            cells.add(Arguments.of(null, TARGETS.get(i), OF_NULL.get(i)));
            for (Map.Entry<Object, List<Object>> row : TABLE.entrySet()) {
                cells.add(Arguments.of(
                        row.getKey(), TARGETS.get(i), row.getValue().get(i)));
            }
        }
        return cells.stream();
    }

    static Stream<Arguments> cellsOfProperties() {
        return cells().filter(cell -> Conversions.isPropertyValue(cell.get()[0])
                && !List.of("char", "byte[]").contains(cell.get()[1]));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("cellsOfProperties")
    void propertyOfTheSender(Object value, String target, Object expected) throws JMSException {
        JmsMessage message = new JmsPlainMessage(MessageContext.DEFAULT);
        message.setObjectProperty("p", value);
        check(() -> property(message, target), expected);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("cellsOfProperties")
    void propertyOfTheReceiver(Object value, String target, Object expected) throws JMSException {
        JmsMessage message = new JmsPlainMessage(MessageContext.DEFAULT);
        message.setObjectProperty("p", value);
        JmsMessage received = Wire.roundTrip(message);
        check(() -> property(received, target), expected);
        assertThat(received.getObjectProperty("p")).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("cells")
    void entryOfMap(Object value, String target, Object expected) throws JMSException {
        JmsMapMessage message = new JmsMapMessage(MessageContext.DEFAULT);
        message.setObject("e", value);
        check(() -> entry(message, target), expected);
        JmsMapMessage received = (JmsMapMessage) Wire.roundTrip(message);
        check(() -> entry(received, target), expected);
        assertThat(received.getObject("e")).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("cells")
    void valueOfStream(Object value, String target, Object expected) throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage(MessageContext.DEFAULT);
        message.writeObject(value);
        message.writeInt(99);
        JmsStreamMessage received = (JmsStreamMessage) Wire.roundTrip(message);
        check(() -> next(received, target), expected);
        if (expected instanceof Class) {
            assertThat(received.readObject())
                    .as("still there after the failure")
                    .isEqualTo(value);
        }
        assertThat(received.readInt()).isEqualTo(99);
    }

    private static void check(Read read, Object expected) throws JMSException {
        if (expected instanceof Class<?> exception) {
            assertThatThrownBy(read::get).isInstanceOf(exception);
        } else {
            assertThat(read.get()).isEqualTo(expected);
        }
    }

    private static Object property(JmsMessage message, String target) throws JMSException {
        return switch (target) {
            case "boolean" -> message.getBooleanProperty("p");
            case "byte" -> message.getByteProperty("p");
            case "short" -> message.getShortProperty("p");
            case "int" -> message.getIntProperty("p");
            case "long" -> message.getLongProperty("p");
            case "float" -> message.getFloatProperty("p");
            case "double" -> message.getDoubleProperty("p");
            default -> message.getStringProperty("p");
        };
    }

    private static Object entry(JmsMapMessage message, String target) throws JMSException {
        return switch (target) {
            case "boolean" -> message.getBoolean("e");
            case "byte" -> message.getByte("e");
            case "short" -> message.getShort("e");
            case "char" -> message.getChar("e");
            case "int" -> message.getInt("e");
            case "long" -> message.getLong("e");
            case "float" -> message.getFloat("e");
            case "double" -> message.getDouble("e");
            case "String" -> message.getString("e");
            default -> message.getBytes("e");
        };
    }

    private static Object next(JmsStreamMessage message, String target) throws JMSException {
        return switch (target) {
            case "boolean" -> message.readBoolean();
            case "byte" -> message.readByte();
            case "short" -> message.readShort();
            case "char" -> message.readChar();
            case "int" -> message.readInt();
            case "long" -> message.readLong();
            case "float" -> message.readFloat();
            case "double" -> message.readDouble();
            case "String" -> message.readString();
            default -> {
                byte[] buffer = new byte[BYTES.length + 1];
                int count = message.readBytes(buffer);
                yield count < 0 ? null : Arrays.copyOf(buffer, count);
            }
        };
    }

    @FunctionalInterface
    private interface Read {
        Object get() throws JMSException;
    }
}
