package org.stompest.jms.internal.message;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the values of map and stream messages as bytes. The body begins with {@link #FORMAT}; a stream goes on with its
 * values, a map with pairs of a name and a value. No bytes at all are an empty map or stream.
 *
 * <p>A value is a byte that tells its type, then its content: nothing for null, false and true; 1, 2, 4 or 8 bytes, the
 * highest first, for numbers and characters; length and bytes for strings (in UTF-8, or as chars) and byte arrays. A name is length and
 * bytes. Lengths take seven bits a byte, the lowest first, with the highest bit set in all but the last.
 *
 * <p>Not thread-safe.
 */
final class ValueWriter {
    /** The first byte of a body: the version of this format. */
    static final byte FORMAT = 1;

    static final byte NULL = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte BYTE = 3;
    static final byte SHORT = 4;
    static final byte CHAR = 5;
    static final byte INT = 6;
    static final byte LONG = 7;
    static final byte FLOAT = 8;
    static final byte DOUBLE = 9;
    static final byte STRING = 10;
    static final byte BYTES = 11;
    /** A string that has no UTF-8, because it holds half a surrogate pair: two bytes for each of its chars. */
    static final byte CHARS = 12;

    private static final int LONGEST_LENGTH = 5;

    private final ByteSink sink = new ByteSink();

    ValueWriter() {
        sink.room(1).put(FORMAT);
    }

    /** Writes the name of a map's entry. */
    void name(String name) {
        sized(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a value.
     *
     * @throws MessageFormatException if a map or stream cannot hold it; nothing is written then
     */
    void value(Object value) throws MessageFormatException {
        if (value == null) {
            tag(NULL, 0);
        } else if (value instanceof String s) {
            text(s);
        } else if (value instanceof Boolean b) {
            tag(b ? TRUE : FALSE, 0);
        } else if (value instanceof Integer i) {
            tag(INT, Integer.BYTES).putInt(i);
        } else if (value instanceof Long l) {
            tag(LONG, Long.BYTES).putLong(l);
        } else if (value instanceof Double d) {
            tag(DOUBLE, Double.BYTES).putDouble(d);
        } else if (value instanceof Float f) {
            tag(FLOAT, Float.BYTES).putFloat(f);
        } else if (value instanceof Short s) {
            tag(SHORT, Short.BYTES).putShort(s);
        } else if (value instanceof Byte b) {
            tag(BYTE, Byte.BYTES).put(b);
        } else if (value instanceof Character c) {
            tag(CHAR, Character.BYTES).putChar(c);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes, 0, bytes.length);
        } else {
            throw notAllowed(value);
        }
    }

    private void text(String text) {
        byte[] bytes = Utf8.encode(text);
        if (bytes != null) {
            tag(STRING, 0);
            sized(bytes);
            return;
        }
        tag(CHARS, 0);
        int length = Math.multiplyExact(text.length(), Character.BYTES);
        length(length);
        ByteBuffer chars = sink.room(length);
        for (int i = 0; i < text.length(); i++) {
            chars.putChar(text.charAt(i));
        }
    }

    /** Writes a part of an array as a value. */
    void bytes(byte[] bytes, int offset, int length) {
        tag(BYTES, 0);
        length(length);
        sink.put(bytes, offset, length);
    }

    /** {@return what was written so far, not copied} */
    Slice written() {
        return sink.written();
    }

    static MessageFormatException notAllowed(Object value) {
        return new MessageFormatException("a body cannot hold a "
                + value.getClass().getName() + ": allowed are the primitive types, String and byte[]");
    }

    private ByteBuffer tag(byte tag, int content) {
        return sink.room(1 + content).put(tag);
    }

    private void sized(byte[] bytes) {
        length(bytes.length);
        sink.put(bytes, 0, bytes.length);
    }

    private void length(int length) {
        ByteBuffer target = sink.room(LONGEST_LENGTH);
        int rest = length;
        while (rest >= 0x80) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }
}
