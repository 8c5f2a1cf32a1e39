package org.stompest.wire.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the reader thread back while others want it to rest. Threads: the reader waits, any thread pauses and resumes. Where
 * nobody pauses it costs the reader one look at a volatile field for each read.
 */
final class ReadingPause {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private volatile boolean paused;
    private boolean ended; // guarded by lock

    boolean isPaused() {
        return paused;
    }

    void pause() {
        lock.lock();
        try {
            paused = !ended;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The connection ends: no more pauses. */
    void end() {
        lock.lock();
        try {
            ended = true;
            paused = false;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end of the pause.
     *
     * @param millis at most
     * @return whether it is over
     */
    boolean await(int millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (paused && left > 0) {
                left = resumed.awaitNanos(left);
            }
            return !paused;
        } catch (InterruptedException e) {
            // Nobody but this library knows the thread; whoever interrupts it wants it to end.
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
