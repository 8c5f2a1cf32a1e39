package org.stompest.wire.client;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.frame.StompFrame;

/**
 * Tells a {@link ConnectionListener}, in order, on one thread, which ends when there was nothing to tell for a while. ERROR
 * frames that wait for it are limited, in number and size: a listener that blocks must not let a broker fill the heap.
 *
 * <p>Threads: any. The lock is private and short.
 */
final class ClientEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionListener.class);
    private static final long IDLE_MILLIS = 500;
    static final int MAX_WAITING_ERRORS = 100;
    static final long MAX_WAITING_BYTES = 1L << 20;

    private final ConnectionListener listener;
    private final ThreadPoolExecutor teller;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock: ERROR frames
    private int waiting;
    private long waitingBytes;
    private long dropped; // since one was told

    ClientEvents(ConnectionListener listener, String name) {
        this.listener = listener;
        this.teller =
                new ThreadPoolExecutor(1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "stomp-events " + name);
                    thread.setDaemon(true);
                    return thread;
                });
        teller.allowCoreThreadTimeOut(true);
    }

    void tell(Consumer<ConnectionListener> event) {
        if (listener != ConnectionListener.NONE) {
            teller.execute(() -> tellNow(event));
        }
    }

    /** Tells of an ERROR, unless too many wait to be told. */
    void tellError(StompFrame error) {
        if (listener == ConnectionListener.NONE) {
            return;
        }
        boolean taken;
        boolean firstDropped;
        lock.lock();
        try {
            taken = waiting == 0
                    || waiting < MAX_WAITING_ERRORS && waitingBytes + Backlog.size(error) <= MAX_WAITING_BYTES;
            if (taken) {
                waiting++;
                waitingBytes += Backlog.size(error);
            } else {
                dropped++;
            }
            firstDropped = dropped == 1 && !taken;
        } finally {
            lock.unlock();
        }
        if (taken) {
            teller.execute(() -> {
                tellNow(told -> told.onError(error));
                told(error);
            });
        } else if (firstDropped) {
            LOG.warn("a connection listener does not return: it is not told of further ERROR frames");
        }
    }

    private void told(StompFrame error) {
        long untold;
        lock.lock();
        try {
            waiting--;
            waitingBytes -= Backlog.size(error);
            untold = dropped;
            dropped = 0;
        } finally {
            lock.unlock();
        }
        if (untold > 0) {
            LOG.warn("a connection listener was busy, and was not told of {} ERROR frames", untold);
        }
    }

    private void tellNow(Consumer<ConnectionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("a connection listener has failed; nothing else is affected", e);
        }
    }
}
