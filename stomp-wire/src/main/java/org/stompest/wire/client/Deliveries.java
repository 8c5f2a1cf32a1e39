package org.stompest.wire.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Gives messages to their handlers: in the order in which they came, a limited number at a time, and those of a subscription
 * that acknowledges cumulatively one after the other.
 *
 * <p><b>Design.</b> A place is taken by a message from the start of its handling to its end. A thread that has a place goes on
 * to the next message where the one before is done already; where that still waits for something, the thread leaves and the
 * place stays taken.
 *
 * <p>Threads: the reader offers; places are taken on the client's executor. The lock is private and short, and no handler is
 * called with it held.
 */
final class Deliveries {
    private final int places;
    private final Backlog backlog;
    private final ClientThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();

    // guarded by lock
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Map<StompSubscription, Deque<Delivery>> inTurn = new HashMap<>(); // waiting for the one before
    private int taken;
    private boolean stopped;

    Deliveries(int places, Backlog backlog, ClientThreads threads) {
        this.places = places;
        this.backlog = backlog;
        this.threads = threads;
    }

    /** A message came. */
    void offer(Delivery delivery) {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            backlog.add(delivery.message().connection(), delivery.message().frame());
            enter(delivery);
            if (taken == places || ready.isEmpty()) {
                return;
            }
            taken++;
        } finally {
            lock.unlock();
        }
        threads.run(this::work);
    }

    private void enter(Delivery delivery) {
        StompSubscription subscription = delivery.message().subscription();
        if (!subscription.acknowledgesCumulatively()) {
            ready.addLast(delivery);
            return;
        }
        Deque<Delivery> behind = inTurn.get(subscription);
        if (behind == null) {
            inTurn.put(subscription, new ArrayDeque<>());
            ready.addLast(delivery);
        } else {
            behind.addLast(delivery);
        }
    }

    private void work() {
        for (Delivery next = next(); next != null; next = next()) {
            Delivery delivery = next;
            CompletableFuture<Void> handled = delivery.handle();
            if (!handled.isDone()) {
                handled.whenComplete((none, failure) -> threads.run(() -> {
                    done(delivery);
                    work();
                }));
                return;
            }
            done(delivery);
        }
    }

    /** {@return the next message, or null: the place is free then} */
    private Delivery next() {
        boolean ended;
        lock.lock();
        try {
            Delivery next = ready.pollFirst();
            if (next != null) {
                return next;
            }
            taken--;
            ended = stopped && taken == 0;
        } finally {
            lock.unlock();
        }
        if (ended) {
            idle.complete(null);
        }
        return null;
    }

    private void done(Delivery delivery) {
        lock.lock();
        try {
            backlog.remove(delivery.message().frame());
            letTheNextOne(delivery);
        } finally {
            lock.unlock();
        }
    }

    private void letTheNextOne(Delivery delivery) {
        StompSubscription subscription = delivery.message().subscription();
        Deque<Delivery> behind = inTurn.get(subscription);
        if (behind == null) {
            return;
        }
        Delivery next = behind.pollFirst();
        if (next == null) {
            inTurn.remove(subscription);
        } else {
            ready.addLast(next);
        }
    }

    /** Drops messages that nobody has begun to handle. */
    void drop(Predicate<StompMessage> which) {
        lock.lock();
        try {
            inTurn.values().forEach(behind -> drop(behind, which));
            drop(ready, which).forEach(this::letTheNextOne);
        } finally {
            lock.unlock();
        }
    }

    private List<Delivery> drop(Deque<Delivery> from, Predicate<StompMessage> which) {
        List<Delivery> dropped = new ArrayList<>();
        for (Iterator<Delivery> all = from.iterator(); all.hasNext(); ) {
            Delivery delivery = all.next();
            if (which.test(delivery.message())) {
                all.remove();
                dropped.add(delivery);
                backlog.remove(delivery.message().frame());
            }
        }
        return dropped;
    }

    /**
     * Takes no more messages.
     *
     * @return completed when all that were begun are handled
     */
    CompletableFuture<Void> stop() {
        boolean ended;
        lock.lock();
        try {
            stopped = true;
            ended = taken == 0;
        } finally {
            lock.unlock();
        }
        if (ended) {
            idle.complete(null);
        }
        return idle;
    }
}
