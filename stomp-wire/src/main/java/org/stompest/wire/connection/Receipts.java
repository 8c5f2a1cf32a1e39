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
    private record Waiting(String id, ReceiptHandler handler) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Enters a handler; false if the connection has ended and nobody would tell it anything. */
    boolean add(String id, ReceiptHandler handler) {
        lock.lock();
        try {
            if (!closed) {
                waiting.addLast(new Waiting(id, handler));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out whoever waits for a receipt; null if nobody does. */
    ReceiptHandler remove(String id) {
        lock.lock();
        try {
            Waiting first = waiting.peekFirst();
            if (first != null && first.id.equals(id)) {
                waiting.removeFirst();
                return first.handler;
            }
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting entry = all.next();
                if (entry.id.equals(id)) {
                    all.remove();
                    return entry.handler;
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
