package org.stompest.jms.internal.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * What the subscriptions of one JMS connection had of messages that a lost connection has taken back, and that the broker may
 * deliver again to any of them: the broker chooses anew which consumer of a queue gets a message.
 *
 * <p>A message is <em>settled</em> if the application is done with it and its acknowledgement was not confirmed: whoever gets it
 * acknowledges it. It is <em>expected</em> if the application has it in hands: whoever gets it leaves it to the subscription that
 * handed it out. Both are told by the queue and by {@linkplain SubscriptionFeed#identity what stays the same} when the message is
 * delivered again. Subscriptions to a topic that have no name get copies of their own, so each of these knows only what is its
 * own.
 *
 * <p>Usable from any thread. The private lock comes after those of the sessions and is held over nothing else.
 */
public final class Returns {
    /** Those that never come again are forgotten when so many are remembered, the oldest first. */
    private static final int REMEMBERED = 10_000;

    private record Named(StompDestination destination, String subscription, Optional<String> clientId) {}

    private record Key(Object source, String identity) {}

    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Set<Key> settled = new LinkedHashSet<>();
    private final Map<Key, SubscriptionFeed> expected = new HashMap<>();
    private volatile boolean empty = true;

    /** Makes an empty memory, of a JMS connection. */
    public Returns() {}

    /**
     * Gives a subscription its part.
     *
     * @param request what is subscribed to
     * @param feed whose
     * @return what it shares with the others of the same queue
     */
    Share share(SubscriptionRequest request, SubscriptionFeed feed) {
        if (!request.destination().isTopic()) {
            return new Share(request.destination(), feed);
        }
        return request.name()
                .map(name -> new Share(new Named(request.destination(), name, request.clientId()), feed))
                .orElseGet(() -> new Share(new Object(), feed));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            empty = settled.isEmpty() && expected.isEmpty();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** The part of one subscription. Usable from any thread. */
    final class Share {
        private final Object source;
        private final SubscriptionFeed feed;

        private Share(Object source, SubscriptionFeed feed) {
            this.source = source;
            this.feed = feed;
        }

        private Key key(String identity) {
            return new Key(source, identity);
        }

        /** {@return whether messages that other subscriptions have handed out may come to this one} */
        boolean othersExpect() {
            return !empty
                    && locked(() -> expected.entrySet().stream()
                            .anyMatch(entry -> entry.getKey().source().equals(source) && entry.getValue() != feed));
        }

        /** The application is done with a message whose acknowledgement nobody has confirmed. */
        void settle(String identity) {
            locked(() -> {
                Key key = key(identity);
                expected.remove(key);
                settled.add(key);
                if (settled.size() > REMEMBERED) {
                    settled.remove(settled.iterator().next());
                }
                return null;
            });
        }

        /** It is known that the broker has taken these acknowledgements. */
        void forgetSettled(Collection<String> identities) {
            locked(() ->
                    identities.stream().map(this::key).filter(settled::remove).count());
        }

        /** {@return whether the application is done with a message that has come, which is forgotten by that} */
        boolean takeSettled(String identity) {
            return !empty && locked(() -> settled.remove(key(identity)));
        }

        /** The application has a message that is to come again. */
        void expect(String identity) {
            locked(() -> expected.put(key(identity), feed));
        }

        /** It is not to be left to this subscription any more. */
        void forget(String identity) {
            locked(() -> expected.remove(key(identity), feed));
        }

        /** {@return the other subscription that has handed out a message which has come; null if there is none} */
        SubscriptionFeed heldElsewhere(String identity) {
            if (empty) {
                return null;
            }
            SubscriptionFeed holder = locked(() -> expected.get(key(identity)));
            return holder == feed ? null : holder;
        }
    }
}
