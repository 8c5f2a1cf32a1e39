package org.stompest.jms.internal.message;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A message whose body is names with values, see {@link ValueWriter} for their bytes. Not thread-safe. */
public final class JmsMapMessage extends JmsMessage implements MapMessage {
    /** Null while only {@link #encoded} holds the body. */
    private Map<String, Object> entries = new LinkedHashMap<>();

    /** Null if the entries were changed since. */
    private Slice encoded;

    /**
     * Makes an empty message.
     *
     * @param context the options of the connection
     */
    public JmsMapMessage(MessageContext context) {
        super(context);
    }

    @Override
    public boolean getBoolean(String name) throws JMSException {
        return Conversions.toBoolean(value(name), name);
    }

    @Override
    public byte getByte(String name) throws JMSException {
        return Conversions.toByte(value(name), name);
    }

    @Override
    public short getShort(String name) throws JMSException {
        return Conversions.toShort(value(name), name);
    }

    @Override
    public char getChar(String name) throws JMSException {
        return Conversions.toChar(value(name), name);
    }

    @Override
    public int getInt(String name) throws JMSException {
        return Conversions.toInt(value(name), name);
    }

    @Override
    public long getLong(String name) throws JMSException {
        return Conversions.toLong(value(name), name);
    }

    @Override
    public float getFloat(String name) throws JMSException {
        return Conversions.toFloat(value(name), name);
    }

    @Override
    public double getDouble(String name) throws JMSException {
        return Conversions.toDouble(value(name), name);
    }

    @Override
    public String getString(String name) throws JMSException {
        return Conversions.toText(value(name), name);
    }

    @Override
    public byte[] getBytes(String name) throws JMSException {
        return (byte[]) copied(Conversions.toBytes(value(name), name));
    }

    @Override
    public Object getObject(String name) throws JMSException {
        return copied(value(name));
    }

    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        return Collections.enumeration(List.copyOf(entries().keySet()));
    }

    @Override
    public boolean itemExists(String name) throws JMSException {
        return entries().containsKey(name);
    }

    @Override
    public void setBoolean(String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(String name, String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(String name, byte[] value) throws JMSException {
        put(name, copied(value));
    }

    @Override
    public void setBytes(String name, byte[] value, int offset, int length) throws JMSException {
        checkWritable(name);
        if (value == null) {
            put(name, null);
            return;
        }
        Objects.checkFromIndexSize(offset, length, value.length);
        put(name, new Slice(value, offset, length).toBytes());
    }

    @Override
    public void setObject(String name, Object value) throws JMSException {
        checkWritable(name);
        if (!Conversions.isBodyValue(value)) {
            throw ValueWriter.notAllowed(value);
        }
        put(name, copied(value));
    }

    @Override
    public BodyType bodyType() {
        return BodyType.MAP;
    }

    @Override
    public Slice body() throws JMSException {
        if (encoded == null) {
            ValueWriter writer = new ValueWriter();
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                writer.name(entry.getKey());
                writer.value(entry.getValue());
            }
            encoded = writer.written();
        }
        return encoded;
    }

    @Override
    void receiveBody(Slice bytes) {
        encoded = bytes;
        entries = null;
    }

    @Override
    void emptyBody() {
        encoded = null;
        entries = new LinkedHashMap<>();
    }

    @Override
    boolean isBodyless() throws JMSException {
        return entries().isEmpty();
    }

    @Override
    boolean hasBodyOf(Class<?> target) {
        return target.isAssignableFrom(Map.class);
    }

    @Override
    Object bodyAs(Class<?> target) throws JMSException {
        if (!hasBodyOf(target)) {
            return null;
        }
        Map<String, Object> copy = new LinkedHashMap<>(entries());
        copy.replaceAll((name, value) -> copied(value));
        return copy;
    }

    private Object value(String name) throws JMSException {
        return entries().get(name);
    }

    private Map<String, Object> entries() throws MessageFormatException {
        if (entries == null) {
            ValueReader reader = new ValueReader(encoded);
            Map<String, Object> read = new LinkedHashMap<>();
            while (reader.hasNext()) {
                read.put(reader.name(), reader.value());
            }
            entries = read;
        }
        return entries;
    }

    private void checkWritable(String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("the name of an entry must not be null or empty");
        }
        if (Utf8.halfAt(name) >= 0) {
            throw new IllegalArgumentException("the name of an entry holds half a surrogate pair at index "
                    + Utf8.halfAt(name) + ", which has no form in UTF-8");
        }
        checkBodyWritable();
    }

    private void put(String name, Object value) throws JMSException {
        checkWritable(name);
        entries.put(name, value);
        encoded = null;
    }

    private static Object copied(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }
}
