package org.stompest.wire.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.connection.Deadline;

/**
 * What was received and not yet taken, first in first out. Threads: the reader adds, any thread takes; each message goes to
 * one of those who wait. The lock is private and short.
 */
final class MessageQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backlog backlog;

    // guarded by lock
    private final Deque<StompMessage> messages = new ArrayDeque<>();
    private StompException over;
    private Object owner; // for whom it is open: what comes later from whoever had it before is without effect

    /** Makes one that is over until it is {@linkplain #open() opened}. */
    MessageQueue(Backlog backlog, StompException over) {
        this.backlog = backlog;
        this.over = over;
    }

    /** Opens it for one owner, in place of the one before, of whose messages only those stay that count as acknowledged. */
    void open(Object next) {
        lock.lock();
        try {
            remove(MessageQueue::comesAgain);
            owner = next;
            over = null;
        } finally {
            lock.unlock();
        }
    }

    void add(Object from, StompMessage message) {
        lock.lock();
        try {
            if (over != null || from != owner) {
                return;
            }
            backlog.add(message.connection(), message.frame());
            messages.addLast(message);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a message.
     *
     * @return the message, or null if none came in time
     * @throws StompException if there is none and none will come
     */
    StompMessage take(Deadline deadline) {
        lock.lock();
        try {
            if (!awaitMessage(deadline)) {
                return null;
            }
            StompMessage message = messages.removeFirst();
            backlog.remove(message.frame());
            return message;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a message without taking it.
     *
     * @return whether there is one
     * @throws StompException if there is none and none will come
     */
    boolean await(Deadline deadline) {
        lock.lock();
        try {
            boolean there = awaitMessage(deadline);
            if (there) {
                changed.signal(); // it is for whoever else waits
            }
            return there;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitMessage(Deadline deadline) {
        try {
            while (messages.isEmpty()) {
                if (over != null) {
                    throw again(over);
                }
                if (deadline.unlimited()) {
                    changed.await();
                } else {
                    long left = deadline.leftNanos();
                    if (left <= 0) {
                        return false;
                    }
                    changed.awaitNanos(left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            changed.signal(); // a message that was meant for this thread is for another one
            Thread.currentThread().interrupt();
            throw new StompConnectionException("interrupted while waiting for a message", e);
        }
    }

    /** Each caller gets an exception with a stack trace of its own. */
    private static StompException again(StompException why) {
        return why.refusal().isPresent() || why.getCause() != null
                ? new StompConnectionException(why.getMessage(), why)
                : new StompConnectionException(why.getMessage(), null);
    }

    /** Drops messages, which the broker delivers again or to somebody else. */
    void drop(Predicate<StompMessage> which) {
        lock.lock();
        try {
            remove(which);
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. */
    private void remove(Predicate<StompMessage> which) {
        List<StompMessage> dropped = new ArrayList<>();
        messages.removeIf(message -> which.test(message) && dropped.add(message));
        dropped.forEach(message -> backlog.remove(message.frame()));
    }

    /** No more messages will come; those that count as acknowledged can still be taken. */
    void end(Object by, StompException why) {
        end(by, why, MessageQueue::comesAgain);
    }

    private static boolean comesAgain(StompMessage message) {
        return !message.subscription().acknowledgesItself();
    }

    /** No more messages will come, and those that are there are of no interest. */
    void clear(Object by, StompException why) {
        end(by, why, message -> true);
    }

    private void end(Object by, StompException why, Predicate<StompMessage> dropped) {
        lock.lock();
        try {
            if (by != owner) {
                return;
            }
            remove(dropped);
            if (over == null) {
                over = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
