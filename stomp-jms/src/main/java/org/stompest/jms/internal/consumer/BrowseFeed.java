package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.DeliveryCounts;
import org.stompest.jms.internal.broker.DeliverySink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * One look through a queue: a browser of the broker's, where it has one, which says when it has shown everything. Else an ordinary
 * subscription that acknowledges nothing and gives all back when it ends; there the end is where nothing has come for a moment,
 * the broker then answers a question, and still nothing comes for a moment: so a broker that stands still does not seem to have
 * shown everything.
 *
 * <p>After a reconnect the broker shows all again; what was seen before is left out.
 *
 * <p>Threads: {@link #deliver} by a reader thread, the rest by the session's. State is guarded by the session's lock.
 */
public final class BrowseFeed implements DeliverySink {
    /** How long "a moment" is. */
    private static final Logger LOG = LoggerFactory.getLogger(BrowseFeed.class);

    private static final long QUIET_MILLIS = 100;

    /** Nothing is acknowledged, so all that a queue holds has to fit into the window. */
    private static final int WINDOW = 1_000_000;

    private final ConsumerHost host;
    private final BrokerLink link;
    private final StompDestination queue;
    private final boolean dropsExpired;
    private final StompHeaders subscribe;
    private final boolean endIsTold;
    private final String id;
    private final Condition arrived;
    private final DeliveryCounts deliveryCounts;

    // guarded by the session's lock
    private final Deque<StompFrame> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private boolean ended;
    private JMSException refusal;

    /**
     * Makes a feed that is not yet subscribed.
     *
     * @param host the session
     * @param queue what to look at
     * @param selector as the dialect has translated it, or empty
     * @param dropsExpired whether expired messages are left out here
     * @throws JMSException if the broker has nothing like it
     */
    public BrowseFeed(ConsumerHost host, StompDestination queue, Optional<String> selector, boolean dropsExpired)
            throws JMSException {
        this.host = host;
        this.link = host.link();
        this.queue = queue;
        this.dropsExpired = dropsExpired;
        SubscriptionRequest holdingBack = new SubscriptionRequest(
                queue, selector, false, Optional.empty(), false, false, Optional.empty(), WINDOW, true);
        this.deliveryCounts = DeliveryCounts.of(link.brokers(), holdingBack);
        Optional<StompHeaders> browser = link.dialect().browse(queue, selector);
        this.endIsTold = browser.isPresent();
        this.subscribe = endIsTold ? browser.get() : link.dialect().subscribe(holdingBack);
        this.id = link.nextSubscriptionId();
        this.arrived = host.lock().newCondition();
    }

    /**
     * Begins to look.
     *
     * @throws JMSException if the broker refuses, or there is no connection
     */
    public void open() throws JMSException {
        link.subscribe(id, subscribe, this, queue);
    }

    @Override
    public void deliver(StompConnection connection, StompFrame message) {
        host.lock().lock();
        try {
            if (link.dialect().endsBrowsing(message)) {
                ended = true;
            } else if (seen.add(link.dialect().stableId(message))) {
                waiting.addLast(message);
            }
            arrived.signalAll();
        } finally {
            host.lock().unlock();
        }
    }

    @Override
    public void interrupted() {
        // What was shown stays shown; the rest comes again.
    }

    @Override
    public void refused(JMSException why) {
        host.lock().lock();
        try {
            refusal = why;
            arrived.signalAll();
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Waits for the next message. Without the lock.
     *
     * @return a MESSAGE, or null at the end
     * @throws JMSException if it is not known what more there is
     */
    StompFrame next() throws JMSException {
        Deadline deadline = link.requestDeadline();
        boolean quiet = false;
        while (true) {
            StompFrame next =
                    await(endIsTold ? deadline : Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)));
            if (next != null || isOver(quiet)) {
                return next;
            }
            if (endIsTold) {
                throw new JMSException(
                        "the broker has not shown the end of " + queue + " in time (jms.requestTimeout)",
                        JmsErrors.TIMEOUT);
            }
            askBroker(deadline);
            quiet = true;
        }
    }

    /** {@return how often a message that was shown has been handed out before, if that is known here} */
    OptionalInt deliveriesBefore(StompFrame shown) {
        return deliveryCounts.known(SubscriptionFeed.identity(link.dialect().stableId(shown), shown));
    }

    private StompFrame await(Deadline deadline) throws JMSException {
        host.lock().lock();
        try {
            StompFrame next = poll();
            while (next == null && !ended && refusal == null && !deadline.passed()) {
                if (deadline.unlimited()) {
                    arrived.await();
                } else {
                    arrived.awaitNanos(deadline.leftNanos());
                }
                next = poll();
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(new JMSException("interrupted while browsing " + queue, JmsErrors.INTERRUPTED), e);
        } finally {
            host.lock().unlock();
        }
    }

    private StompFrame poll() {
        StompFrame next = waiting.pollFirst();
        while (next != null && dropsExpired && Expiry.isExpired(next, System.currentTimeMillis())) {
            next = waiting.pollFirst();
        }
        return next;
    }

    private boolean isOver(boolean quiet) throws JMSException {
        host.lock().lock();
        try {
            if (refusal != null) {
                throw JmsErrors.caused(new JMSException(refusal.getMessage(), refusal.getErrorCode()), refusal);
            }
            return ended || (quiet && !endIsTold);
        } finally {
            host.lock().unlock();
        }
    }

    /** A transaction that does nothing: what the broker had to send before the answer has come before it. */
    private void askBroker(Deadline deadline) throws JMSException {
        String transaction = link.transactionIds().take();
        StompFrame begin = ClientFrames.begin(transaction, link.nextReceiptId());
        link.request(begin, () -> List.of(begin), deadline, "browse", queue);
        try {
            link.send(ClientFrames.abort(transaction, null), Flush.SOON, "browse", queue);
        } catch (JMSException e) {
            LOG.debug("the transaction has ended with its connection: {}", e.getMessage());
        }
        link.transactionIds().giveBack(transaction);
    }

    /** Ends the look: whoever waits for more gets nothing. Without the lock. */
    public void close() {
        host.lock().lock();
        try {
            ended = true;
            waiting.clear();
            arrived.signalAll();
        } finally {
            host.lock().unlock();
        }
        Confirmation over = link.unsubscribe(id, this);
        link.awaitUnsubscribed(over, link.closingTime());
    }
}
