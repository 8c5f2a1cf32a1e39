package org.stompest.wire.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.stompest.wire.frame.StompHeaders;

/**
 * The subscriptions that a {@code connect()} makes again. One that is ended before its turn comes is left out, and one that is
 * ended while it is being made is ended when it was: nobody else can tell the broker, who may not know it yet. One that is
 * ended by headers of its own may be durable, and known to the broker from before: it is made, so that it can be ended.
 *
 * <p>Threads: one makes them; any ends them. The lock is private and short.
 */
final class KeptSubscriptions {
    private final List<StompSubscription> kept;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Set<StompSubscription> unmade;
    private final Map<StompSubscription, StompHeaders> ended = new HashMap<>();

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
    void make(Consumer<StompSubscription> subscribe, BiConsumer<StompSubscription, StompHeaders> unsubscribe) {
        for (StompSubscription subscription : kept) {
            StompHeaders before = ended(subscription);
            if (before != null && before.size() == 0) {
                continue;
            }
            subscribe.accept(subscription);
            StompHeaders meanwhile = made(subscription);
            if (meanwhile != null) {
                unsubscribe.accept(subscription, meanwhile);
            }
        }
    }

    private StompHeaders ended(StompSubscription subscription) {
        lock.lock();
        try {
            return ended.get(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** {@return by which headers it was ended, or null: it is wanted} */
    private StompHeaders made(StompSubscription subscription) {
        lock.lock();
        try {
            unmade.remove(subscription);
            return ended.get(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the broker need not be told of the end of this one, or is told here: it has not been made yet} */
    boolean end(StompSubscription subscription, StompHeaders headers) {
        lock.lock();
        try {
            boolean here = unmade.contains(subscription);
            if (here) {
                ended.put(subscription, headers);
            }
            return here;
        } finally {
            lock.unlock();
        }
    }
}
