package org.stompest.wire.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.StompProtocolException;

/**
 * The subscriptions of an asynchronous client, in the order in which they were made, with who handles their messages.
 * Threads: any. The lock is private and short.
 */
final class AsyncSubscriptions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, HandledSubscription> known = new LinkedHashMap<>(); // guarded by lock

    void add(HandledSubscription subscription) {
        lock.lock();
        try {
            String id = subscription.handle().id();
            if (known.putIfAbsent(id, subscription) != null) {
                throw new StompProtocolException("there is a subscription '" + id + "' already");
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether it was known} */
    boolean remove(StompSubscription handle) {
        lock.lock();
        try {
            return find(handle) != null && known.remove(handle.id()) != null;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the subscription, or null if it is not known any more} */
    HandledSubscription get(StompSubscription handle) {
        lock.lock();
        try {
            return find(handle);
        } finally {
            lock.unlock();
        }
    }

    private HandledSubscription find(StompSubscription handle) {
        HandledSubscription found = known.get(handle.id());
        return found != null && found.handle() == handle ? found : null;
    }

    /** {@return all, in their order} */
    List<StompSubscription> all() {
        lock.lock();
        try {
            return known.values().stream().map(HandledSubscription::handle).toList();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            known.clear();
        } finally {
            lock.unlock();
        }
    }
}
