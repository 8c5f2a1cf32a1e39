package org.stompest.jms.internal.message;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompFrame;

/**
 * What all messages have in common: headers, properties, and whether the body may be read or written. The subclasses add
 * one type of body each.
 *
 * <p>A sent body is never written to again, whatever is done to the message afterwards; so it is not copied. A received
 * body stays the frame's until it is asked for. Not thread-safe.
 */
public abstract class JmsMessage implements Message {
    private final MessageContext context;
    private final MessageProperties properties;
    private final CorrelationId correlationId = new CorrelationId();
    private boolean bodyReadOnly;
    private Acknowledger acknowledger;

    private String messageId;
    private long timestamp;
    private Destination replyTo;
    private Destination destination;
    private int deliveryMode = DEFAULT_DELIVERY_MODE;
    private boolean redelivered;
    private String type;
    private long expiration;
    private long deliveryTime;
    private int priority = DEFAULT_PRIORITY;

    /**
     * Makes an empty message that can be written to.
     *
     * @param context the options of the connection
     */
    JmsMessage(MessageContext context) {
        this.context = Objects.requireNonNull(context, "context");
        properties = new MessageProperties(context.validatePropertyNames());
    }

    /**
     * Makes a message one of ours.
     *
     * @param message any provider's
     * @param context the options of the connection, for a copy
     * @return the message itself if it is ours, else a copy of properties, body and the headers that a sender sets
     * @throws JMSException if the message cannot be read
     */
    public static JmsMessage of(Message message, MessageContext context) throws JMSException {
        return message instanceof JmsMessage own ? own : ForeignMessages.copy(message, context);
    }

    // ---- between the message and the provider

    /**
     * Says who acknowledges.
     *
     * @param session called by {@link #acknowledge()}; null for nobody, as in a session that does it by itself
     */
    public final void acknowledger(Acknowledger session) {
        acknowledger = session;
    }

    /**
     * Tells how often the message was delivered: sets JMSRedelivered and JMSXDeliveryCount.
     *
     * @param deliveryCount 1 or more, this delivery included
     */
    public final void delivered(int deliveryCount) {
        redelivered = deliveryCount > 1;
        properties.deliveryCount(deliveryCount);
    }

    /** {@return the type of the body, as its header says} */
    public abstract BodyType bodyType();

    /**
     * Hands out the body for sending. Nobody writes to it afterwards, neither this message nor the caller.
     *
     * @return the bytes, not copied
     * @throws JMSException if the body cannot be written as bytes
     */
    public abstract Slice body() throws JMSException;

    /** Takes the body out of a frame, without a look at it. */
    abstract void receiveBody(Slice bytes);

    /** Empties the body and makes it writable. */
    abstract void emptyBody();

    /** {@return whether there is no body, so that any type fits} */
    abstract boolean isBodyless() throws JMSException;

    /** {@return whether the body, which is there, can be assigned to the type} */
    abstract boolean hasBodyOf(Class<?> target);

    /**
     * Hands out the body, which is there, as one object.
     *
     * @param target what it is to be assigned to
     * @return a copy, or null if the body cannot be assigned to that
     * @throws JMSException if the body cannot be read, or never as one object
     */
    abstract Object bodyAs(Class<?> target) throws JMSException;

    final void receive(StompFrame frame, BodyType bodyType, BrokerDialect dialect) {
        properties.receive(frame.headers(), dialect);
        if (bodyType != BodyType.NULL_TEXT) {
            receiveBody(new Slice(frame.bodyArray(), frame.bodyOffset(), frame.bodyLength()));
        }
        bodyReadOnly = true;
    }

    final MessageContext context() {
        return context;
    }

    final MessageProperties properties() {
        return properties;
    }

    final CorrelationId correlationId() {
        return correlationId;
    }

    final boolean isBodyReadOnly() {
        return bodyReadOnly;
    }

    final void bodyReadOnly(boolean readOnly) {
        bodyReadOnly = readOnly;
    }

    final void checkBodyWritable() throws MessageNotWriteableException {
        if (bodyReadOnly) {
            throw new MessageNotWriteableException(
                    "the body is read-only, as that of a received message is; clearBody() makes it writable");
        }
    }

    final void checkBodyReadable() throws MessageNotReadableException {
        if (!bodyReadOnly) {
            throw new MessageNotReadableException("the body is being written; reset() makes it readable");
        }
    }

    // ---- headers

    @Override
    public final String getJMSMessageID() {
        return messageId;
    }

    @Override
    public final void setJMSMessageID(String id) {
        messageId = id;
    }

    @Override
    public final long getJMSTimestamp() {
        return timestamp;
    }

    @Override
    public final void setJMSTimestamp(long millis) {
        timestamp = millis;
    }

    @Override
    public final byte[] getJMSCorrelationIDAsBytes() {
        return correlationId.bytes();
    }

    @Override
    public final void setJMSCorrelationIDAsBytes(byte[] id) {
        correlationId.set(id);
    }

    @Override
    public final String getJMSCorrelationID() {
        return correlationId.text();
    }

    @Override
    public final void setJMSCorrelationID(String id) {
        correlationId.set(id);
    }

    @Override
    public final Destination getJMSReplyTo() {
        return replyTo;
    }

    @Override
    public final void setJMSReplyTo(Destination to) {
        replyTo = to;
    }

    @Override
    public final Destination getJMSDestination() {
        return destination;
    }

    @Override
    public final void setJMSDestination(Destination to) {
        destination = to;
    }

    @Override
    public final int getJMSDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public final void setJMSDeliveryMode(int mode) {
        deliveryMode = mode;
    }

    @Override
    public final boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public final void setJMSRedelivered(boolean again) {
        redelivered = again;
    }

    @Override
    public final String getJMSType() {
        return type;
    }

    @Override
    public final void setJMSType(String name) {
        type = name;
    }

    @Override
    public final long getJMSExpiration() {
        return expiration;
    }

    @Override
    public final void setJMSExpiration(long millis) {
        expiration = millis;
    }

    @Override
    public final long getJMSDeliveryTime() {
        return deliveryTime;
    }

    @Override
    public final void setJMSDeliveryTime(long millis) {
        deliveryTime = millis;
    }

    @Override
    public final int getJMSPriority() {
        return priority;
    }

    @Override
    public final void setJMSPriority(int level) {
        priority = level;
    }

    // ---- properties

    @Override
    public final void clearProperties() {
        properties.clear();
    }

    @Override
    public final boolean propertyExists(String name) {
        return properties.exists(name);
    }

    @Override
    public final boolean getBooleanProperty(String name) throws JMSException {
        return Conversions.toBoolean(properties.get(name), name);
    }

    @Override
    public final byte getByteProperty(String name) throws JMSException {
        return Conversions.toByte(properties.get(name), name);
    }

    @Override
    public final short getShortProperty(String name) throws JMSException {
        return Conversions.toShort(properties.get(name), name);
    }

    @Override
    public final int getIntProperty(String name) throws JMSException {
        return Conversions.toInt(properties.get(name), name);
    }

    @Override
    public final long getLongProperty(String name) throws JMSException {
        return Conversions.toLong(properties.get(name), name);
    }

    @Override
    public final float getFloatProperty(String name) throws JMSException {
        return Conversions.toFloat(properties.get(name), name);
    }

    @Override
    public final double getDoubleProperty(String name) throws JMSException {
        return Conversions.toDouble(properties.get(name), name);
    }

    @Override
    public final String getStringProperty(String name) throws JMSException {
        return Conversions.toText(properties.get(name), name);
    }

    @Override
    public final Object getObjectProperty(String name) {
        return properties.get(name);
    }

    @Override
    public final Enumeration<String> getPropertyNames() {
        return Collections.enumeration(List.copyOf(properties.names()));
    }

    @Override
    public final void setBooleanProperty(String name, boolean value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setByteProperty(String name, byte value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setShortProperty(String name, short value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setIntProperty(String name, int value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setLongProperty(String name, long value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setFloatProperty(String name, float value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setDoubleProperty(String name, double value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setStringProperty(String name, String value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setObjectProperty(String name, Object value) throws JMSException {
        properties.setObject(name, value);
    }

    // ---- body and state

    @Override
    public final void acknowledge() throws JMSException {
        if (acknowledger != null) {
            acknowledger.acknowledge();
        }
    }

    @Override
    public final void clearBody() {
        emptyBody();
        bodyReadOnly = false;
    }

    /** False, rather than an exception, also where an object cannot be deserialized to tell. */
    @Override
    public final boolean isBodyAssignableTo(@SuppressWarnings("rawtypes") Class target) throws JMSException {
        return isBodyless() || (target != null && hasBodyOf(target));
    }

    @Override
    public final <T> T getBody(Class<T> target) throws JMSException {
        if (target == null && !isBodyless()) {
            throw new MessageFormatException("no body can be assigned to null: name the type of the body");
        }
        if (isBodyless()) {
            return null;
        }
        Object body = bodyAs(target);
        if (body == null) {
            throw new MessageFormatException(
                    "the body of a " + bodyType().header() + " message is no " + target.getName());
        }
        return target.cast(body);
    }

    /** {@return what it is and the headers that identify it, without properties and body} */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + messageId + ", destination=" + destination + ", correlationId="
                + correlationId.text() + ", type=" + type + "]";
    }
}
