package org.stompest.jms.internal.connection;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.stompest.jms.StompConnectionListener;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.client.StompUri;

/** Opens connections, for the factory. Stateless. */
public final class JmsConnections {
    private JmsConnections() {}

    /**
     * Opens a connection.
     *
     * @param uri brokers and options, with credentials
     * @param options the options of JMS
     * @param domain of which domain the caller wants to see it
     * @param listener told of interruptions, or null
     * @return a connection that is not started; a {@link jakarta.jms.QueueConnection} or {@link jakarta.jms.TopicConnection}
     *     where the domain is one of these
     * @throws JMSException if there is no connection
     */
    public static Connection open(StompUri uri, JmsOptions options, Domain domain, StompConnectionListener listener)
            throws JMSException {
        JmsConnection connection = new JmsConnection(uri, options, listener);
        return switch (domain) {
            case ANY -> connection;
            case QUEUE -> new QueueConnectionView(connection);
            case TOPIC -> new TopicConnectionView(connection);
        };
    }
}
