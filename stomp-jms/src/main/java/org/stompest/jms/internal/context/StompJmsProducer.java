package org.stompest.jms.internal.context;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A producer of the simplified API: settings for sends through the one classic producer of its context, so that any number
 * of them costs nothing.
 *
 * <p>The properties and headers to be set on each message are kept in a message that is never sent; names, types and
 * conversions are thereby checked by the rules of messages.
 *
 * <p>Concurrency: one thread at a time, that of its context.
 */
final class StompJmsProducer implements JMSProducer {
    private final JmsAction open;
    private final Session session;
    private final MessageProducer producer;
    private final Message template;

    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLive = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelay = Message.DEFAULT_DELIVERY_DELAY;
    private boolean disableMessageID;
    private boolean disableMessageTimestamp;
    private boolean correlationIDIsBytes;
    private CompletionListener completionListener;

    /**
     * Makes a producer.
     *
     * @param open throws if the context is closed, and with it this producer
     * @param session makes the messages
     * @param producer sends them; bound to no destination
     */
    StompJmsProducer(JmsAction open, Session session, MessageProducer producer) throws JMSException {
        this.open = open;
        this.session = session;
        this.producer = producer;
        this.template = session.createMessage();
    }

    @Override
    public JMSProducer send(Destination destination, Message message) {
        return change(() -> dispatch(destination, message));
    }

    @Override
    public JMSProducer send(Destination destination, String body) {
        return change(() -> dispatch(destination, session.createTextMessage(body)));
    }

    @Override
    public JMSProducer send(Destination destination, Map<String, Object> body) {
        return change(() -> {
            MapMessage message = session.createMapMessage();
            if (body != null) {
                fill(message, body);
            }
            dispatch(destination, message);
        });
    }

    /** Through a raw type, names that are no strings get in, too. */
    private static void fill(MapMessage message, Map<?, ?> body) throws JMSException {
        for (Map.Entry<?, ?> entry : body.entrySet()) {
            if (!(entry.getKey() instanceof String name) || name.isEmpty()) {
                throw new MessageFormatException(
                        "the names in the body of a map message are strings that are not empty, not " + entry.getKey());
            }
            message.setObject(name, entry.getValue());
        }
    }

    @Override
    public JMSProducer send(Destination destination, byte[] body) {
        return change(() -> {
            BytesMessage message = session.createBytesMessage();
            if (body != null) {
                message.writeBytes(body);
            }
            dispatch(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, Serializable body) {
        return change(() -> dispatch(destination, session.createObjectMessage(body)));
    }

    private void dispatch(Destination destination, Message message) throws JMSException {
        if (destination == null) {
            throw new InvalidDestinationException("a send needs a destination, not null");
        }
        if (message == null) {
            throw new MessageFormatException("null is no message: for one without a body use createMessage()");
        }
        applyTemplate(message);
        producer.setDisableMessageID(disableMessageID);
        producer.setDisableMessageTimestamp(disableMessageTimestamp);
        producer.setDeliveryDelay(deliveryDelay);
        if (completionListener == null) {
            producer.send(destination, message, deliveryMode, priority, timeToLive);
        } else {
            producer.send(destination, message, deliveryMode, priority, timeToLive, completionListener);
        }
    }

    private void applyTemplate(Message message) throws JMSException {
        for (String name : new PropertyNames(template)) {
            message.setObjectProperty(name, template.getObjectProperty(name));
        }
        if (correlationIDIsBytes) {
            message.setJMSCorrelationIDAsBytes(template.getJMSCorrelationIDAsBytes());
        } else if (template.getJMSCorrelationID() != null) {
            message.setJMSCorrelationID(template.getJMSCorrelationID());
        }
        if (template.getJMSType() != null) {
            message.setJMSType(template.getJMSType());
        }
        if (template.getJMSReplyTo() != null) {
            message.setJMSReplyTo(template.getJMSReplyTo());
        }
    }

    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        return change(() -> disableMessageID = value);
    }

    @Override
    public boolean getDisableMessageID() {
        return get(() -> disableMessageID);
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        return change(() -> disableMessageTimestamp = value);
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return get(() -> disableMessageTimestamp);
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        return change(() -> {
            producer.setDeliveryMode(deliveryMode);
            this.deliveryMode = deliveryMode;
        });
    }

    @Override
    public int getDeliveryMode() {
        return get(() -> deliveryMode);
    }

    @Override
    public JMSProducer setPriority(int priority) {
        return change(() -> {
            producer.setPriority(priority);
            this.priority = priority;
        });
    }

    @Override
    public int getPriority() {
        return get(() -> priority);
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        return change(() -> {
            producer.setTimeToLive(timeToLive);
            this.timeToLive = timeToLive;
        });
    }

    @Override
    public long getTimeToLive() {
        return get(() -> timeToLive);
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        return change(() -> {
            producer.setDeliveryDelay(deliveryDelay);
            this.deliveryDelay = deliveryDelay;
        });
    }

    @Override
    public long getDeliveryDelay() {
        return get(() -> deliveryDelay);
    }

    @Override
    public JMSProducer setAsync(CompletionListener completionListener) {
        return change(() -> this.completionListener = completionListener);
    }

    @Override
    public CompletionListener getAsync() {
        return get(() -> completionListener);
    }

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return change(() -> template.setBooleanProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return change(() -> template.setByteProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return change(() -> template.setShortProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return change(() -> template.setIntProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return change(() -> template.setLongProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return change(() -> template.setFloatProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return change(() -> template.setDoubleProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, String value) {
        return change(() -> template.setStringProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, Object value) {
        return change(() -> template.setObjectProperty(name, value));
    }

    @Override
    public JMSProducer clearProperties() {
        return change(template::clearProperties);
    }

    @Override
    public boolean propertyExists(String name) {
        return get(() -> template.propertyExists(name));
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return get(() -> template.getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return get(() -> template.getByteProperty(name));
    }

    @Override
    public short getShortProperty(String name) {
        return get(() -> template.getShortProperty(name));
    }

    @Override
    public int getIntProperty(String name) {
        return get(() -> template.getIntProperty(name));
    }

    @Override
    public long getLongProperty(String name) {
        return get(() -> template.getLongProperty(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return get(() -> template.getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return get(() -> template.getDoubleProperty(name));
    }

    @Override
    public String getStringProperty(String name) {
        return get(() -> template.getStringProperty(name));
    }

    @Override
    public Object getObjectProperty(String name) {
        return get(() -> template.getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return get(() -> Collections.unmodifiableSet(new PropertyNames(template)));
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte[] correlationID) {
        return change(() -> {
            template.setJMSCorrelationIDAsBytes(correlationID);
            correlationIDIsBytes = correlationID != null;
        });
    }

    @Override
    public byte[] getJMSCorrelationIDAsBytes() {
        return get(template::getJMSCorrelationIDAsBytes);
    }

    @Override
    public JMSProducer setJMSCorrelationID(String correlationID) {
        return change(() -> {
            template.setJMSCorrelationID(correlationID);
            correlationIDIsBytes = false;
        });
    }

    @Override
    public String getJMSCorrelationID() {
        return get(template::getJMSCorrelationID);
    }

    @Override
    public JMSProducer setJMSType(String type) {
        return change(() -> template.setJMSType(type));
    }

    @Override
    public String getJMSType() {
        return get(template::getJMSType);
    }

    @Override
    public JMSProducer setJMSReplyTo(Destination replyTo) {
        return change(() -> template.setJMSReplyTo(replyTo));
    }

    @Override
    public Destination getJMSReplyTo() {
        return get(template::getJMSReplyTo);
    }

    private JMSProducer change(JmsAction action) {
        JmsRuntimeExceptions.run(() -> {
            open.run();
            action.run();
        });
        return this;
    }

    private <T> T get(JmsCall<T> call) {
        return JmsRuntimeExceptions.call(() -> {
            open.run();
            return call.call();
        });
    }
}
