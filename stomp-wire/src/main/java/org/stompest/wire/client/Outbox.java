package org.stompest.wire.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.StompConnection;

/**
 * Writes commands, at once where a connection stands and nothing waits, otherwise in order as soon as one does.
 *
 * <p><b>Design.</b> A caller writes its own command, so that what stands costs no hand-over. Where no connection stands, the
 * command is queued; one thread of the client's writes what has queued when there is a connection again, and as long as it
 * does, and anything is left, every command queues behind. So the order of one caller is kept, whatever becomes of the
 * connection in between.
 *
 * <p>States: held until {@link #start()}, then running, then over. Threads: any. The lock is private and short; nothing is
 * written with it held.
 */
final class Outbox {
    private final ClientLink link;
    private final ClientThreads threads;
    private final Completions completions;
    private final int maxQueued;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Deque<Command<?>> queue = new ArrayDeque<>();
    private boolean draining;
    private StompException over;

    /** Written under the lock, once. */
    private volatile boolean started;

    /** Whether nothing waits. Written under the lock; a caller sees what its own earlier commands have made of it. */
    private volatile boolean clear;

    /**
     * Makes an outbox that holds everything back.
     *
     * @param timeout how long a command may wait; negative is as long as a connection is looked for
     */
    Outbox(ClientLink link, ClientThreads threads, Completions completions, int maxQueued, Duration timeout) {
        this.link = link;
        this.threads = threads;
        this.completions = completions;
        this.maxQueued = maxQueued;
        this.timeout = timeout;
    }

    /** Writes a command, or queues it. */
    <T> CompletableFuture<T> submit(Command<T> command) {
        StompConnection now = link.now();
        boolean direct = command.waits() ? now != null && clear : now == null || clear || !started;
        if (!direct || !command.attempt(now)) {
            enqueue(command);
        }
        return command.result();
    }

    private void enqueue(Command<?> command) {
        StompException refusal = null;
        lock.lock();
        try {
            if (over != null) {
                refusal = again(over);
            } else if (queue.size() >= maxQueued) {
                refusal = new StompException("no connection stands, and " + maxQueued
                        + " commands wait for one already (ClientOptions.maxQueuedFrames): wait for their futures");
            } else {
                command.handedOut();
                queue.addLast(command);
                clear = false;
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            command.settle(refusal);
            return;
        }
        if (!timeout.isNegative() && command.waits()) {
            later().execute(() -> expire(command));
        }
        if (link.now() != null) {
            wake();
        } else if (!command.waits()) {
            interrupted();
        }
    }

    /** No connection stands: what was for the one before ends with it. */
    void interrupted() {
        List<Command<?>> ended = new ArrayList<>();
        lock.lock();
        try {
            queue.removeIf(command -> !command.waits() && ended.add(command));
        } finally {
            lock.unlock();
        }
        ended.forEach(command -> command.attempt(null));
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, completions::execute);
    }

    private void expire(Command<?> command) {
        lock.lock();
        try {
            if (!queue.remove(command)) {
                return;
            }
            clear = isClear();
        } finally {
            lock.unlock();
        }
        command.settle(new StompTimeoutException(
                "no connection within " + timeout.toMillis() + " ms (failover.timeout); nothing was written"));
    }

    private boolean isClear() {
        return started && !draining && queue.isEmpty() && over == null;
    }

    /** The first connection stands. */
    void start() {
        lock.lock();
        try {
            started = true;
            clear = isClear();
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** A connection stands, or a command has come while it does. */
    void wake() {
        lock.lock();
        try {
            if (!started || draining || queue.isEmpty()) {
                return;
            }
            draining = true;
        } finally {
            lock.unlock();
        }
        threads.runOwn(this::drain);
    }

    private void drain() {
        StompConnection failed = null;
        while (true) {
            StompConnection now;
            Command<?> next;
            lock.lock();
            try {
                now = link.now(); // with the lock: whoever brings another one wakes this afterwards
                if (queue.isEmpty() || now == null || now == failed) {
                    draining = false;
                    clear = isClear();
                    return;
                }
                next = queue.pollFirst();
            } finally {
                lock.unlock();
            }
            if (!next.attempt(now)) {
                failed = now; // its end is about to be told, and then this goes on
                putBack(next);
            }
        }
    }

    private void putBack(Command<?> command) {
        StompException refusal;
        lock.lock();
        try {
            refusal = over == null ? null : again(over);
            if (refusal == null) {
                queue.addFirst(command);
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            command.settle(refusal);
        }
    }

    /** Nothing is written any more: what waits has failed, and what comes fails at once. */
    void end(StompException why) {
        List<Command<?>> lost;
        lock.lock();
        try {
            if (over != null) {
                return;
            }
            over = why;
            clear = false;
            lost = new ArrayList<>(queue);
            queue.clear();
        } finally {
            lock.unlock();
        }
        lost.forEach(command -> command.settle(again(why)));
    }

    /** Each caller gets an exception of its own; its frame was not written. */
    private static StompException again(StompException why) {
        return new StompConnectionException(why.getMessage(), why);
    }
}
