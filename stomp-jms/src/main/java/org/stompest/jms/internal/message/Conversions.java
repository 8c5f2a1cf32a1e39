package org.stompest.jms.internal.message;

import jakarta.jms.MessageFormatException;

/**
 * The one table of conversions for properties (Jakarta Messaging 3.1, 3.5.4), maps and streams (3.11.3). Properties hold
 * no characters and no bytes, otherwise the tables are the same.
 *
 * <p>A missing or null value is read as the {@code valueOf} of the type reads a null string: false for a boolean, an
 * exception for a number; null as a character is a {@link NullPointerException}. Text that is no number is a
 * {@link NumberFormatException}, a pair that is not in the table a {@link MessageFormatException}.
 *
 * <p>The second parameter of each method says what is read, for the text of the exception.
 */
final class Conversions {
    private Conversions() {}

    static boolean toBoolean(Object value, String what) throws MessageFormatException {
        if (value instanceof Boolean b) {
            return b;
        }
        return Boolean.parseBoolean(text(value, what, "boolean"));
    }

    static byte toByte(Object value, String what) throws MessageFormatException {
        if (value instanceof Byte b) {
            return b;
        }
        return Byte.parseByte(text(value, what, "byte"));
    }

    static short toShort(Object value, String what) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        return Short.parseShort(text(value, what, "short"));
    }

    static int toInt(Object value, String what) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return Integer.parseInt(text(value, what, "int"));
    }

    static long toLong(Object value, String what) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return Long.parseLong(text(value, what, "long"));
    }

    static float toFloat(Object value, String what) throws MessageFormatException {
        if (value instanceof Float f) {
            return f;
        }
        return Float.parseFloat(present(value, what, "float"));
    }

    static double toDouble(Object value, String what) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return Double.parseDouble(present(value, what, "double"));
    }

    static char toChar(Object value, String what) throws MessageFormatException {
        if (value instanceof Character c) {
            return c;
        }
        present(value, what, "char");
        throw mismatch(value, what, "char");
    }

    static String toText(Object value, String what) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw mismatch(value, what, "String");
        }
        return value == null ? null : value.toString();
    }

    /** {@return the array itself, or null} */
    static byte[] toBytes(Object value, String what) throws MessageFormatException {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw mismatch(value, what, "byte[]");
    }

    /** {@return whether a property may have that value} */
    static boolean isPropertyValue(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    /** {@return whether a map or stream may hold that value} */
    static boolean isBodyValue(Object value) {
        return isPropertyValue(value) || value instanceof Character || value instanceof byte[];
    }

    private static String text(Object value, String what, String target) throws MessageFormatException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw mismatch(value, what, target);
    }

    /** Where the JDK's own reading of a null text is a {@link NullPointerException}, which would not say of what. */
    private static String present(Object value, String what, String target) throws MessageFormatException {
        if (value == null) {
            throw new NullPointerException("cannot read " + what + ": it is null, which is no " + target);
        }
        return text(value, what, target);
    }

    private static MessageFormatException mismatch(Object value, String what, String target) {
        return new MessageFormatException("cannot read " + what + " as " + target + ": it is a "
                + value.getClass().getSimpleName());
    }
}
