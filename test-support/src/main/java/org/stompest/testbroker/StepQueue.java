package org.stompest.testbroker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The steps of a script that are not played yet. Any thread may add; one thread takes. */
final class StepQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Step> waiting = new ArrayDeque<>(); // guarded by lock, as are the others
    private Step running;
    private boolean sealed;
    private boolean abandoned;

    void add(Step step) {
        lock.lock();
        try {
            if (sealed) {
                throw new IllegalStateException("the broker is closed, too late to " + step);
            }
            waiting.add(step);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the step taken before, and waits for the next one; null when the script is over. */
    Step take() throws InterruptedException {
        lock.lock();
        try {
            running = null;
            changed.signalAll();
            while (waiting.isEmpty() && !sealed) {
                changed.await();
            }
            running = waiting.poll();
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Says that no step will be added. */
    void seal() {
        lock.lock();
        try {
            sealed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the steps that are left, after a failure. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            waiting.clear();
            running = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all steps were played.
     *
     * @param patience for each step
     * @return the step at which the script is stuck; null if it has been played, or was abandoned
     */
    Step awaitPlayed(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            Step current = running;
            long nanos = patience.toNanos();
            while (!abandoned && (running != null || !waiting.isEmpty())) {
                if (running != current) {
                    current = running;
                    nanos = patience.toNanos();
                }
                if (nanos <= 0) {
                    return running != null ? running : waiting.peek();
                }
                nanos = changed.awaitNanos(nanos);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }
}
