package org.stompest.jms.internal.connection;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.stompest.jms.StompConnection;
import org.stompest.jms.StompConnectionListener;

/** A connection that is another one; base of the views of one domain. */
abstract class ForwardingConnection implements StompConnection {
    private final StompConnection delegate;

    ForwardingConnection(StompConnection delegate) {
        this.delegate = delegate;
    }

    @Override
    public final Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return delegate.createSession(transacted, acknowledgeMode);
    }

    @Override
    public final Session createSession(int sessionMode) throws JMSException {
        return delegate.createSession(sessionMode);
    }

    @Override
    public final Session createSession() throws JMSException {
        return delegate.createSession();
    }

    @Override
    public final String getClientID() throws JMSException {
        return delegate.getClientID();
    }

    @Override
    public final void setClientID(String clientID) throws JMSException {
        delegate.setClientID(clientID);
    }

    @Override
    public final ConnectionMetaData getMetaData() throws JMSException {
        return delegate.getMetaData();
    }

    @Override
    public final ExceptionListener getExceptionListener() throws JMSException {
        return delegate.getExceptionListener();
    }

    @Override
    public final void setExceptionListener(ExceptionListener listener) throws JMSException {
        delegate.setExceptionListener(listener);
    }

    @Override
    public final void addConnectionListener(StompConnectionListener listener) throws JMSException {
        delegate.addConnectionListener(listener);
    }

    @Override
    public final void removeConnectionListener(StompConnectionListener listener) {
        delegate.removeConnectionListener(listener);
    }

    @Override
    public final void start() throws JMSException {
        delegate.start();
    }

    @Override
    public final void stop() throws JMSException {
        delegate.stop();
    }

    @Override
    public final void close() throws JMSException {
        delegate.close();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        return delegate.createConnectionConsumer(destination, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        return delegate.createSharedConnectionConsumer(
                topic, subscriptionName, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        return delegate.createDurableConnectionConsumer(
                topic, subscriptionName, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        return delegate.createSharedDurableConnectionConsumer(
                topic, subscriptionName, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }
}
