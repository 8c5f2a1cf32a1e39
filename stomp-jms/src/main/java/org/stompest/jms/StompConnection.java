package org.stompest.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/**
 * What connections of this provider can do beyond the specification: all that {@link StompConnectionFactory} makes are of this
 * type. Not to be implemented by others: methods may be added.
 */
public interface StompConnection extends Connection {
    /**
     * Adds a listener for interruptions. It is told of what happens from now on; one that belongs to every connection is better
     * set on the factory, {@link StompConnectionFactory#setConnectionListener}.
     *
     * @param listener told; a second time without effect
     * @throws jakarta.jms.IllegalStateException if the connection is closed
     * @throws JMSException if the connection has failed
     */
    void addConnectionListener(StompConnectionListener listener) throws JMSException;

    /**
     * Removes a listener; a call of it that is under way goes on.
     *
     * @param listener not told any more; without effect if it was not added
     */
    void removeConnectionListener(StompConnectionListener listener);
}
