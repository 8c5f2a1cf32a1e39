package org.stompest.jms.internal.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Enumeration;
import org.stompest.jms.StompDestination;

/** Makes messages and destinations of other providers our own (Jakarta Messaging 3.1, 3.12). */
public final class ForeignMessages {
    private static final String RESERVED_PREFIX = "JMSX";
    private static final String GROUP_PREFIX = "JMSXGroup";
    private static final int PIECE = 8192;

    private ForeignMessages() {}

    /**
     * Makes a destination one of ours, by its kind and name.
     *
     * @param destination any provider's, or null
     * @return the destination itself if it is ours, null for null
     * @throws JMSException if it has no name or is neither a queue nor a topic
     */
    public static StompDestination destination(Destination destination) throws JMSException {
        if (destination == null || destination instanceof StompDestination) {
            return (StompDestination) destination;
        }
        StompDestination.Kind kind;
        String name;
        if (destination instanceof Queue queue) {
            kind = queue instanceof TemporaryQueue
                    ? StompDestination.Kind.TEMPORARY_QUEUE
                    : StompDestination.Kind.QUEUE;
            name = queue.getQueueName();
        } else if (destination instanceof Topic topic) {
            kind = topic instanceof TemporaryTopic
                    ? StompDestination.Kind.TEMPORARY_TOPIC
                    : StompDestination.Kind.TOPIC;
            name = topic.getTopicName();
        } else {
            throw new InvalidDestinationException(
                    "neither queue nor topic: " + destination.getClass().getName());
        }
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("a destination without name: " + destination);
        }
        return StompDestination.of(kind, name);
    }

    static JmsMessage copy(Message foreign, MessageContext context) throws JMSException {
        JmsMessage copy = copyBody(foreign, context);
        copy.setJMSReplyTo(destination(foreign.getJMSReplyTo()));
        copy.setJMSType(foreign.getJMSType());
        copy.correlationId().set(foreign.getJMSCorrelationID(), correlationBytes(foreign));
        Enumeration<?> names = foreign.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            if (!name.startsWith(RESERVED_PREFIX) || name.startsWith(GROUP_PREFIX)) {
                copyProperty(name, foreign.getObjectProperty(name), copy);
            }
        }
        return copy;
    }

    /** {@return the bytes, or null from a provider that has none or says so by an exception} */
    private static byte[] correlationBytes(Message foreign) {
        try {
            return foreign.getJMSCorrelationIDAsBytes();
        } catch (JMSException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** A value that only the other provider knows goes as text. */
    private static void copyProperty(String name, Object value, JmsMessage target) {
        target.properties().put(name, Conversions.isPropertyValue(value) ? value : String.valueOf(value));
    }

    private static JmsMessage copyBody(Message foreign, MessageContext context) throws JMSException {
        if (foreign instanceof TextMessage text) {
            JmsTextMessage copy = new JmsTextMessage(context);
            copy.setText(text.getText());
            return copy;
        }
        if (foreign instanceof BytesMessage bytes) {
            return copyBytes(bytes, new JmsBytesMessage(context));
        }
        if (foreign instanceof MapMessage map) {
            JmsMapMessage copy = new JmsMapMessage(context);
            Enumeration<?> names = map.getMapNames();
            while (names.hasMoreElements()) {
                String name = (String) names.nextElement();
                copy.setObject(name, map.getObject(name));
            }
            return copy;
        }
        if (foreign instanceof StreamMessage stream) {
            return copyStream(stream, new JmsStreamMessage(context));
        }
        if (foreign instanceof ObjectMessage object) {
            JmsObjectMessage copy = new JmsObjectMessage(context);
            copy.setObject(object.getObject());
            return copy;
        }
        return new JmsPlainMessage(context);
    }

    private static JmsMessage copyBytes(BytesMessage bytes, JmsBytesMessage copy) throws JMSException {
        bytes.reset();
        byte[] piece = new byte[PIECE];
        int count = bytes.readBytes(piece);
        while (count > 0) {
            copy.writeBytes(piece, 0, count);
            count = bytes.readBytes(piece);
        }
        bytes.reset();
        return copy;
    }

    private static JmsMessage copyStream(StreamMessage stream, JmsStreamMessage copy) throws JMSException {
        stream.reset();
        while (true) {
            Object value;
            try {
                value = stream.readObject();
            } catch (MessageEOFException end) {
                stream.reset();
                return copy;
            }
            copy.writeObject(value);
        }
    }
}
