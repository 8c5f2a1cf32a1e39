package org.stompest.jms.internal.connection;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;

/** The temporary destinations of a connection: their names, their end. Placeholder, implemented with the connection. */
public interface TemporaryDestinations {
    /**
     * Deletes one.
     *
     * @param destination what to delete
     * @throws JMSException if it is in use or not of this connection
     */
    void delete(StompDestination destination) throws JMSException;
}
