package org.stompest.wire.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.transport.Transport;

/**
 * Where a reconnecting connection stands, and who waits for that to change.
 *
 * <pre>
 * NEW --begin--> RECOVERING --connected--> CONNECTED --lost, leave--> RECOVERING
 *                RECOVERING --failed--> FAILED          any --close--> CLOSED
 * </pre>
 *
 * <p>Threads: any. Its lock is also that of {@link Subscriptions} and {@link PendingRequests}, because what these do depends
 * on where the connection stands; {@link #locked} makes one step of several.
 */
final class LinkState {
    private enum Stage {
        NEW,
        CONNECTED,
        RECOVERING,
        FAILED,
        CLOSED
    }

    private final String name;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch closed = new CountDownLatch(1);

    // guarded by lock
    private Stage stage = Stage.NEW;
    private boolean begun;
    private StompException failure;
    private Transport attempt; // of the connection that is being made or played on
    private StompConnection leaving; // which a preferred broker's is about to replace

    /** Written under the lock; read without it by senders, who notice a dead one when they write. */
    private volatile StompConnection current;

    /**
     * Makes the state of a connection that is not yet open.
     *
     * @param name names the brokers in texts
     * @param timeout how long anybody waits for a connection; negative is for ever
     */
    LinkState(String name, Duration timeout) {
        this.name = name;
        this.timeout = timeout;
    }

    /** Does several things in one step. */
    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** {@return what {@link #locked} does, where nothing is to be returned} */
    void change(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // ---- waiting

    /** {@return until when anybody who begins now waits for a connection} */
    Deadline deadline() {
        return timeout.isNegative() ? Deadline.NEVER : Deadline.in(timeout);
    }

    /**
     * Waits until there is a connection; lets the lock go if the caller holds it.
     *
     * @throws StompConnectionException if there will be none any more
     * @throws StompTimeoutException if the deadline, or the time-out for all, passed
     */
    StompConnection await(Deadline deadline) {
        StompConnection fast = current;
        if (fast != null && fast.isOpen()) {
            return fast;
        }
        Deadline own = deadline();
        lock.lock();
        try {
            while (stage == Stage.RECOVERING || stage == Stage.CONNECTED && !current.isOpen()) {
                awaitChange(deadline, own);
            }
            if (stage != Stage.CONNECTED) {
                throw over();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(Deadline callers, Deadline own) {
        Deadline limit = Deadline.earlier(callers, own);
        try {
            if (limit.unlimited()) {
                changed.await();
            } else if (changed.awaitNanos(limit.leftNanos()) <= 0) {
                throw new StompTimeoutException(
                        "no connection to " + name + " within "
                                + (own.passed()
                                        ? timeout.toMillis() + " ms (failover.timeout)"
                                        : "the time-out of the caller")
                                + (failure == null ? "" : "; the last one was lost: " + failure.getMessage()),
                        failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompConnectionException("interrupted while waiting for a connection to " + name, e);
        }
    }

    private StompConnectionException over() {
        return stage == Stage.FAILED
                ? new StompConnectionException("the connection has failed: " + failure.getMessage(), failure)
                : new StompConnectionException("the connection is not open", null);
    }

    /**
     * Waits while nothing is closed.
     *
     * @param nanos how long
     * @param last the last failure, or null
     * @throws StompConnectionException if everything is closed meanwhile, or the thread is interrupted
     */
    void pause(long nanos, StompException last) {
        try {
            if (isClosed() || closed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new StompConnectionException("the connection was closed while a broker was looked for", last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompConnectionException("interrupted while looking for a broker", e);
        }
    }

    // ---- looking

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** {@return whether there is a connection at this moment; without the lock} */
    boolean isConnected() {
        return now() != null;
    }

    /** {@return the connection of this moment, or null; without the lock} */
    StompConnection now() {
        StompConnection now = current;
        return now != null && now.isOpen() ? now : null;
    }

    /** {@return whether there will be no connection any more} */
    boolean isOver() {
        return locked(() -> stage == Stage.FAILED || stage == Stage.CLOSED);
    }

    /** {@return whether a connection is being replaced} */
    boolean isRecovering() {
        return locked(() -> stage == Stage.RECOVERING);
    }

    /** {@return whether it stands, or will again unless the recovery fails} */
    boolean isAlive() {
        return locked(() -> stage == Stage.CONNECTED || stage == Stage.RECOVERING);
    }

    /** {@return the connection that counts as connected, or null} */
    StompConnection current() {
        return locked(() -> stage == Stage.CONNECTED ? current : null);
    }

    // ---- changes

    void begin() {
        change(() -> {
            if (stage == Stage.CLOSED && !begun) {
                throw new StompConnectionException("the connection was closed before it was opened", null);
            }
            if (stage != Stage.NEW) {
                throw new IllegalStateException("opened before: " + stage);
            }
            begun = true;
            stage = Stage.RECOVERING;
        });
    }

    /** Enters what a close has to end; throws if everything is closed already. */
    void attempt(Transport transport) {
        change(() -> {
            if (stage == Stage.CLOSED) {
                throw new StompConnectionException("the connection was closed while a broker was looked for", failure);
            }
            attempt = transport;
        });
    }

    /** {@return false if another connection counts, or none: then there is nothing to be mended} */
    boolean lost(StompConnection connection, StompException why) {
        return locked(() -> {
            boolean was = stage == Stage.CONNECTED && connection == current;
            if (was) {
                stage = Stage.RECOVERING;
                failure = why;
            }
            return was;
        });
    }

    /**
     * Holds all senders, because a better connection is to take over.
     *
     * @return what is to be left in good order; null if there is no connection now
     */
    StompConnection leave(Transport successor) {
        return locked(() -> {
            if (stage != Stage.CONNECTED || !current.isOpen()) {
                return null;
            }
            stage = Stage.RECOVERING;
            leaving = current;
            current = null;
            attempt = successor;
            return leaving;
        });
    }

    /** {@return false if the connection was lost meanwhile, or everything is closed} */
    boolean connected(StompConnection fresh) {
        return locked(() -> {
            if (stage != Stage.RECOVERING || !fresh.isOpen()) {
                return false;
            }
            stage = Stage.CONNECTED;
            current = fresh;
            attempt = null;
            leaving = null;
            failure = null;
            changed.signalAll();
            return true;
        });
    }

    /** {@return what is still to be closed, or null} */
    Transport fail(StompException why) {
        return locked(() -> {
            if (stage == Stage.RECOVERING) {
                stage = Stage.FAILED;
                failure = why;
            }
            changed.signalAll();
            return takeAttempt();
        });
    }

    /** What a close finds; each may be null. */
    record Remains(StompConnection current, StompConnection leaving, Transport attempt) {}

    Remains close() {
        return locked(() -> {
            stage = Stage.CLOSED;
            closed.countDown();
            Remains remains = new Remains(current, leaving, takeAttempt());
            current = null;
            leaving = null;
            changed.signalAll();
            return remains;
        });
    }

    private Transport takeAttempt() {
        Transport taken = attempt;
        attempt = null;
        return taken;
    }
}
