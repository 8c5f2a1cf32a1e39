package org.stompest.jms.internal.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;

/**
 * Remembers how often messages were handed out that then went back to the broker unacknowledged: brokers do not count that
 * over STOMP when a subscription ends, and JMS wants JMSRedelivered and JMSXDeliveryCount right. Bounded: the oldest are
 * forgotten first.
 *
 * <p>Usable from any thread; the lock is private and short.
 */
public final class DeliveryCounts {
    private static final int REMEMBERED = 10_000;

    private record Key(StompDestination destination, String id) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Integer> counts = new LinkedHashMap<>();
    private volatile boolean empty = true;

    /**
     * Remembers.
     *
     * @param destination where the message comes from
     * @param id what stays the same when it is delivered again
     * @param count how often it was handed out, 1 or more
     */
    public void remember(StompDestination destination, String id, int count) {
        lock.lock();
        try {
            counts.put(new Key(destination, id), count);
            if (counts.size() > REMEMBERED) {
                counts.remove(counts.keySet().iterator().next());
            }
            empty = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what is remembered.
     *
     * @param destination where the message comes from
     * @param id what stays the same when it is delivered again
     * @return how often it was handed out before, 0 if that is not known
     */
    public int take(StompDestination destination, String id) {
        if (empty) {
            return 0;
        }
        lock.lock();
        try {
            Integer count = counts.remove(new Key(destination, id));
            empty = counts.isEmpty();
            return count == null ? 0 : count;
        } finally {
            lock.unlock();
        }
    }
}
