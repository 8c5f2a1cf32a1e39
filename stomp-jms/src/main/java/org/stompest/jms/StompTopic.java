package org.stompest.jms;

import jakarta.jms.Topic;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.stompest.jms.internal.naming.References;

/** A topic. */
public final class StompTopic extends StompDestination implements Topic, Referenceable {
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

    /** {@return a reference from which {@link org.stompest.jms.jndi.StompObjectFactory} makes an equal topic} */
    @Override
    public Reference getReference() {
        return References.of(StompTopic.class, Map.of("physicalName", name()));
    }
}
