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
     * @param session makes the messages
     * @param producer sends them; bound to no destination
     */
    StompJmsProducer(Session session, MessageProducer producer) throws JMSException {
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
                for (Map.Entry<String, Object> entry : body.entrySet()) {
                    message.setObject(entry.getKey(), entry.getValue());
                }
            }
            dispatch(destination, message);
        });
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
        for (String name : getPropertyNames()) {
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
        disableMessageID = value;
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return disableMessageID;
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        disableMessageTimestamp = value;
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return disableMessageTimestamp;
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
        return deliveryMode;
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
        return priority;
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
        return timeToLive;
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
        return deliveryDelay;
    }

    @Override
    public JMSProducer setAsync(CompletionListener completionListener) {
        this.completionListener = completionListener;
        return this;
    }

    @Override
    public CompletionListener getAsync() {
        return completionListener;
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
        return JmsRuntimeExceptions.call(() -> template.propertyExists(name));
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getByteProperty(name));
    }

    @Override
    public short getShortProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getShortProperty(name));
    }

    @Override
    public int getIntProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getIntProperty(name));
    }

    @Override
    public long getLongProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getLongProperty(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getDoubleProperty(name));
    }

    @Override
    public String getStringProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getStringProperty(name));
    }

    @Override
    public Object getObjectProperty(String name) {
        return JmsRuntimeExceptions.call(() -> template.getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return Collections.unmodifiableSet(new PropertyNames(template));
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
        return JmsRuntimeExceptions.call(template::getJMSCorrelationIDAsBytes);
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
        return JmsRuntimeExceptions.call(template::getJMSCorrelationID);
    }

    @Override
    public JMSProducer setJMSType(String type) {
        return change(() -> template.setJMSType(type));
    }

    @Override
    public String getJMSType() {
        return JmsRuntimeExceptions.call(template::getJMSType);
    }

    @Override
    public JMSProducer setJMSReplyTo(Destination replyTo) {
        return change(() -> template.setJMSReplyTo(replyTo));
    }

    @Override
    public Destination getJMSReplyTo() {
        return JmsRuntimeExceptions.call(template::getJMSReplyTo);
    }

    private JMSProducer change(JmsAction action) {
        JmsRuntimeExceptions.run(action);
        return this;
    }
}
