package org.stompest.jms.internal.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A message whose body is bytes as they are; numbers have their highest byte first, strings the format of
 * {@link java.io.DataOutput#writeUTF}. A read that fails leaves the position where it was. Not thread-safe.
 */
public final class JmsBytesMessage extends JmsMessage implements BytesMessage {
    /** What is being written; null while the body is read. */
    private ByteSink sink = new ByteSink();

    /** What is being read, from 0 to its limit; null while the body is written. */
    private ByteBuffer source;

    /**
     * Makes an empty message that is written to.
     *
     * @param context the options of the connection
     */
    public JmsBytesMessage(MessageContext context) {
        super(context);
    }

    @Override
    public long getBodyLength() throws JMSException {
        checkBodyReadable();
        return source.limit();
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return source(Byte.BYTES).get() != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return source(Byte.BYTES).get();
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return Byte.toUnsignedInt(source(Byte.BYTES).get());
    }

    @Override
    public short readShort() throws JMSException {
        return source(Short.BYTES).getShort();
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return Short.toUnsignedInt(source(Short.BYTES).getShort());
    }

    @Override
    public char readChar() throws JMSException {
        return source(Character.BYTES).getChar();
    }

    @Override
    public int readInt() throws JMSException {
        return source(Integer.BYTES).getInt();
    }

    @Override
    public long readLong() throws JMSException {
        return source(Long.BYTES).getLong();
    }

    @Override
    public float readFloat() throws JMSException {
        return source(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws JMSException {
        return source(Double.BYTES).getDouble();
    }

    @Override
    public String readUTF() throws JMSException {
        checkBodyReadable();
        ByteArrayInputStream rest =
                new ByteArrayInputStream(source.array(), source.arrayOffset() + source.position(), source.remaining());
        try {
            String text = new DataInputStream(rest).readUTF();
            source.position(source.limit() - rest.available());
            return text;
        } catch (EOFException e) {
            throw causedBy(new MessageEOFException("the body ends within a string"), e);
        } catch (IOException e) {
            throw causedBy(new MessageFormatException("no string as writeUTF writes it: " + e.getMessage()), e);
        }
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        checkBodyReadable();
        Objects.checkFromIndexSize(0, length, value.length);
        if (!source.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, source.remaining());
        source.get(value, 0, count);
        return count;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        room(Byte.BYTES).put((byte) (value ? 1 : 0));
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        room(Byte.BYTES).put(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        room(Short.BYTES).putShort(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        room(Character.BYTES).putChar(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        room(Integer.BYTES).putInt(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        room(Long.BYTES).putLong(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        room(Float.BYTES).putFloat(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        room(Double.BYTES).putDouble(value);
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        checkBodyWritable();
        ByteArrayOutputStream text = new ByteArrayOutputStream(value.length() + 2);
        try {
            new DataOutputStream(text).writeUTF(value);
        } catch (IOException e) {
            throw causedBy(
                    new MessageFormatException(
                            "writeUTF takes up to 65535 bytes, this string has " + value.length() + " characters"),
                    e);
        }
        writeBytes(text.toByteArray());
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        checkBodyWritable();
        Objects.checkFromIndexSize(offset, length, value.length);
        sink.put(value, offset, length);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        checkBodyWritable();
        Objects.requireNonNull(value, "a bytes message holds no null");
        if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof Boolean b) {
            writeBoolean(b);
        } else if (value instanceof Byte b) {
            writeByte(b);
        } else if (value instanceof Short s) {
            writeShort(s);
        } else if (value instanceof Character c) {
            writeChar(c);
        } else if (value instanceof Integer i) {
            writeInt(i);
        } else if (value instanceof Long l) {
            writeLong(l);
        } else if (value instanceof Float f) {
            writeFloat(f);
        } else if (value instanceof Double d) {
            writeDouble(d);
        } else {
            throw new MessageFormatException("cannot write a "
                    + value.getClass().getName() + ": allowed are the primitive types, String and byte[]");
        }
    }

    @Override
    public void reset() {
        if (isBodyReadOnly()) {
            source.rewind();
        } else {
            receiveBody(sink.written());
            bodyReadOnly(true);
        }
    }

    @Override
    public BodyType bodyType() {
        return BodyType.BYTES;
    }

    @Override
    public Slice body() {
        return sink != null ? sink.written() : new Slice(source.array(), source.arrayOffset(), source.limit());
    }

    @Override
    void receiveBody(Slice bytes) {
        source = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()).slice();
        sink = null;
    }

    @Override
    void emptyBody() {
        sink = new ByteSink();
        source = null;
    }

    @Override
    boolean isBodyless() {
        return body().length() == 0;
    }

    @Override
    boolean hasBodyOf(Class<?> target) {
        return target.isAssignableFrom(byte[].class);
    }

    /** All bytes, whatever was read before, also of a body that is being written: getBody resets before and after. */
    @Override
    Object bodyAs(Class<?> target) {
        if (!hasBodyOf(target)) {
            return null;
        }
        reset();
        return body().toBytes();
    }

    private ByteBuffer source(int bytes) throws JMSException {
        checkBodyReadable();
        if (source.remaining() < bytes) {
            throw new MessageEOFException("the body ends: wanted are " + bytes + " bytes, left are "
                    + source.remaining() + " of " + source.limit());
        }
        return source;
    }

    private ByteBuffer room(int bytes) throws MessageNotWriteableException {
        checkBodyWritable();
        return sink.room(bytes);
    }

    private static JMSException causedBy(JMSException exception, IOException cause) {
        exception.initCause(cause);
        exception.setLinkedException(cause);
        return exception;
    }
}
