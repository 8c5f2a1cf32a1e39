package org.stompest.wire.client;

import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.connection.PausableReading;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * Counts what was received and not yet taken or handled, and stops reading where that is too much: memory stays bounded
 * whatever a broker sends. While somebody waits for a receipt, which may come behind messages, more is allowed.
 *
 * <p>Threads: any. The lock is private and short; {@link PausableReading#pauseReading} and its counterpart are called under
 * it, so that the last word is the right one.
 */
final class Backlog {
    /** What a frame costs besides its headers and body, roughly. */
    private static final int FRAME_BYTES = 128;

    /** What a header costs besides its characters, roughly. */
    private static final int HEADER_BYTES = 64;

    private static final int WHILE_RECEIPTS_ARE_AWAITED = 4;

    private final int maxMessages;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private int messages;
    private long bytes;
    private int awaited;
    private boolean ended;
    private PausableReading paused;

    Backlog(ClientOptions options) {
        this.maxMessages = options.maxPendingMessages();
        this.maxBytes = options.maxPendingBytes();
    }

    /** A message came: by the reader thread of its connection. */
    void add(PausableReading connection, StompFrame message) {
        lock.lock();
        try {
            messages++;
            bytes += size(message);
            if (!ended && exceeds(factor())) {
                paused = connection;
                connection.pauseReading();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message was taken, handled or dropped. */
    void remove(StompFrame message) {
        lock.lock();
        try {
            messages--;
            bytes -= size(message);
            if (paused != null && messages <= maxMessages / 2 && bytes <= maxBytes / 2) {
                resume();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What comes from now on is dropped: reading goes on to the end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            if (paused != null) {
                resume();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody begins to wait for a receipt. */
    void receiptAwaited() {
        lock.lock();
        try {
            awaited++;
            if (paused != null && !exceeds(factor())) {
                resume();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One wait for a receipt is over. */
    void receiptOver() {
        lock.lock();
        try {
            awaited--;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many messages are pending} */
    int messages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }

    private int factor() {
        return awaited > 0 ? WHILE_RECEIPTS_ARE_AWAITED : 1;
    }

    private boolean exceeds(int factor) {
        return messages >= (long) factor * maxMessages || bytes / factor >= maxBytes;
    }

    private void resume() {
        paused.resumeReading();
        paused = null;
    }

    /** {@return about how many bytes of memory a frame takes} */
    static long size(StompFrame message) {
        StompHeaders headers = message.headers();
        return FRAME_BYTES + (long) HEADER_BYTES * headers.size() + headers.characters() + message.bodyLength();
    }
}
