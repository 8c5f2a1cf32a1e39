package org.stompest.wire.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The subscriptions that a {@code connect()} makes again. One that is ended before its turn comes is left out, and one that is
 * ended while it is being made is ended when it was: nobody else can tell the broker, who may not know it yet.
 *
 * <p>Threads: one makes them; any ends them. The lock is private and short.
 */
final class KeptSubscriptions {
    private final List<StompSubscription> kept;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Set<StompSubscription> unmade;
    private final Set<StompSubscription> ended = new HashSet<>();

    KeptSubscriptions(List<StompSubscription> kept) {
        this.kept = List.copyOf(kept);
        this.unmade = new HashSet<>(kept);
    }

    /**
     * Makes them one after the other.
     *
     * @param subscribe makes one; what it throws ends this
     * @param unsubscribe ends one that was not wanted any more when it had been made
     */
    void make(Consumer<StompSubscription> subscribe, Consumer<StompSubscription> unsubscribe) {
        for (StompSubscription subscription : kept) {
            if (isEnded(subscription)) {
                continue;
            }
            subscribe.accept(subscription);
            if (!made(subscription)) {
                unsubscribe.accept(subscription);
            }
        }
    }

    private boolean isEnded(StompSubscription subscription) {
        lock.lock();
        try {
            return ended.contains(subscription);
        } finally {
            lock.unlock();
        }
    }

    private boolean made(StompSubscription subscription) {
        lock.lock();
        try {
            unmade.remove(subscription);
            return !ended.contains(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the broker need not be told of the end of this one, or is told here: it has not been made yet} */
    boolean end(StompSubscription subscription) {
        lock.lock();
        try {
            return unmade.contains(subscription) && ended.add(subscription);
        } finally {
            lock.unlock();
        }
    }
}
