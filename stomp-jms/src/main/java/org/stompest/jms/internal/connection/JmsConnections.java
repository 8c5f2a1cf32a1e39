package org.stompest.jms.internal.connection;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.stompest.wire.client.StompUri;

/** Makes connections. */
public final class JmsConnections {
    private JmsConnections() {}

    /**
     * Opens a connection.
     *
     * @param uri the brokers
     * @param options the options of the connection
     * @param domain which interfaces it is for
     * @return the connection, which is a queue or topic connection too if the domain says so
     * @throws JMSException if it cannot be opened
     */
    public static Connection open(StompUri uri, JmsOptions options, Domain domain) throws JMSException {
        throw new IllegalStateException("not wired yet");
    }
}
