package org.stompest.jms;

import jakarta.jms.Topic;

/** A topic. */
public final class StompTopic extends StompDestination implements Topic {
    private static final long serialVersionUID = 1L;

    /**
     * Makes a topic by its name; nothing is created on a broker by that.
     *
     * @param name not null, not empty
     */
    public StompTopic(String name) {
        super(name);
    }

    @Override
    public Kind kind() {
        return Kind.TOPIC;
    }

    @Override
    public String getTopicName() {
        return name();
    }
}
