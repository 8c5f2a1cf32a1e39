package org.stompest.wire.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/**
 * Who waits for which receipt, in the order in which the frames were written.
 *
 * <p>Threads: any. The lock is private and short, and handlers are called without it.
 */
final class Receipts {
    /** Numbers tell which frames were written after a certain moment. */
    record Waiting(ReceiptHandler handler, long number) {}

    /** A table that has held more is given back when nobody waits any more. */
    private static final int MANY = 256;

    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private Map<String, Waiting> waiting = new LinkedHashMap<>();
    private boolean many;
    private long written;
    private boolean closed;

    /**
     * Enters a handler.
     *
     * @return false if the connection has ended and nobody would tell it anything
     * @throws StompProtocolException if somebody waits for a receipt of that id already: nobody could tell whose it is
     */
    boolean add(String id, ReceiptHandler handler) {
        lock.lock();
        try {
            if (!closed) {
                Waiting fresh = new Waiting(handler, ++written);
                Waiting other = waiting.putIfAbsent(id, fresh);
                if (other != null) {
                    throw new StompProtocolException("the receipt '" + id
                            + "' is awaited already: give each frame an id of its own, such as nextReceiptId()");
                }
                many |= waiting.size() > MANY;
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

    /** {@return whether somebody waits for a receipt} */
    boolean contains(String id) {
        lock.lock();
        try {
            return waiting.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out whoever waits for a receipt; null if nobody does. */
    Waiting remove(String id) {
        lock.lock();
        try {
            Waiting entry = waiting.remove(id);
            if (many && waiting.isEmpty()) {
                waiting = new LinkedHashMap<>();
                many = false;
            }
            return entry;
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
            all = new ArrayList<>(waiting.values());
            waiting = new LinkedHashMap<>();
        } finally {
            lock.unlock();
        }
        all.forEach(entry -> entry.handler.onLost(why));
    }
}
