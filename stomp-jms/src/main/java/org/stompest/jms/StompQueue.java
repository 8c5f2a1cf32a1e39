package org.stompest.jms;

import jakarta.jms.Queue;

/** A queue. */
public final class StompQueue extends StompDestination implements Queue {
    private static final long serialVersionUID = 1L;

    /**
     * Makes a queue by its name; nothing is created on a broker by that.
     *
     * @param name not null, not empty
     */
    public StompQueue(String name) {
        super(name);
    }

    @Override
    public Kind kind() {
        return Kind.QUEUE;
    }

    @Override
    public String getQueueName() {
        return name();
    }
}
