package org.stompest.jms.internal.message;

import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompHeaders;

/**
 * The properties of one message. Those of a received message stay where they came, in the headers of the frame, and are
 * looked up there; they are read-only until cleared. Not thread-safe.
 */
final class MessageProperties {
    private static final String NO_TYPES = "";

    private final boolean validateNames;

    /** The headers of the frame while the properties are those received, or null. */
    private StompHeaders received;

    private BrokerDialect dialect;

    /** {@link HeaderNames#PROPERTY_TYPES} of the frame; {@link #NO_TYPES} if it has none, null if not looked for yet. */
    private String types;

    /** What was set here; null if nothing was. */
    private Map<String, Object> own;

    private int deliveryCount;

    MessageProperties(boolean validateNames) {
        this.validateNames = validateNames;
    }

    /** Takes the properties out of a frame from now on, read-only. */
    void receive(StompHeaders headers, BrokerDialect broker) {
        received = headers;
        dialect = broker;
        types = null;
        own = null;
    }

    void deliveryCount(int count) {
        deliveryCount = count;
    }

    /** Removes all; from now on they can be set. */
    void clear() {
        received = null;
        dialect = null;
        types = null;
        own = null;
        deliveryCount = 0;
    }

    void set(String name, Object value) throws MessageNotWriteableException {
        checkWritable(name);
        put(name, value);
    }

    private void checkWritable(String name) throws MessageNotWriteableException {
        PropertyNames.check(name, validateNames);
        if (received != null) {
            throw new MessageNotWriteableException("cannot set property '" + name
                    + "': the message was received; clearProperties() makes it writable");
        }
    }

    /** Sets one whose name came from another provider and is not judged here. */
    void put(String name, Object value) {
        if (own == null) {
            own = new LinkedHashMap<>();
        }
        own.put(name, value);
    }

    void setObject(String name, Object value) throws MessageNotWriteableException, MessageFormatException {
        checkWritable(name);
        if (!Conversions.isPropertyValue(value)) {
            throw new MessageFormatException("cannot set property '" + name + "' to a "
                    + value.getClass().getName()
                    + ": allowed are String, Boolean, Byte, Short, Integer, Long, Float and Double");
        }
        put(name, value);
    }

    boolean exists(String name) {
        if (isDeliveryCount(name)) {
            return true;
        }
        if (received == null) {
            return own != null && own.containsKey(name);
        }
        return name != null && (header(name) != null || PropertyTypes.find(types(), name) == PropertyTypes.NULL);
    }

    Object get(String name) {
        if (isDeliveryCount(name)) {
            return deliveryCount;
        }
        if (received == null) {
            return own == null ? null : own.get(name);
        }
        String text = name == null ? null : header(name);
        if (text == null) {
            return null;
        }
        String known = types();
        char type = known.isEmpty() ? PropertyTypes.STRING : PropertyTypes.find(known, name);
        return PropertyTypes.decode(text, type == PropertyTypes.STRING ? PropertyTypes.typeOfUntyped(name) : type);
    }

    /** {@return the names, in their order, to be read only} */
    Collection<String> names() {
        if (received == null && deliveryCount == 0) {
            return own == null ? List.of() : own.keySet();
        }
        Map<String, Object> names = new LinkedHashMap<>();
        if (received == null) {
            if (own != null) {
                names.putAll(own);
            }
        } else {
            for (int i = 0; i < received.size(); i++) {
                String property = PropertyHeaders.propertyOf(received.name(i), dialect);
                if (property != null) {
                    names.put(property, null);
                }
            }
            PropertyTypes.addNulls(types(), names);
        }
        if (deliveryCount > 0) {
            names.put(HeaderNames.JMSX_DELIVERY_COUNT, null);
        }
        return names.keySet();
    }

    /** Writes each into a header, and their types into one. */
    void write(BrokerDialect broker, StompHeaders.Builder headers) {
        if (received == null && own == null) {
            return;
        }
        StringBuilder written = null;
        for (String name : names()) {
            if (name.equals(HeaderNames.JMSX_DELIVERY_COUNT)) {
                continue;
            }
            Object value = get(name);
            char type = PropertyTypes.typeOf(value);
            if (type != PropertyTypes.STRING) {
                written = written == null ? new StringBuilder() : written;
                PropertyTypes.append(written, name, type);
            }
            if (value != null) {
                headers.add(PropertyHeaders.headerOf(name, broker), PropertyTypes.encode(value, type));
            }
        }
        if (written != null) {
            headers.add(HeaderNames.PROPERTY_TYPES, written.toString());
        }
    }

    private boolean isDeliveryCount(String name) {
        return deliveryCount > 0 && HeaderNames.JMSX_DELIVERY_COUNT.equals(name);
    }

    private String header(String name) {
        return received.get(PropertyHeaders.headerOf(name, dialect));
    }

    private String types() {
        if (types == null) {
            types = received.getOrDefault(HeaderNames.PROPERTY_TYPES, NO_TYPES);
        }
        return types;
    }
}
