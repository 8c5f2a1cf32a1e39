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
    /** Numbers tell which frames were written after a certain moment; the end is a position in the stream of bytes. */
    record Waiting(ReceiptHandler handler, long number, long end) {}

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
     * @param end where the frame ends in the stream of bytes
     * @return false if the connection has ended and nobody would tell it anything
     * @throws StompProtocolException if somebody waits for a receipt of that id already: nobody could tell whose it is
     */
    boolean add(String id, ReceiptHandler handler, long end) {
        lock.lock();
        try {
            if (!closed) {
                Waiting fresh = new Waiting(handler, ++written, end);
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

    /**
     * Tells everybody, in order, that no receipt will come.
     *
     * @param why what those are told whose frame may have reached the peer
     * @param surelyNotFrom frames that end at this position or later certainly have not
     */
    void lost(StompConnectionException why, long surelyNotFrom) {
        List<Waiting> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(waiting.values());
            waiting = new LinkedHashMap<>();
        } finally {
            lock.unlock();
        }
        StompConnectionException unsent = new StompConnectionException(why.getMessage(), why.getCause());
        all.forEach(entry -> entry.handler.onLost(entry.end < surelyNotFrom ? why : unsent));
    }
}
