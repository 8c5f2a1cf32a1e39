package org.stompest.jms.internal.connection;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import org.stompest.jms.StompConnection;
import org.stompest.jms.internal.session.TopicSessionView;

/** A connection whose sessions know only topics. The specification forbids none of its own methods. */
public final class TopicConnectionView extends ForwardingConnection implements TopicConnection {
    /**
     * Makes a view.
     *
     * @param connection what does the work
     */
    public TopicConnectionView(StompConnection connection) {
        super(connection);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return new TopicSessionView(createSession(transacted, acknowledgeMode));
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        return createConnectionConsumer((Destination) topic, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        if (destination instanceof Queue && !(destination instanceof Topic)) {
            getClientID(); // that the connection is closed is told first
            throw new InvalidDestinationException(
                    "a TopicConnection has no use for " + destination + ": use a Connection for queues");
        }
        return super.createConnectionConsumer(destination, messageSelector, sessionPool, maxMessages);
    }
}
