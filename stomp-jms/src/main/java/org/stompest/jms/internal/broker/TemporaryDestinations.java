package org.stompest.jms.internal.broker;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompTemporaryQueue;
import org.stompest.jms.StompTemporaryTopic;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;

/**
 * The temporary destinations of a connection: their names, who listens to them, their end (JMS 3.1, 6.2.2). They are ordinary
 * destinations with unique names to the broker, so that they keep their names through a reconnect.
 *
 * <p>Usable from any thread.
 */
public final class TemporaryDestinations implements DestinationDeleter {
    private final BrokerLink link;
    private final String prefix = "jms.temp." + UUID.randomUUID() + ".";
    private final AtomicLong last = new AtomicLong();

    /** The living ones, with the number of their consumers. */
    private final Map<StompDestination, AtomicInteger> living = new ConcurrentHashMap<>();

    /**
     * Makes the set of a connection.
     *
     * @param link where removal is asked for
     */
    public TemporaryDestinations(BrokerLink link) {
        this.link = link;
    }

    /** {@return a new temporary queue} */
    public StompTemporaryQueue createQueue() {
        StompTemporaryQueue queue = new StompTemporaryQueue(prefix + last.incrementAndGet(), this);
        living.put(queue, new AtomicInteger());
        return queue;
    }

    /** {@return a new temporary topic} */
    public StompTemporaryTopic createTopic() {
        StompTemporaryTopic topic = new StompTemporaryTopic(prefix + last.incrementAndGet(), this);
        living.put(topic, new AtomicInteger());
        return topic;
    }

    /**
     * Checks that a destination can be sent to.
     *
     * @param destination any
     * @throws InvalidDestinationException if it was made here and deleted
     */
    public void checkSend(StompDestination destination) throws InvalidDestinationException {
        if (destination.isTemporary() && isOwn(destination) && !living.containsKey(destination)) {
            throw new InvalidDestinationException(destination + " was deleted");
        }
    }

    /**
     * Counts a consumer.
     *
     * @param destination any; only temporary ones matter
     * @throws InvalidDestinationException if it is temporary and of another connection, or was deleted
     */
    public void addConsumer(StompDestination destination) throws InvalidDestinationException {
        if (!destination.isTemporary()) {
            return;
        }
        AtomicInteger consumers = living.get(destination);
        if (consumers == null) {
            throw new InvalidDestinationException(
                    isOwn(destination)
                            ? destination + " was deleted"
                            : destination + " was made by another connection: only that one can consume from it");
        }
        consumers.incrementAndGet();
    }

    /**
     * Counts a consumer out.
     *
     * @param destination what {@link #addConsumer} was called with
     */
    public void removeConsumer(StompDestination destination) {
        AtomicInteger consumers = living.get(destination);
        if (consumers != null) {
            consumers.decrementAndGet();
        }
    }

    private boolean isOwn(StompDestination destination) {
        return destination.name().startsWith(prefix);
    }

    @Override
    public void delete(StompDestination destination) throws JMSException {
        AtomicInteger consumers = living.get(destination);
        if (consumers == null) {
            if (isOwn(destination)) {
                return;
            }
            throw new InvalidDestinationException(destination + " was made by another connection");
        }
        if (consumers.get() > 0) {
            throw new jakarta.jms.IllegalStateException(
                    destination + " still has " + consumers.get() + " consumer(s): close them first");
        }
        living.remove(destination);
        remove(destination);
    }

    /** Removes all that are left, when the connection closes. */
    public void deleteAll() throws JMSException {
        for (StompDestination destination : living.keySet()) {
            living.remove(destination);
            remove(destination);
        }
    }

    private void remove(StompDestination destination) throws JMSException {
        Optional<StompFrame> removal = link.dialect().removeTemporary(destination);
        if (removal.isPresent()) {
            link.send(removal.get(), Flush.SOON, "remove", destination);
        }
    }
}
