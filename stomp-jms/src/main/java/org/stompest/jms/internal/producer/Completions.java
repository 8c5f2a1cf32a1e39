package org.stompest.jms.internal.producer;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.StompException;
import org.stompest.wire.connection.Deadline;

/**
 * The asynchronous sends of a session (JMS 3.1, 7.3): their listeners are called in the order of the sends, one at a time, by a
 * thread that begins with the first and ends when there was nothing to do for a while. How much may be unconfirmed is bounded;
 * beyond that the sender waits.
 *
 * <p>Threads: the session's adds and waits, reader and recovery threads complete, the own thread calls the application. The lock
 * is private and not held over a listener.
 */
public final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private static final int MOST_MESSAGES = 1000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final long IDLE_SECONDS = 10;

    private record Pending(
            CompletableFuture<Void> outcome, Message message, CompletionListener listener, Object destination) {}

    private final BrokerLink link;
    private final ThreadPoolExecutor caller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long bytes;
    private volatile Thread calling;

    /**
     * Makes the completions of a session.
     *
     * @param link makes exceptions
     * @param name for the thread
     */
    public Completions(BrokerLink link, String name) {
        this.link = link;
        caller = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        caller.allowCoreThreadTimeOut(true);
    }

    /** {@return whether the caller is in a completion listener of this session} */
    public boolean isCallingThread() {
        return Thread.currentThread() == calling;
    }

    /** Waits until another message of that size may be sent. */
    void awaitRoom(int size) throws JMSException {
        Deadline deadline = link.sendDeadline();
        lock.lock();
        try {
            while (!pending.isEmpty()
                    && (pending.size() >= MOST_MESSAGES || bytes + size > MOST_BYTES)
                    && !isCallingThread()) {
                await(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(Deadline deadline) throws JMSException {
        try {
            if (deadline.unlimited()) {
                changed.await();
            } else if (changed.awaitNanos(deadline.leftNanos()) <= 0) {
                throw new JMSException(
                        "too many asynchronous sends are unconfirmed: " + pending.size() + " (jms.sendTimeout)",
                        JmsErrors.TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(
                    new JMSException("interrupted while waiting for asynchronous sends", JmsErrors.INTERRUPTED), e);
        }
    }

    void add(CompletableFuture<Void> outcome, Message message, CompletionListener listener, Object destination)
            throws JMSException {
        Pending entry = new Pending(outcome, message, listener, destination);
        lock.lock();
        try {
            pending.addLast(entry);
        } finally {
            lock.unlock();
        }
        outcome.whenComplete((nothing, failure) -> caller.execute(this::callInOrder));
    }

    /** Calls the listeners of all that is complete, from the oldest on: one that is not holds back those behind it. */
    private void callInOrder() {
        calling = Thread.currentThread();
        try {
            for (Pending first = firstComplete(); first != null; first = firstComplete()) {
                call(first);
                lock.lock();
                try {
                    pending.removeFirst();
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } finally {
            calling = null;
        }
    }

    private Pending firstComplete() {
        lock.lock();
        try {
            Pending first = pending.peekFirst();
            return first != null && first.outcome.isDone() ? first : null;
        } finally {
            lock.unlock();
        }
    }

    private void call(Pending entry) {
        JMSException failure = failure(entry);
        makeReadable(entry);
        try {
            if (failure == null) {
                entry.listener.onCompletion(entry.message);
            } else {
                entry.listener.onException(entry.message, failure);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("a completion listener for {} failed", entry.destination, e);
        }
    }

    /** The listener may read a bytes message without a reset of its own, as the interface BytesMessage promises. */
    private static void makeReadable(Pending entry) {
        if (entry.message instanceof BytesMessage bytes) {
            try {
                bytes.reset();
            } catch (JMSException e) {
                LOG.warn("a message to {} cannot be reset for its completion listener", entry.destination, e);
            }
        }
    }

    private JMSException failure(Pending entry) {
        try {
            entry.outcome.join();
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof StompException failure) {
                return link.error(failure, "send to", entry.destination);
            }
            return JmsErrors.caused(new JMSException("cannot send to " + entry.destination + ": " + e.getCause()), e);
        }
    }

    /**
     * Waits until all listeners have been called, as commit and close must (JMS 3.1, 7.3.4).
     *
     * @param timeout how long at the most, zero for ever
     * @return whether all have been
     */
    public boolean awaitAll(Duration timeout) {
        Deadline deadline = Deadline.inOrNever(timeout);
        boolean interrupted = false;
        lock.lock();
        try {
            while (!pending.isEmpty() && !isCallingThread() && !deadline.passed()) {
                try {
                    changed.awaitNanos(deadline.leftNanos());
                } catch (InterruptedException e) {
                    interrupted = true;
                    return false;
                }
            }
            return pending.isEmpty();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread when it has called what is complete. */
    public void close() {
        caller.shutdown();
    }
}
