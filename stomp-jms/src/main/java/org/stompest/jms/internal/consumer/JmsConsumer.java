package org.stompest.jms.internal.consumer;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import java.util.concurrent.TimeUnit;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.wire.connection.Deadline;

/**
 * A consumer of either domain (JMS 3.1, 8). Messages come out of its {@link SubscriptionFeed}, by the thread in
 * {@code receive} or by the session's dispatcher.
 *
 * <p>Threads: as JMS says, one thread uses a session; {@link #close()} comes from any. State is guarded by the session's lock.
 */
public final class JmsConsumer implements MessageConsumer, BodyReceiver {
    /** How long {@code receiveNoWait} gives the broker to begin delivering, or to go on when it has answered. */
    private static final long DELIVERY_MILLIS = 100;

    /** How long the broker may take for that answer. */
    private static final long ANSWER_MILLIS = 1000;

    /** Not in the queue of those whose listeners have work. */
    private static final long NO_TURN = Long.MAX_VALUE;

    private final ConsumerHost host;
    private final SubscriptionFeed feed;
    private final String selector;

    // guarded by the session's lock
    private volatile MessageListener listener;
    private long turn = NO_TURN;
    private volatile boolean closed;
    private JMSException failure;

    /**
     * Makes a consumer.
     *
     * @param host the session
     * @param feed what it takes messages from
     * @param selector as the application gave it; null, empty or blank for none
     */
    public JmsConsumer(ConsumerHost host, SubscriptionFeed feed, String selector) {
        this.host = host;
        this.feed = feed;
        this.selector = selector == null || selector.isBlank() ? null : selector;
        host.lock().lock();
        try {
            feed.consumer(this);
        } finally {
            host.lock().unlock();
        }
    }

    /** {@return where its messages come from} */
    public SubscriptionFeed feed() {
        return feed;
    }

    @Override
    public String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    private void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the consumer of " + feed.destination() + " is closed");
        }
    }

    // ---- listening

    @Override
    public MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return listener;
    }

    /** Takes effect with the next message; none is lost or delivered twice, whatever runs at the moment. */
    @Override
    public void setMessageListener(MessageListener newListener) throws JMSException {
        checkOpen();
        host.checkUsable();
        host.lock().lock();
        try {
            if (newListener != null && host.receiving().isOfAnotherThread()) {
                throw new IllegalStateException("no listener for " + this
                        + " now: another thread receives in the same session, and one thread at a time uses it");
            }
            listener = newListener;
            if (newListener != null) {
                host.listenerSet();
                if (feed.hasWork()) {
                    host.listenerHasWork(this);
                }
            }
        } finally {
            host.lock().unlock();
        }
    }

    /** {@return whether messages go to a listener} */
    public boolean hasListener() {
        return listener != null;
    }

    /**
     * Enters the queue of those whose listeners have work; under the lock.
     *
     * @param wanted its place: the number of its next message
     * @return whether it was not in it yet, or further behind
     */
    public boolean queueForListener(long wanted) {
        boolean sooner = wanted < turn;
        if (sooner) {
            turn = wanted;
        }
        return sooner;
    }

    /**
     * Tells whether it is in that queue at a place; under the lock.
     *
     * @param place a number that {@link #queueForListener} has accepted
     * @return false if it has come to a better one since, or was taken out
     */
    public boolean isQueuedAt(long place) {
        return turn == place;
    }

    /**
     * Leaves that queue and takes a message, if there is one; under the lock.
     *
     * @return what the listener is to get, or null
     */
    public Delivery takeForListener() {
        turn = NO_TURN;
        if (closed || listener == null) {
            return null;
        }
        Delivery next = feed.take();
        if (feed.hasWork()) {
            host.listenerHasWork(this);
        } else if (next == null) {
            feed.warnIfWindowIsFull();
        }
        return next;
    }

    /** {@return the listener of this moment, or null} */
    public MessageListener listener() {
        return listener;
    }

    // ---- receiving

    @Override
    public Message receive() throws JMSException {
        return receiveWithin(FOREVER);
    }

    /** {@inheritDoc} A negative time-out has passed already: such a call does not wait. */
    @Override
    public Message receive(long timeout) throws JMSException {
        return receiveWithin(timeout == 0 ? FOREVER : Math.max(timeout, NO_WAIT));
    }

    @Override
    public Message receiveNoWait() throws JMSException {
        return receiveWithin(NO_WAIT);
    }

    /** Takes the time-outs of {@link #receiveBody}. */
    private Message receiveWithin(long timeoutMillis) throws JMSException {
        Delivery delivery = takeWithin(timeoutMillis);
        if (delivery == null) {
            return null;
        }
        try {
            JmsMessage message = host.message(feed, delivery);
            host.acknowledgement().delivered(feed, delivery);
            return message;
        } finally {
            endReceive();
        }
    }

    private void endReceive() {
        host.lock().lock();
        try {
            host.receiving().end();
        } finally {
            host.lock().unlock();
        }
    }

    @Override
    public <T> T receiveBody(Class<T> type, long timeoutMillis) throws JMSException {
        Delivery delivery = takeWithin(timeoutMillis);
        if (delivery == null) {
            return null;
        }
        try {
            T body = bodyOf(delivery, type);
            host.acknowledgement().delivered(feed, delivery);
            return body;
        } finally {
            endReceive();
        }
    }

    private <T> T bodyOf(Delivery delivery, Class<T> type) throws JMSException {
        try {
            return BodyReceiver.bodyOf(host.message(feed, delivery), type);
        } catch (MessageFormatException e) {
            refuse(delivery);
            throw e;
        }
    }

    private void refuse(Delivery delivery) throws JMSException {
        if (!host.acknowledgement().redeliversOnFailure()) {
            host.acknowledgement().delivered(feed, delivery);
            return;
        }
        host.lock().lock();
        try {
            feed.undoTake(delivery);
        } finally {
            host.lock().unlock();
        }
    }

    private Delivery takeWithin(long timeoutMillis) throws JMSException {
        if (timeoutMillis == NO_WAIT) {
            return take(noWait(), true);
        }
        return take(
                timeoutMillis == FOREVER
                        ? Deadline.NEVER
                        : Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(timeoutMillis)),
                false);
    }

    /**
     * What a subscription has at the broker is not "immediately available" before the broker has pushed it, which it begins to
     * do when it is asked to: so looks wait a little until the first has come.
     */
    private Deadline noWait() {
        host.lock().lock();
        try {
            return feed.everDelivered()
                    ? Deadline.inNanos(0)
                    : Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(DELIVERY_MILLIS));
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * The broker goes on pushing as messages are taken: who empties a queue must not be told that it is empty because he is
     * faster. So a look that is about to be in vain asks the broker for a sign that it has seen all acknowledgements, unless
     * nothing has come since the last one was in vain.
     */
    private Deadline lookAgain() {
        host.lock().unlock();
        try {
            host.link().awaitAnswer(Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS)));
        } finally {
            host.lock().lock();
        }
        return Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(DELIVERY_MILLIS));
    }

    /**
     * {@return a message, now in the application's hands, and then {@link #endReceive} must follow; null if none came in time or
     * the consumer was closed}
     */
    private Delivery take(Deadline deadline, boolean looks) throws JMSException {
        checkOpen();
        host.checkReceive();
        if (listener != null) {
            throw new IllegalStateException("the consumer of " + feed.destination() + " has a message listener");
        }
        host.lock().lock();
        try {
            host.receiving().begin(this);
            Delivery next = null;
            try {
                next = awaitNext(deadline, looks);
                return next;
            } finally {
                if (next == null) {
                    host.receiving().end();
                } else {
                    host.receiving().delivers();
                }
            }
        } finally {
            host.lock().unlock();
        }
    }

    private Delivery awaitNext(Deadline until, boolean looks) throws JMSException {
        Deadline deadline = until;
        boolean asks = looks && feed.everDelivered() && !feed.isQuiet();
        while (!closed) {
            checkFailure();
            Delivery next = host.mayReceive() ? feed.take() : null;
            if (next != null) {
                return next;
            }
            if (feed.hasDue()) {
                settleDueUnlocked();
            } else if (asks) {
                asks = false;
                deadline = lookAgain();
            } else if (deadline.passed()) {
                if (looks) {
                    feed.quiet();
                }
                return null;
            } else {
                feed.warnIfWindowIsFull();
                await(Deadline.earlier(deadline, feed.rest()));
            }
        }
        return null;
    }

    /** What is not handed out, because it expired or was acknowledged before a reconnect, must not fill the window. */
    private void settleDueUnlocked() {
        host.lock().unlock();
        try {
            feed.settlement().settleDue();
        } finally {
            host.lock().lock();
        }
    }

    private void await(Deadline deadline) throws JMSException {
        try {
            if (deadline.unlimited()) {
                feed.arrived().await();
                return;
            }
            feed.arrived().awaitNanos(deadline.leftNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(
                    new JMSException("interrupted while receiving from " + feed.destination(), JmsErrors.INTERRUPTED),
                    e);
        }
    }

    private void checkFailure() throws JMSException {
        if (failure != null) {
            throw JmsErrors.caused(new JMSException(failure.getMessage(), failure.getErrorCode()), failure);
        }
        if (feed.refusal() != null) {
            throw JmsErrors.caused(
                    new JMSException(feed.refusal().getMessage(), feed.refusal().getErrorCode()), feed.refusal());
        }
    }

    // ---- end

    /** {@return whether the connection has failed for good; under the lock} */
    boolean hasFailed() {
        return failure != null;
    }

    /**
     * The connection has failed for good: whoever waits in receive gets that.
     *
     * @param why the failure
     */
    public void fail(JMSException why) {
        host.lock().lock();
        try {
            failure = why;
            feed.arrived().signalAll();
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Closes the consumer (JMS 3.1, 8.8): a receive that is under way returns null, a listener that is running is waited for,
     * unless it is the caller. Messages in the application's hands stay with the session.
     */
    @Override
    public void close() throws JMSException {
        if (markClosed()) {
            awaitCalls();
            host.consumerClosed(this);
        }
    }

    private void awaitCalls() {
        host.lock().lock();
        try {
            host.receiving().awaitEnd(this);
            host.awaitListener(this);
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Takes no message any more.
     *
     * @return false if that was so already
     */
    public boolean markClosed() {
        host.lock().lock();
        try {
            boolean first = !closed;
            closed = true;
            feed.arrived().signalAll();
            return first;
        } finally {
            host.lock().unlock();
        }
    }

    /** {@return whether it is closed} */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "consumer of " + feed.destination();
    }
}
