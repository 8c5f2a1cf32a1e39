package org.stompest.jms.internal.message;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ValueWriter} wrote. The bytes come from anybody: every length is compared with what is there before
 * anything is allocated. Not thread-safe.
 */
final class ValueReader {
    private final ByteBuffer source;

    /**
     * Begins before the first value.
     *
     * @throws MessageFormatException if the bytes are of another format
     */
    ValueReader(Slice body) throws MessageFormatException {
        source = ByteBuffer.wrap(body.array(), body.offset(), body.length()).slice();
        if (source.hasRemaining() && source.get() != ValueWriter.FORMAT) {
            throw malformed("begins with " + source.get(0) + ", known is format " + ValueWriter.FORMAT);
        }
    }

    boolean hasNext() {
        return source.hasRemaining();
    }

    int position() {
        return source.position();
    }

    void position(int before) {
        source.position(before);
    }

    /** {@return the name of a map's entry} */
    String name() throws MessageFormatException {
        return text(length());
    }

    /** {@return the next value} */
    Object value() throws MessageFormatException {
        byte tag = need(1).get();
        return switch (tag) {
            case ValueWriter.NULL -> null;
            case ValueWriter.FALSE -> Boolean.FALSE;
            case ValueWriter.TRUE -> Boolean.TRUE;
            case ValueWriter.BYTE -> need(Byte.BYTES).get();
            case ValueWriter.SHORT -> need(Short.BYTES).getShort();
            case ValueWriter.CHAR -> need(Character.BYTES).getChar();
            case ValueWriter.INT -> need(Integer.BYTES).getInt();
            case ValueWriter.LONG -> need(Long.BYTES).getLong();
            case ValueWriter.FLOAT -> need(Float.BYTES).getFloat();
            case ValueWriter.DOUBLE -> need(Double.BYTES).getDouble();
            case ValueWriter.STRING -> text(length());
            case ValueWriter.CHARS -> chars(length());
            case ValueWriter.BYTES -> {
                byte[] bytes = new byte[length()];
                source.get(bytes);
                yield bytes;
            }
            default -> throw malformed("has a value of the unknown type " + tag);
        };
    }

    private String text(int length) {
        String text =
                new String(source.array(), source.arrayOffset() + source.position(), length, StandardCharsets.UTF_8);
        source.position(source.position() + length);
        return text;
    }

    private String chars(int length) throws MessageFormatException {
        if (length % Character.BYTES != 0) {
            throw malformed("has half a char");
        }
        char[] chars = new char[length / Character.BYTES];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = source.getChar();
        }
        return new String(chars);
    }

    /** {@return a length, of which so many bytes are there} */
    private int length() throws MessageFormatException {
        int length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte part = need(1).get();
            length |= (part & 0x7f) << shift;
            if (part >= 0) {
                if (length < 0 || length > source.remaining()) {
                    throw malformed("says that " + Integer.toUnsignedString(length) + " bytes follow, where "
                            + source.remaining() + " are left");
                }
                return length;
            }
        }
        throw malformed("has a length without end");
    }

    private ByteBuffer need(int bytes) throws MessageFormatException {
        if (source.remaining() < bytes) {
            throw malformed("ends within a value");
        }
        return source;
    }

    private static MessageFormatException malformed(String how) {
        return new MessageFormatException("malformed body of a map or stream message: it " + how);
    }
}
