package org.stompest.jms;

import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.stompest.jms.internal.broker.DestinationDeleter;

/** A temporary topic: made by a session, gone with the connection of that session (JMS 3.1, 6.2.2). */
public final class StompTemporaryTopic extends StompDestination implements TemporaryTopic {
    private static final long serialVersionUID = 1L;

    private final transient DestinationDeleter owner;

    /**
     * Made by a connection, not by applications.
     *
     * @param name unique
     * @param owner what deletes it, or null where this is only an address
     */
    public StompTemporaryTopic(String name, DestinationDeleter owner) {
        super(name);
        this.owner = owner;
    }

    @Override
    public Kind kind() {
        return Kind.TEMPORARY_TOPIC;
    }

    @Override
    public String getTopicName() {
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
