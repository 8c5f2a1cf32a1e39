package org.stompest.wire.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Completes futures, with what hangs on them, in order and on threads that may be blocked.
 *
 * <p><b>Design.</b> A reader that brings a thousand receipts must neither run what depends on them nor start a thousand
 * threads. So one worker completes one future after the other, on the application's executor. What depends on a future may
 * block, and even wait for a later one, and that executor may have no thread left because all wait for futures: whenever
 * futures wait and none was completed for a moment, one more worker joins, on a thread of the client's own. Nobody watches
 * while nobody waits.
 *
 * <p>Threads: any. The lock is private and short, and nothing is completed with it held.
 */
final class Completions {
    private static final long MOMENT_MILLIS = 10;

    private final ClientThreads threads;
    private final Executor later;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int workers;
    private long taken;
    private boolean watched;

    Completions(ClientThreads threads) {
        this.threads = threads;
        this.later = CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, threads::runOwn);
    }

    void execute(Runnable completion) {
        boolean start;
        boolean watch;
        long seen;
        lock.lock();
        try {
            waiting.addLast(completion);
            start = workers == 0;
            watch = !watched;
            workers += start ? 1 : 0;
            watched = true;
            seen = taken;
        } finally {
            lock.unlock();
        }
        if (start) {
            threads.run(this::work);
        }
        if (watch) {
            later.execute(() -> watch(seen));
        }
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /** {@return what is next, or null when this worker is to end} */
    private Runnable next() {
        lock.lock();
        try {
            Runnable next = waiting.pollFirst();
            if (next == null) {
                workers--;
            } else {
                taken++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void watch(long seen) {
        boolean join;
        long now;
        lock.lock();
        try {
            watched = !waiting.isEmpty();
            if (!watched) {
                return;
            }
            join = taken == seen;
            workers += join ? 1 : 0;
            now = taken;
        } finally {
            lock.unlock();
        }
        if (join) {
            threads.runOwn(this::work);
        }
        later.execute(() -> watch(now));
    }
}
