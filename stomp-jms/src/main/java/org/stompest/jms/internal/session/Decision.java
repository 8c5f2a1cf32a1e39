package org.stompest.jms.internal.session;

import jakarta.jms.IllegalStateException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.connection.Deadline;

/**
 * The commit or rollback that is under way in a session: one thread at a time decides (JMS 3.1, 6.2.5), and a close waits for
 * it, as an ABORT must not run into a COMMIT.
 */
final class Decision {
    private final ReentrantLock lock;
    private final Condition over;

    // guarded by lock, the session's
    private Thread thread;

    Decision(ReentrantLock lock) {
        this.lock = lock;
        this.over = lock.newCondition();
    }

    /** The caller begins to decide; without the lock. */
    void begin(String verb) throws IllegalStateException {
        lock.lock();
        try {
            if (thread != null) {
                throw new IllegalStateException("cannot " + verb + ": thread '" + thread.getName()
                        + "' commits or rolls back, and one thread at a time uses a session");
            }
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** The caller has decided; without the lock. */
    void end() {
        lock.lock();
        try {
            thread = null;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for another thread that decides, so long at the most, zero for ever; under the lock. */
    void await(Duration timeout) {
        Deadline deadline = Deadline.inOrNever(timeout);
        boolean interrupted = false;
        while (thread != null && !deadline.passed()) {
            try {
                over.awaitNanos(deadline.leftNanos());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
