package org.stompest.jms;

import jakarta.jms.Queue;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.stompest.jms.internal.naming.References;

/** A queue. */
public final class StompQueue extends StompDestination implements Queue, Referenceable {
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

    /** {@return a reference from which {@link org.stompest.jms.jndi.StompObjectFactory} makes an equal queue} */
    @Override
    public Reference getReference() {
        return References.of(StompQueue.class, Map.of("physicalName", name()));
    }
}
