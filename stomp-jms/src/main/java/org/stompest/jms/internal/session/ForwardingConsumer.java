package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;

/** A consumer that is another one; base of the views of one domain. */
abstract class ForwardingConsumer implements MessageConsumer {
    private final MessageConsumer delegate;

    ForwardingConsumer(MessageConsumer delegate) {
        this.delegate = delegate;
    }

    @Override
    public final String getMessageSelector() throws JMSException {
        return delegate.getMessageSelector();
    }

    @Override
    public final MessageListener getMessageListener() throws JMSException {
        return delegate.getMessageListener();
    }

    @Override
    public final void setMessageListener(MessageListener listener) throws JMSException {
        delegate.setMessageListener(listener);
    }

    @Override
    public final Message receive() throws JMSException {
        return delegate.receive();
    }

    @Override
    public final Message receive(long timeout) throws JMSException {
        return delegate.receive(timeout);
    }

    @Override
    public final Message receiveNoWait() throws JMSException {
        return delegate.receiveNoWait();
    }

    @Override
    public final void close() throws JMSException {
        delegate.close();
    }

    /** Returns what the view knows by itself, unless the consumer is closed: then every getter of it throws. */
    final <T> T unlessClosed(T value) throws JMSException {
        delegate.getMessageSelector();
        return value;
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }
}
