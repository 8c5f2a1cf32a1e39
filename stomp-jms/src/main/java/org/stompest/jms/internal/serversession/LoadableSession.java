package org.stompest.jms.internal.serversession;

import jakarta.jms.JMSException;

/** A session that a connection consumer can load with messages, as every session of this provider is. */
public interface LoadableSession {
    /**
     * Finds where messages are loaded.
     *
     * @return what the session holds for its distinguished listener
     * @throws JMSException if the session cannot be loaded
     */
    AssignedMessages assignedMessages() throws JMSException;
}
