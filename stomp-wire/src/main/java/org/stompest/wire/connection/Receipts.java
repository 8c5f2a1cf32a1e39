package org.stompest.wire.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.StompConnectionException;

/**
 * Who waits for which receipt, in the order in which the frames were written. Brokers answer in that order, so the look-up
 * is nearly always the first entry.
 *
 * <p>Threads: any. The lock is private and short, and handlers are called without it.
 */
final class Receipts {
    /** Numbers tell which frames were written after a certain moment. */
    record Waiting(String id, ReceiptHandler handler, long number) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long written;
    private boolean closed;

    /** Enters a handler; false if the connection has ended and nobody would tell it anything. */
    boolean add(String id, ReceiptHandler handler) {
        lock.lock();
        try {
            if (!closed) {
                waiting.addLast(new Waiting(id, handler, ++written));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many frames that ask for a receipt have been written until now} */
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether somebody waits for a receipt} Looks at all of them. */
    boolean contains(String id) {
        lock.lock();
        try {
            return waiting.stream().anyMatch(entry -> entry.id.equals(id));
        } finally {
            lock.unlock();
        }
    }

    /** Takes out whoever waits for a receipt; null if nobody does. */
    Waiting remove(String id) {
        lock.lock();
        try {
            Waiting first = waiting.peekFirst();
            if (first != null && first.id.equals(id)) {
                waiting.removeFirst();
                return first;
            }
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting entry = all.next();
                if (entry.id.equals(id)) {
                    all.remove();
                    return entry;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody, in order, that no receipt will come. */
    void lost(StompConnectionException why) {
        List<Waiting> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(entry -> entry.handler.onLost(why));
    }
}
