package org.stompest.jms.internal.producer;

import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.frame.StompFrame;

/**
 * How many messages of a session are on their way, sent and not confirmed: beyond a bound the sender waits. A message that is
 * larger than the bound may be on its way alone.
 *
 * <p>Threads: the session's enters, any leaves. The lock is private, and nothing is done under it but counting.
 */
final class SendWindow {
    private final int mostMessages;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // guarded by lock
    private int messages;
    private long bytes;

    /** What a message costs beside its headers and its body, in this process. */
    private static final int OVERHEAD = 300;

    /** {@return a window as large as the options say} */
    static SendWindow of(JmsOptions options) {
        return new SendWindow(options.maxUnconfirmedSends(), options.maxUnconfirmedBytes());
    }

    /** {@return how many bytes a message counts for, its headers included} */
    static long sizeOf(StompFrame frame) {
        return (long) OVERHEAD + frame.headers().characters() + frame.bodyLength();
    }

    /**
     * Makes a window that nothing is in.
     *
     * @param mostMessages how many messages there is room for, 1 or more
     * @param mostBytes how many bytes of messages
     */
    SendWindow(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /**
     * Counts a message, when there is room for it.
     *
     * @param size of {@link #sizeOf}
     * @param deadline until when to wait for room
     * @param destination where the message goes, for the text of an exception
     * @throws ResourceAllocationException if there was none in time
     * @throws JMSException if the thread was interrupted
     */
    void enter(long size, Deadline deadline, Object destination) throws JMSException {
        lock.lock();
        try {
            while (messages > 0 && (messages >= mostMessages || bytes + size > mostBytes)) {
                await(deadline, destination);
            }
            count(size);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a message, whether there is room for it or not.
     *
     * @param size of {@link #sizeOf}
     */
    void enterAnyway(long size) {
        lock.lock();
        try {
            count(size);
        } finally {
            lock.unlock();
        }
    }

    private void count(long size) {
        messages++;
        bytes += size;
    }

    private void await(Deadline deadline, Object destination) throws JMSException {
        try {
            if (deadline.unlimited()) {
                room.await();
            } else if (room.awaitNanos(deadline.leftNanos()) <= 0) {
                throw new ResourceAllocationException(
                        "cannot send to " + destination + ": the broker has not confirmed " + messages + " messages of "
                                + bytes + " bytes that were sent before, and no more may be under way"
                                + " (jms.maxUnconfirmedSends, jms.maxUnconfirmedBytes, jms.sendTimeout); if it holds senders"
                                + " back because a destination is full, have that consumed or give it more room",
                        JmsErrors.TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(
                    new JMSException("interrupted while waiting for messages to be confirmed", JmsErrors.INTERRUPTED),
                    e);
        }
    }

    /**
     * A message is no longer on its way.
     *
     * @param size as it was entered with
     */
    void leave(long size) {
        lock.lock();
        try {
            messages--;
            bytes -= size;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is on its way. An interrupt ends the wait and stays set.
     *
     * @param deadline until when
     * @return whether that was so in time
     */
    boolean awaitEmpty(Deadline deadline) {
        lock.lock();
        try {
            while (messages > 0 && !deadline.passed()) {
                room.awaitNanos(deadline.leftNanos());
            }
            return messages == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
