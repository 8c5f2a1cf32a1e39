package org.stompest.jms.internal.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.Objects;

/**
 * A message whose body is a row of values, see {@link ValueWriter} for their bytes. A read that fails leaves the position
 * where it was, so that the value can be read as another type. Not thread-safe.
 */
public final class JmsStreamMessage extends JmsMessage implements StreamMessage {
    private static final String VALUE = "the next value of the stream";

    /** What is being written; null while the body is read. */
    private ValueWriter writer = new ValueWriter();

    /** All of the body; null while it is written. */
    private Slice encoded;

    /** Null until something is read. */
    private ValueReader reader;

    /** The byte array that {@link #readBytes} has begun to hand out, and how much of it is gone; else null. */
    private byte[] pieces;

    private int piecesRead;

    /**
     * Makes an empty message that is written to.
     *
     * @param context the options of the connection
     */
    public JmsStreamMessage(MessageContext context) {
        super(context);
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return read(Conversions::toBoolean);
    }

    @Override
    public byte readByte() throws JMSException {
        return read(Conversions::toByte);
    }

    @Override
    public short readShort() throws JMSException {
        return read(Conversions::toShort);
    }

    @Override
    public char readChar() throws JMSException {
        return read(Conversions::toChar);
    }

    @Override
    public int readInt() throws JMSException {
        return read(Conversions::toInt);
    }

    @Override
    public long readLong() throws JMSException {
        return read(Conversions::toLong);
    }

    @Override
    public float readFloat() throws JMSException {
        return read(Conversions::toFloat);
    }

    @Override
    public double readDouble() throws JMSException {
        return read(Conversions::toDouble);
    }

    @Override
    public String readString() throws JMSException {
        return read(Conversions::toText);
    }

    @Override
    public Object readObject() throws JMSException {
        return read((value, what) -> value);
    }

    @Override
    public int readBytes(byte[] target) throws JMSException {
        Objects.requireNonNull(target, "the array to read into");
        checkBodyReadable();
        if (pieces == null) {
            pieces = read(Conversions::toBytes);
            piecesRead = 0;
            if (pieces == null) {
                return -1;
            }
        } else if (piecesRead == pieces.length) {
            pieces = null;
            return -1;
        }
        int count = Math.min(target.length, pieces.length - piecesRead);
        System.arraycopy(pieces, piecesRead, target, 0, count);
        piecesRead += count;
        if (count < target.length) {
            pieces = null;
        }
        return count;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write(value);
    }

    @Override
    public void writeString(String value) throws JMSException {
        write(value);
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        write(value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        checkBodyWritable();
        if (value == null) {
            writer.value(null);
            return;
        }
        Objects.checkFromIndexSize(offset, length, value.length);
        writer.bytes(value, offset, length);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        write(value);
    }

    @Override
    public void reset() {
        if (!isBodyReadOnly()) {
            encoded = writer.written();
            writer = null;
            bodyReadOnly(true);
        }
        reader = null;
        pieces = null;
    }

    @Override
    public BodyType bodyType() {
        return BodyType.STREAM;
    }

    @Override
    public Slice body() {
        return writer != null ? writer.written() : encoded;
    }

    @Override
    void receiveBody(Slice bytes) {
        encoded = bytes;
        writer = null;
        reader = null;
        pieces = null;
    }

    @Override
    void emptyBody() {
        writer = new ValueWriter();
        encoded = null;
        reader = null;
        pieces = null;
    }

    /** False, also without a value: a stream is never handed out as one object. */
    @Override
    boolean isBodyless() {
        return false;
    }

    @Override
    boolean hasBodyOf(Class<?> target) {
        return false;
    }

    @Override
    Object bodyAs(Class<?> target) throws MessageFormatException {
        throw new MessageFormatException("a stream message is read value by value, never as one object");
    }

    private <T> T read(Conversion<T> conversion) throws JMSException {
        checkBodyReadable();
        if (pieces != null) {
            throw new MessageFormatException(
                    "a byte array was read in part: readBytes has to be called until it returns"
                            + " less than the array's length or -1, before the next value can be read");
        }
        if (reader == null) {
            reader = new ValueReader(encoded);
        }
        if (!reader.hasNext()) {
            throw new MessageEOFException("the stream has no more values");
        }
        int start = reader.position();
        boolean done = false;
        try {
            T result = conversion.apply(reader.value(), VALUE);
            done = true;
            return result;
        } finally {
            if (!done) {
                reader.position(start);
            }
        }
    }

    private void write(Object value) throws JMSException {
        checkBodyWritable();
        writer.value(value);
    }

    @FunctionalInterface
    private interface Conversion<T> {
        T apply(Object value, String what) throws MessageFormatException;
    }
}
