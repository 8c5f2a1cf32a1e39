package org.stompest.jms.internal.producer;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.message.ForeignMessages;
import org.stompest.jms.internal.message.JmsMessage;

/**
 * A producer of either domain (JMS 3.1, 7): it holds no state at the broker, only what it stamps on messages. Used by the
 * session's thread.
 */
public final class JmsProducer implements MessageProducer {
    private static final int LOWEST_PRIORITY = 0;
    private static final int HIGHEST_PRIORITY = 9;

    private final ProducerHost host;
    private final StompDestination destination;
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLive = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelay = Message.DEFAULT_DELIVERY_DELAY;
    private boolean disableMessageID;
    private boolean disableMessageTimestamp;
    private volatile boolean closed;

    /**
     * Makes a producer.
     *
     * @param host the session
     * @param destination where it sends, or null if each send says it
     */
    public JmsProducer(ProducerHost host, StompDestination destination) {
        this.host = host;
        this.destination = destination;
    }

    private void checkOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the producer is closed");
        }
        host.checkUsable();
    }

    // ---- what is stamped

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        disableMessageID = value;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return disableMessageID;
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        disableMessageTimestamp = value;
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return disableMessageTimestamp;
    }

    @Override
    public void setDeliveryMode(int value) throws JMSException {
        checkOpen();
        checkDeliveryMode(value);
        deliveryMode = value;
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        checkOpen();
        return deliveryMode;
    }

    @Override
    public void setPriority(int value) throws JMSException {
        checkOpen();
        checkPriority(value);
        priority = value;
    }

    @Override
    public int getPriority() throws JMSException {
        checkOpen();
        return priority;
    }

    @Override
    public void setTimeToLive(long value) throws JMSException {
        checkOpen();
        checkTimeToLive(value);
        timeToLive = value;
    }

    @Override
    public long getTimeToLive() throws JMSException {
        checkOpen();
        return timeToLive;
    }

    @Override
    public void setDeliveryDelay(long value) throws JMSException {
        checkOpen();
        if (value < 0) {
            throw new JMSException("a delivery delay cannot be negative: " + value + " ms");
        }
        deliveryDelay = value;
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        checkOpen();
        return deliveryDelay;
    }

    @Override
    public Destination getDestination() throws JMSException {
        checkOpen();
        return destination;
    }

    private static void checkDeliveryMode(int value) throws JMSException {
        if (value != DeliveryMode.PERSISTENT && value != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("no delivery mode: " + value + "; PERSISTENT is 2, NON_PERSISTENT 1");
        }
    }

    private static void checkPriority(int value) throws JMSException {
        if (value < LOWEST_PRIORITY || value > HIGHEST_PRIORITY) {
            throw new JMSException("no priority: " + value + "; it goes from 0 to 9");
        }
    }

    private static void checkTimeToLive(long value) throws JMSException {
        if (value < 0) {
            throw new JMSException("a time to live cannot be negative: " + value + " ms");
        }
    }

    // ---- sending

    @Override
    public void send(Message message) throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(Message message, int mode, int level, long millis) throws JMSException {
        sendTo(own(), message, mode, level, millis, null);
    }

    @Override
    public void send(Destination to, Message message) throws JMSException {
        send(to, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(Destination to, Message message, int mode, int level, long millis) throws JMSException {
        sendTo(given(to), message, mode, level, millis, null);
    }

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        send(message, deliveryMode, priority, timeToLive, listener);
    }

    @Override
    public void send(Message message, int mode, int level, long millis, CompletionListener listener)
            throws JMSException {
        sendTo(own(), message, mode, level, millis, required(listener));
    }

    @Override
    public void send(Destination to, Message message, CompletionListener listener) throws JMSException {
        send(to, message, deliveryMode, priority, timeToLive, listener);
    }

    @Override
    public void send(Destination to, Message message, int mode, int level, long millis, CompletionListener listener)
            throws JMSException {
        sendTo(given(to), message, mode, level, millis, required(listener));
    }

    private static CompletionListener required(CompletionListener listener) {
        if (listener == null) {
            throw new java.lang.IllegalArgumentException("no completion listener");
        }
        return listener;
    }

    private StompDestination own() throws JMSException {
        checkOpen();
        if (destination == null) {
            throw new UnsupportedOperationException("this producer has no destination: name one in send");
        }
        return destination;
    }

    private StompDestination given(Destination to) throws JMSException {
        checkOpen();
        if (destination != null) {
            throw new UnsupportedOperationException("this producer sends to " + destination + " and nowhere else");
        }
        if (to == null) {
            throw new InvalidDestinationException("no destination to send to");
        }
        return ForeignMessages.destination(to);
    }

    private void sendTo(
            StompDestination to, Message message, int mode, int level, long millis, CompletionListener listener)
            throws JMSException {
        if (message == null) {
            throw new MessageFormatException("no message to send");
        }
        checkDeliveryMode(mode);
        checkPriority(level);
        checkTimeToLive(millis);
        host.temporaryDestinations().checkSend(to);
        String id = host.messageIds().next();
        long now = System.currentTimeMillis();
        JmsMessage own = JmsMessage.of(message, host.messageContext());
        stamp(own, to, mode, level, millis, id, now);
        if (own != message) {
            stamp(message, to, mode, level, millis, id, now);
        }
        host.sendPath().send(new Outgoing(own, message, to, id, deliveryDelay, listener, this));
    }

    /** Sets what is a sender's to set, JMSRedelivered not among it (JMS 3.1, 3.4.11). */
    private void stamp(Message message, StompDestination to, int mode, int level, long millis, String id, long now)
            throws JMSException {
        message.setJMSDestination(to);
        message.setJMSDeliveryMode(mode);
        message.setJMSPriority(level);
        message.setJMSMessageID(disableMessageID ? null : id);
        message.setJMSTimestamp(disableMessageTimestamp ? 0 : now);
        message.setJMSExpiration(millis == 0 ? 0 : later(now, millis));
        message.setJMSDeliveryTime(later(now, deliveryDelay));
    }

    /** {@return the sum, or the end of time where there is none} */
    private static long later(long time, long millis) {
        return millis > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + millis;
    }

    @Override
    public void close() throws JMSException {
        if (!closed) {
            host.producerClosed(this);
            closed = true;
        }
    }
}
