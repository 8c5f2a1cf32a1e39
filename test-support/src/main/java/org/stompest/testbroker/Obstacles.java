package org.stompest.testbroker;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.stompest.testbroker.FaultProxy.Direction;

/** What holds up bytes on their way through a {@link FaultProxy}, for all of its connections. Usable from any thread. */
final class Obstacles {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Direction> truncated = EnumSet.noneOf(Direction.class); // guarded by lock
    private volatile boolean frozen;
    private volatile Duration delay = Duration.ZERO;
    private volatile long rate;
    private volatile boolean truncates;

    void freeze(boolean on) {
        frozen = on;
        changed();
    }

    void delay(Duration each) {
        delay = each;
    }

    Duration delay() {
        return delay;
    }

    /** Sets how many bytes may pass a second, 0 for any. */
    void rate(long bytesPerSecond) {
        rate = bytesPerSecond;
        changed();
    }

    long rate() {
        return rate;
    }

    void truncate(Direction direction) {
        lock.lock();
        try {
            truncated.add(direction);
            truncates = true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is to be truncated any more. */
    void truncateNone() {
        lock.lock();
        try {
            truncated.clear();
            truncates = false;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether this chunk is the one to be truncated; true once} */
    boolean truncates(Direction direction) {
        if (!truncates) {
            return false;
        }
        lock.lock();
        try {
            boolean now = truncated.remove(direction);
            truncates = !truncated.isEmpty();
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait here, so that they see what has become of their connection. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while bytes may not pass. */
    void awaitThaw(BooleanSupplier over) throws InterruptedException {
        if (!frozen) {
            return;
        }
        lock.lock();
        try {
            while (frozen && !over.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a point in time of {@link System#nanoTime}, or the end of the connection. */
    void awaitTime(long due, BooleanSupplier over) throws InterruptedException {
        lock.lock();
        try {
            for (long left = due - System.nanoTime();
                    left > 0 && !over.getAsBoolean();
                    left = due - System.nanoTime()) {
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as so many bytes need at a rate, or until that changes. */
    void awaitRate(int bytes, long bytesPerSecond, BooleanSupplier over) throws InterruptedException {
        long due = System.nanoTime() + bytes * 1_000_000_000L / bytesPerSecond;
        awaitTime(due, () -> over.getAsBoolean() || rate != bytesPerSecond);
    }
}
