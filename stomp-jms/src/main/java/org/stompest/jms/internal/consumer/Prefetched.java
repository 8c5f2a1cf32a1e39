package org.stompest.jms.internal.consumer;

import jakarta.jms.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.stompest.jms.internal.message.MessageReader;

/**
 * What a subscription has delivered and nobody has taken yet. Higher priorities are taken first, and of one priority what came
 * first (JMS 3.1, 3.4.10): the order that the broker keeps ends where it has sent a message. Only where each message is
 * acknowledged for itself: if an ACK stood for all before it, what has overtaken others could not be acknowledged before them.
 *
 * <p>Guarded by the session's lock.
 */
final class Prefetched {
    private static final int LEVELS = 10;

    /** One row for each priority, the lowest first. */
    private final List<Deque<Delivery>> rows = new ArrayList<>(LEVELS);

    /** What comes before any priority. */
    private final Deque<Delivery> untouched = new ArrayDeque<>(0);

    private final boolean byPriority;
    private int size;

    /**
     * Makes an empty one.
     *
     * @param byPriority whether messages may overtake others
     */
    Prefetched(boolean byPriority) {
        this.byPriority = byPriority;
        for (int level = 0; level < LEVELS; level++) {
            rows.add(new ArrayDeque<>(0));
        }
    }

    /** Adds one that has come. */
    void addLast(Delivery delivery) {
        row(delivery).addLast(delivery);
        size++;
    }

    /** Puts one back in front of the others of its priority. */
    void addFirst(Delivery delivery) {
        row(delivery).addFirst(delivery);
        size++;
    }

    /** Puts one back in front of all, as if it had not been taken (JMS 3.1, 8.6). */
    void undoPoll(Delivery delivery) {
        untouched.addFirst(delivery);
        size++;
    }

    private Deque<Delivery> row(Delivery delivery) {
        return rows.get(byPriority ? MessageReader.priority(delivery.frame()) : Message.DEFAULT_PRIORITY);
    }

    /** {@return the next, which is no longer in here; null if there is none} */
    Delivery pollFirst() {
        Deque<Delivery> highest = highest();
        if (highest == null) {
            return null;
        }
        size--;
        return highest.removeFirst();
    }

    /** {@return the next, which stays in here; null if there is none} */
    Delivery peekFirst() {
        Deque<Delivery> highest = highest();
        return highest == null ? null : highest.peekFirst();
    }

    private Deque<Delivery> highest() {
        if (size == 0) {
            return null;
        }
        if (!untouched.isEmpty()) {
            return untouched;
        }
        int level = LEVELS - 1;
        while (rows.get(level).isEmpty()) {
            level--;
        }
        return rows.get(level);
    }

    /** {@return whether it was in here, and is no longer} */
    boolean remove(Delivery delivery) {
        boolean removed = untouched.remove(delivery) || row(delivery).remove(delivery);
        if (removed) {
            size--;
        }
        return removed;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** {@return all, in the order of taking, and none is in here any more} */
    List<Delivery> removeAll() {
        List<Delivery> all = new ArrayList<>(size);
        for (Delivery next = pollFirst(); next != null; next = pollFirst()) {
            all.add(next);
        }
        return all;
    }
}
