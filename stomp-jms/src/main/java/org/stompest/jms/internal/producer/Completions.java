package org.stompest.jms.internal.producer;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;

/**
 * The asynchronous sends of a session (JMS 3.1, 7.3): their listeners are called in the order of the sends, one at a time, by a
 * thread that begins with the first and ends when there was nothing to do for a while. How much may be unconfirmed is bounded;
 * beyond that the sender waits. Every listener is called once, whatever happens.
 *
 * <p>Threads: the session's adds and waits, reader and recovery threads complete, the own thread calls the application. The lock
 * is private and not held over a listener.
 */
public final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private static final long IDLE_SECONDS = 10;

    private record Pending(
            CompletableFuture<Void> outcome,
            Message message,
            CompletionListener listener,
            Object destination,
            Object producer,
            long size) {}

    private final BrokerLink link;
    private final ThreadPoolExecutor caller;
    private final SendWindow window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Object callingFor; // the producer whose listener runs
    private volatile Thread calling;

    /**
     * Makes the completions of a session.
     *
     * @param link makes exceptions
     * @param options how much may be unconfirmed
     * @param name for the thread
     */
    public Completions(BrokerLink link, JmsOptions options, String name) {
        this.link = link;
        window = SendWindow.of(options);
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

    /**
     * Counts a message of that size, when there is room for it; at once in a completion listener, as nobody else makes room.
     *
     * @throws JMSException if there was no room in time, or the thread was interrupted
     */
    void awaitRoom(long size, Object destination) throws JMSException {
        if (isCallingThread()) {
            window.enterAnyway(size);
        } else {
            window.enter(size, link.sendDeadline(), destination);
        }
    }

    /** A message was counted and then not sent. */
    void giveUpRoom(long size) {
        window.leave(size);
    }

    void add(
            CompletableFuture<Void> outcome,
            Message message,
            CompletionListener listener,
            Object destination,
            Object producer,
            long size) {
        lock.lock();
        try {
            pending.addLast(new Pending(outcome, message, listener, destination, producer, size));
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
                window.leave(first.size);
                lock.lock();
                try {
                    callingFor = null;
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
            if (first == null || !first.outcome.isDone()) {
                return null;
            }
            callingFor = first.producer;
            return first;
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
                return JmsErrors.inDoubtIfSent(link.error(failure, "send to", entry.destination), failure);
            }
            return JmsErrors.caused(new JMSException("cannot send to " + entry.destination + ": " + e.getCause()), e);
        }
    }

    /**
     * Waits until the listeners of all that was sent have returned, as close, commit and rollback must (JMS 3.1, 7.3.4). What
     * the broker has not answered by then, or when the thread is interrupted, is told to its listener as failed. A listener
     * that runs is waited for as long as it takes. Returns at once in a completion listener.
     *
     * @param timeout how long the broker may take at the most, zero for ever
     */
    public void finish(Duration timeout) {
        if (!isCallingThread()) {
            finish(null, timeout);
        }
    }

    /**
     * Does the same for what one producer has sent, which is about to close.
     *
     * @param producer which
     * @param timeout how long the broker may take at the most, zero for ever
     * @throws IllegalStateException in a completion listener of that producer, or of another one of the session while
     *     listeners of this one are still to be called, for which that one would have to return first
     */
    public void finishProducer(Object producer, Duration timeout) throws IllegalStateException {
        if (!isCallingThread()) {
            finish(producer, timeout);
            return;
        }
        lock.lock();
        try {
            if (callingFor == producer) {
                throw new IllegalStateException("a producer cannot be closed in a completion listener of its own");
            }
            if (isPending(producer)) {
                throw new IllegalStateException(
                        "a producer with messages on their way cannot be closed in a completion listener of its session");
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish(Object producer, Duration timeout) {
        Deadline deadline = Deadline.inOrNever(timeout);
        boolean interrupted = false;
        List<Pending> unanswered;
        lock.lock();
        try {
            while (isPending(producer) && !interrupted && !deadline.passed()) {
                interrupted = awaitChange(deadline);
            }
            unanswered = holdingBack(producer);
        } finally {
            lock.unlock();
        }
        StompException late = interrupted
                ? new StompException("interrupted before the broker had confirmed it")
                : new StompTimeoutException("the broker has not confirmed it in time", null, true);
        for (Pending entry : unanswered) {
            entry.outcome.completeExceptionally(late);
        }
        awaitListeners(producer);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitChange(Deadline deadline) {
        try {
            if (deadline.unlimited()) {
                changed.await();
            } else {
                changed.awaitNanos(deadline.leftNanos());
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void awaitListeners(Object producer) {
        lock.lock();
        try {
            while (isPending(producer)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: what is to be told before the last listener of a producer is, those of others in front of it too. */
    private List<Pending> holdingBack(Object producer) {
        List<Pending> all = List.copyOf(pending);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (producer == null || all.get(i).producer == producer) {
                return all.subList(0, i + 1);
            }
        }
        return List.of();
    }

    private boolean isPending(Object producer) {
        return producer == null ? !pending.isEmpty() : pending.stream().anyMatch(entry -> entry.producer == producer);
    }

    /** Ends the thread when it has called what is complete. */
    public void close() {
        caller.shutdown();
    }
}
