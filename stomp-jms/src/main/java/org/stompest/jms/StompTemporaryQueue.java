package org.stompest.jms;

import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import org.stompest.jms.internal.broker.DestinationDeleter;

/** A temporary queue: made by a session, gone with the connection of that session (JMS 3.1, 6.2.2). */
public final class StompTemporaryQueue extends StompDestination implements TemporaryQueue {
    private static final long serialVersionUID = 1L;

    private final transient DestinationDeleter owner;

    /**
     * Made by a connection, not by applications.
     *
     * @param name unique
     * @param owner what deletes it, or null where this is only an address
     */
    public StompTemporaryQueue(String name, DestinationDeleter owner) {
        super(name);
        this.owner = owner;
    }

    @Override
    public Kind kind() {
        return Kind.TEMPORARY_QUEUE;
    }

    @Override
    public String getQueueName() {
        return name();
    }

    @Override
    public void delete() throws JMSException {
        if (owner == null) {
            throw new jakarta.jms.IllegalStateException(
                    this + " came out of a message: only the connection that made it can delete it");
        }
        owner.delete(this);
    }
}
