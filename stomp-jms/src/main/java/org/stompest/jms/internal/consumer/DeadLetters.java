package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one subscription has delivered too often: it goes to the broker's dead letters, and is acknowledged when it is safe there.
 *
 * <p>Guarded by the session's lock, which the caller of {@link #bury()} must not hold.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final ConsumerHost host;
    private final SubscriptionFeed feed;
    private final Ledger ledger;
    private final Consumer<Delivery> putBack;
    private final Deque<Delivery> waiting = new ArrayDeque<>(0);

    /**
     * Makes an empty set.
     *
     * @param host the session
     * @param feed the subscription
     * @param ledger its ledger
     * @param putBack has a message delivered again; under the lock
     */
    DeadLetters(ConsumerHost host, SubscriptionFeed feed, Ledger ledger, Consumer<Delivery> putBack) {
        this.host = host;
        this.feed = feed;
        this.ledger = ledger;
        this.putBack = putBack;
    }

    void add(Delivery letter) {
        waiting.addLast(letter);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@return the next, or null} */
    Delivery peek() {
        return waiting.peekFirst();
    }

    /** {@return whether it was in here, and is no longer} */
    boolean remove(Delivery letter) {
        return waiting.remove(letter);
    }

    /** {@return all, and none is in here any more} */
    List<Delivery> removeAll() {
        List<Delivery> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** Forwards all of them. */
    void bury() {
        for (Delivery letter = next(); letter != null; letter = next()) {
            bury(letter);
        }
    }

    private Delivery next() {
        host.lock().lock();
        try {
            Delivery letter = waiting.pollFirst();
            if (letter != null) {
                ledger.forwarding(letter);
            }
            return letter;
        } finally {
            host.lock().unlock();
        }
    }

    /** A dead letter is acknowledged when its copy is safe; where it cannot be forwarded, it is delivered once more instead. */
    private void bury(Delivery letter) {
        boolean safe = false;
        try {
            host.forwardDeadLetter(feed, letter);
            safe = true;
        } catch (JMSException e) {
            LOG.warn(
                    "a message of {} was delivered {} times and cannot be forwarded to the dead letters; it is delivered"
                            + " again",
                    feed.destination(),
                    letter.count(),
                    e);
        }
        host.lock().lock();
        try {
            if (safe) {
                ledger.handled(letter);
            } else {
                letter.undeliverable();
                putBack.accept(letter);
            }
        } finally {
            host.lock().unlock();
        }
    }
}
