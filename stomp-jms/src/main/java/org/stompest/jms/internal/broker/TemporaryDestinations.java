package org.stompest.jms.internal.broker;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.jms.StompTemporaryQueue;
import org.stompest.jms.StompTemporaryTopic;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * The temporary destinations of a connection: their names, who listens to them, their end (JMS 3.1, 6.2.2). To some brokers
 * they are ordinary destinations with unique names, so that they keep their names through a reconnect; others have such a
 * thing and name it themselves.
 *
 * <p>Usable from any thread.
 */
public final class TemporaryDestinations implements DestinationDeleter {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryDestinations.class);
    private static final String REMOVE = "remove";

    private final BrokerLink link;
    private final Optional<TemporaryNaming> naming;
    private final String prefix = "jms.temp." + UUID.randomUUID() + ".";
    private final TemporaryNames names;
    private final AtomicLong last = new AtomicLong();
    private volatile boolean removalTaken;
    private volatile boolean removalRefused;

    /** The living ones, with the number of their consumers. */
    private final Map<StompDestination, AtomicInteger> living = new ConcurrentHashMap<>();

    /**
     * Makes the set of a connection.
     *
     * @param link where removal is asked for
     */
    public TemporaryDestinations(BrokerLink link) {
        this.link = link;
        this.naming = link.dialect().temporaryNaming();
        this.names = link.temporaryNames();
        link.ownTemporaries().add(prefix);
    }

    /**
     * Makes a temporary queue.
     *
     * @return a new one
     * @throws JMSException if the broker has to be asked, and that fails
     */
    public StompTemporaryQueue createQueue() throws JMSException {
        StompTemporaryQueue queue = new StompTemporaryQueue(name(Kind.TEMPORARY_QUEUE), this);
        living.put(queue, new AtomicInteger());
        return queue;
    }

    /**
     * Makes a temporary topic.
     *
     * @return a new one
     * @throws JMSException if the broker has to be asked, and that fails
     */
    public StompTemporaryTopic createTopic() throws JMSException {
        StompTemporaryTopic topic = new StompTemporaryTopic(name(Kind.TEMPORARY_TOPIC), this);
        living.put(topic, new AtomicInteger());
        return topic;
    }

    private String name(Kind kind) throws JMSException {
        if (naming.isEmpty()) {
            return prefix + last.incrementAndGet();
        }
        String name = names.make(kind);
        link.ownTemporaries().add(naming.get().prefixOf(name));
        return name;
    }

    /**
     * Checks that a destination can be sent to or looked at.
     *
     * @param destination any
     * @throws InvalidDestinationException if it was made here and deleted, or the broker cannot have its name
     */
    public void checkSend(StompDestination destination) throws InvalidDestinationException {
        link.dialect().checkName(destination);
        if (destination.isTemporary() && isOwn(destination) && !living.containsKey(destination)) {
            throw new InvalidDestinationException(destination + " was deleted");
        }
    }

    /**
     * Counts a consumer.
     *
     * @param destination any; only temporary ones matter
     * @throws InvalidDestinationException if it is temporary and of another connection, or was deleted, or the broker cannot have its name
     */
    public void addConsumer(StompDestination destination) throws InvalidDestinationException {
        checkConsumer(destination);
        AtomicInteger consumers = living.get(destination);
        if (consumers != null) {
            consumers.incrementAndGet();
        }
    }

    /**
     * Checks that a destination can be consumed from, or looked at.
     *
     * @param destination any; only temporary ones matter
     * @throws InvalidDestinationException if it is temporary and of another connection, or was deleted, or the broker cannot have its name
     */
    public void checkConsumer(StompDestination destination) throws InvalidDestinationException {
        link.dialect().checkName(destination);
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
        return link.ownTemporaries().test(destination);
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

    /** Removes all that are left, when the connection closes. Those that the broker names are its own to remove. */
    public void deleteAll() throws JMSException {
        if (naming.isPresent()) {
            living.clear();
            return;
        }
        for (StompDestination destination : living.keySet()) {
            living.remove(destination);
            Optional<StompFrame> removal = removal(destination);
            if (removal.isPresent()) {
                link.send(removal.get(), Flush.SOON, REMOVE, destination);
            }
        }
    }

    private Optional<StompFrame> removal(StompDestination destination) {
        return removalRefused ? Optional.empty() : link.dialect().removeTemporary(destination);
    }

    /**
     * Has the broker remove a destination. The first time its answer is awaited: a user who may not have that done is refused once,
     * because each refusal may cost the connection, and his destinations are left to the broker, which knows when they are unused.
     */
    private void remove(StompDestination destination) throws JMSException {
        link.confirmedDestinations().remove(destination);
        Optional<StompFrame> removal = removal(destination);
        if (removal.isEmpty()) {
            return;
        }
        StompFrame frame = removal.get()
                .withHeaders(removal.get().headers().toBuilder()
                        .add(StompHeaderNames.RECEIPT, link.nextReceiptId())
                        .build());
        if (removalTaken) {
            link.requestAsync(frame, () -> List.of(frame), REMOVE, destination);
            return;
        }
        try {
            link.request(frame, () -> List.of(frame), link.requestDeadline(), REMOVE, destination);
            removalTaken = true;
        } catch (JMSException e) {
            if (!JmsErrors.isRefusal(e)) {
                throw e;
            }
            removalRefused = true;
            LOG.info("temporary destinations are left to the broker to remove: {}", e.getMessage());
        }
    }
}
