package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;

/** Deletes temporary destinations: what such a destination knows of the connection that made it. */
@FunctionalInterface
public interface DestinationDeleter {
    /**
     * Deletes one.
     *
     * @param destination what to delete
     * @throws JMSException if it has consumers, or the connection is gone
     */
    void delete(StompDestination destination) throws JMSException;
}
