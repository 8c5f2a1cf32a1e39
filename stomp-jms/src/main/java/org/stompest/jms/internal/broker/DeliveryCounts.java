package org.stompest.jms.internal.broker;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * Remembers how often messages were handed out that then went back to the broker unacknowledged: over STOMP brokers do not count
 * that, or count what was merely prefetched, and JMS wants JMSRedelivered and JMSXDeliveryCount right. All connections of this
 * JVM share the memory, as what one gives back another may get. It is bounded: the oldest are forgotten first, and then the
 * broker's word counts.
 *
 * <p>Usable from any thread, without a lock.
 */
public final class DeliveryCounts {
    private static final int REMEMBERED = 50_000;

    private static final Map<Key, Entry> KNOWN = new ConcurrentHashMap<>();
    private static final Queue<Entry> OLDEST_FIRST = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger QUEUED = new AtomicInteger();

    /** The destination by its text: a temporary one knows its connection, which nothing may keep that outlives that. */
    private record Source(
            String brokers, String destination, Optional<String> subscription, Optional<String> clientId) {}

    private record Key(Source source, String id) {}

    /** Compared by identity: a message may have been remembered again since. */
    private static final class Entry {
        private final Key key;
        private final int count;

        Entry(Key key, int count) {
            this.key = key;
            this.count = count;
        }
    }

    /** Null where nothing goes back to anybody. */
    private final Source source;

    private DeliveryCounts(Source source) {
        this.source = source;
    }

    /**
     * Finds the counts of a queue or a subscription.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param request what is subscribed to
     * @return its counts
     */
    public static DeliveryCounts of(String brokers, SubscriptionRequest request) {
        String from = request.destination().toString();
        if (!request.destination().isTopic()) {
            return new DeliveryCounts(new Source(brokers, from, Optional.empty(), Optional.empty()));
        }
        return new DeliveryCounts(
                request.name().isPresent() ? new Source(brokers, from, request.name(), request.clientId()) : null);
    }

    /**
     * Remembers.
     *
     * @param id what stays the same when the message is delivered again
     * @param count how often it was handed out, 0 or more
     */
    public void remember(String id, int count) {
        if (source == null) {
            return;
        }
        Entry entry = new Entry(new Key(source, id), count);
        KNOWN.put(entry.key, entry);
        OLDEST_FIRST.add(entry);
        if (QUEUED.incrementAndGet() > REMEMBERED) {
            Entry oldest = OLDEST_FIRST.poll();
            if (oldest != null) {
                QUEUED.decrementAndGet();
                KNOWN.remove(oldest.key, oldest);
            }
        }
    }

    /**
     * Takes what is remembered.
     *
     * @param id what stays the same when the message is delivered again
     * @return how often it was handed out before, if that is known
     */
    public OptionalInt take(String id) {
        if (source == null || KNOWN.isEmpty()) {
            return OptionalInt.empty();
        }
        Entry entry = KNOWN.remove(new Key(source, id));
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.count);
    }

    /**
     * Tells what is remembered, which stays so.
     *
     * @param id what stays the same when the message is delivered again
     * @return how often it was handed out before, if that is known
     */
    public OptionalInt known(String id) {
        Entry entry = source == null || KNOWN.isEmpty() ? null : KNOWN.get(new Key(source, id));
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.count);
    }
}
