package org.stompest.wire.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;
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
    private final ClientOptions options;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();

    /** A command that is queued, until when. */
    private record Waiting(Command<?> command, Deadline deadline) {
        boolean hasExpired() {
            return !deadline.unlimited() && deadline.passed();
        }
    }

    // guarded by lock
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private CompletableFuture<Void> expiry; // of whatever waits; null if nothing can expire
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
    Outbox(ClientLink link, ClientThreads threads, Completions completions, ClientOptions options, Duration timeout) {
        this.link = link;
        this.threads = threads;
        this.completions = completions;
        this.options = options;
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
            } else {
                refusal = tooMany(command);
            }
            if (refusal == null) {
                command.handedOut();
                queue.addLast(new Waiting(command, deadline(command)));
                queuedBytes += command.bytes();
                clear = false;
                watch();
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            command.settle(refusal);
            return;
        }
        if (link.now() != null) {
            wake();
        } else if (!command.waits()) {
            interrupted();
        }
    }

    private StompException tooMany(Command<?> command) {
        if (queue.size() >= options.maxQueuedFrames()) {
            return new StompException("no connection stands, and " + queue.size()
                    + " commands wait for one already (ClientOptions.maxQueuedFrames): wait for their futures");
        }
        boolean adds =
                queuedBytes > 0 && command.bytes() > 0; // the first may have any size, and what has none goes behind it
        if (adds && queuedBytes + command.bytes() > options.maxQueuedBytes()) {
            return new StompException("no connection stands, and commands of " + queuedBytes
                    + " bytes wait for one already: " + command.bytes() + " more exceed " + options.maxQueuedBytes()
                    + " (ClientOptions.maxQueuedBytes): wait for their futures");
        }
        return null;
    }

    private Deadline deadline(Command<?> command) {
        return command.waits() && !timeout.isNegative() ? Deadline.in(timeout) : Deadline.NEVER;
    }

    /** No connection stands: what was for the one before ends with it. */
    void interrupted() {
        List<Command<?>> ended;
        lock.lock();
        try {
            ended = takeAll(waiting -> !waiting.command().waits());
        } finally {
            lock.unlock();
        }
        ended.forEach(command -> command.attempt(null));
    }

    /** With the lock: takes commands out of the queue. */
    private List<Command<?>> takeAll(Predicate<Waiting> which) {
        List<Command<?>> taken = new ArrayList<>();
        for (Iterator<Waiting> all = queue.iterator(); all.hasNext(); ) {
            Waiting waiting = all.next();
            if (which.test(waiting)) {
                all.remove();
                queuedBytes -= waiting.command().bytes();
                taken.add(waiting.command());
            }
        }
        return taken;
    }

    /** With the lock: sees to it that what waits too long fails. What is written leaves nothing behind that waits. */
    private void watch() {
        if (expiry != null) {
            return;
        }
        for (Waiting waiting : queue) {
            if (!waiting.deadline().unlimited()) { // the first of them is the first to expire
                expiry = new CompletableFuture<>();
                expiry.thenRunAsync(
                        this::expire, completions::execute); // before it can be complete: not on this thread
                expiry.completeOnTimeout(null, waiting.deadline().leftNanos(), TimeUnit.NANOSECONDS);
                return;
            }
        }
    }

    /** With the lock. */
    private void watchNoMore() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
        }
    }

    private void expire() {
        List<Command<?>> expired;
        lock.lock();
        try {
            expired = takeAll(Waiting::hasExpired);
            clear = isClear();
            watchNoMore();
            watch();
        } finally {
            lock.unlock();
        }
        expired.forEach(command -> command.settle(new StompTimeoutException(
                "no connection within " + timeout.toMillis() + " ms (failover.timeout); nothing was written")));
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
            Waiting next;
            lock.lock();
            try {
                now = link.now(); // with the lock: whoever brings another one wakes this afterwards
                if (queue.isEmpty() || now == null || now == failed) {
                    draining = false;
                    clear = isClear();
                    if (queue.isEmpty()) {
                        watchNoMore();
                    }
                    return;
                }
                next = queue.pollFirst();
                queuedBytes -= next.command().bytes();
            } finally {
                lock.unlock();
            }
            if (!next.command().attempt(now)) {
                failed = now; // its end is about to be told, and then this goes on
                putBack(next);
            }
        }
    }

    private void putBack(Waiting waiting) {
        StompException refusal;
        lock.lock();
        try {
            refusal = over == null ? null : again(over);
            if (refusal == null) {
                queue.addFirst(waiting);
                queuedBytes += waiting.command().bytes();
                watch();
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            waiting.command().settle(refusal);
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
            lost = takeAll(waiting -> true);
            watchNoMore();
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
