package org.stompest.jms.internal.session;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;

/** A producer that is another one; base of the views of one domain. */
abstract class ForwardingProducer implements MessageProducer {
    private final MessageProducer delegate;

    ForwardingProducer(MessageProducer delegate) {
        this.delegate = delegate;
    }

    @Override
    public final void setDisableMessageID(boolean value) throws JMSException {
        delegate.setDisableMessageID(value);
    }

    @Override
    public final boolean getDisableMessageID() throws JMSException {
        return delegate.getDisableMessageID();
    }

    @Override
    public final void setDisableMessageTimestamp(boolean value) throws JMSException {
        delegate.setDisableMessageTimestamp(value);
    }

    @Override
    public final boolean getDisableMessageTimestamp() throws JMSException {
        return delegate.getDisableMessageTimestamp();
    }

    @Override
    public final void setDeliveryMode(int deliveryMode) throws JMSException {
        delegate.setDeliveryMode(deliveryMode);
    }

    @Override
    public final int getDeliveryMode() throws JMSException {
        return delegate.getDeliveryMode();
    }

    @Override
    public final void setPriority(int defaultPriority) throws JMSException {
        delegate.setPriority(defaultPriority);
    }

    @Override
    public final int getPriority() throws JMSException {
        return delegate.getPriority();
    }

    @Override
    public final void setTimeToLive(long timeToLive) throws JMSException {
        delegate.setTimeToLive(timeToLive);
    }

    @Override
    public final long getTimeToLive() throws JMSException {
        return delegate.getTimeToLive();
    }

    @Override
    public final void setDeliveryDelay(long deliveryDelay) throws JMSException {
        delegate.setDeliveryDelay(deliveryDelay);
    }

    @Override
    public final long getDeliveryDelay() throws JMSException {
        return delegate.getDeliveryDelay();
    }

    @Override
    public final Destination getDestination() throws JMSException {
        return delegate.getDestination();
    }

    @Override
    public final void close() throws JMSException {
        delegate.close();
    }

    @Override
    public final void send(Message message) throws JMSException {
        delegate.send(message);
    }

    @Override
    public final void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        delegate.send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public final void send(Destination destination, Message message) throws JMSException {
        delegate.send(destination, message);
    }

    @Override
    public final void send(Destination destination, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        delegate.send(destination, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public final void send(Message message, CompletionListener completionListener) throws JMSException {
        delegate.send(message, completionListener);
    }

    @Override
    public final void send(
            Message message, int deliveryMode, int priority, long timeToLive, CompletionListener completionListener)
            throws JMSException {
        delegate.send(message, deliveryMode, priority, timeToLive, completionListener);
    }

    @Override
    public final void send(Destination destination, Message message, CompletionListener completionListener)
            throws JMSException {
        delegate.send(destination, message, completionListener);
    }

    @Override
    public final void send(
            Destination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener completionListener)
            throws JMSException {
        delegate.send(destination, message, deliveryMode, priority, timeToLive, completionListener);
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }
}
