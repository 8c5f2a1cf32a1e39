package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.DeliveryCounts;
import org.stompest.jms.internal.broker.DeliverySink;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * A subscription: what it has delivered waits here until a consumer takes it, and the {@link Ledger} knows what may be
 * acknowledged. It outlives its consumer where messages are still in the application's hands (a closed consumer of a
 * transacted session), and its connections.
 *
 * <p>Threads: {@link #deliver} by a reader thread; the rest by the session's. Methods that say "under the lock" need the
 * session's lock held; the others must not have it.
 */
public final class SubscriptionFeed implements DeliverySink {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFeed.class);

    private final ConsumerHost host;
    private final BrokerLink link;
    private final SubscriptionRequest request;
    private final SubscriptionRequest atBroker;
    private final ClientFilter filter;
    private final String id;
    private final DeliveryCounts counts;
    private final Condition arrived;

    // guarded by the session's lock
    private final Prefetched waiting = new Prefetched();
    private final Deque<Delivery> dead = new ArrayDeque<>();
    private final Ledger ledger;
    private JmsConsumer consumer;
    private JMSException refusal;
    private boolean everDelivered;

    /**
     * Makes a feed that is not yet subscribed.
     *
     * @param host the session
     * @param request what the consumer wants
     * @param atBroker what of that the broker gives
     * @param filter what the client does about the rest
     */
    public SubscriptionFeed(
            ConsumerHost host, SubscriptionRequest request, SubscriptionRequest atBroker, ClientFilter filter) {
        this.host = host;
        this.atBroker = atBroker;
        this.filter = filter;
        this.link = host.link();
        this.request = request;
        this.id = link.nextSubscriptionId();
        this.counts = DeliveryCounts.of(link.brokers(), request);
        this.arrived = host.lock().newCondition();
        this.ledger = new Ledger(request.individualAcks());
    }

    /**
     * Subscribes; messages may come before it has returned.
     *
     * @throws JMSException if the broker refuses, or there is no connection
     */
    public void subscribe() throws JMSException {
        link.subscribe(id, link.dialect().subscribe(atBroker), this, request.destination());
    }

    /** {@return what was subscribed to} */
    public SubscriptionRequest request() {
        return request;
    }

    /** {@return the destination} */
    public StompDestination destination() {
        return request.destination();
    }

    /** Sets who takes the messages; under the lock. */
    void consumer(JmsConsumer now) {
        consumer = now;
    }

    // ---- from the broker

    @Override
    public void deliver(StompConnection connection, StompFrame message) {
        String stable = link.dialect().stableId(message);
        boolean due = false;
        host.lock().lock();
        try {
            everDelivered = true;
            Delivery known = ledger.cameAgain(stable, message, connection);
            if (known == null) {
                int before = counts.take(identity(stable, message))
                        .orElseGet(() -> link.dialect().deliveryCount(message) - 1);
                Delivery delivery = new Delivery(stable, host.nextNumber(), message, connection, before);
                ledger.delivered(delivery);
                waiting.addLast(delivery);
            } else {
                host.messageReturned();
                due = ledger.hasDue();
            }
            wake();
        } finally {
            host.lock().unlock();
        }
        if (due) {
            link.later(this::settleDue); // the reader must not write
        }
    }

    private void wake() {
        arrived.signalAll();
        if (consumer != null && consumer.hasListener()) {
            host.listenerHasWork(consumer);
        }
    }

    @Override
    public void interrupted() {
        host.lock().lock();
        try {
            // The broker delivers all of them again, and would have all of them delivered before.
            waiting.removeAll().forEach(this::remember);
            dead.forEach(this::remember);
            dead.clear();
            ledger.interrupted();
        } finally {
            host.lock().unlock();
        }
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
        LOG.warn("the subscription to {} is gone: {}", destination(), why.getMessage());
    }

    /** Wakes whoever waits in receive, to look at the state again; under the lock. */
    public void wakeAll() {
        wake();
    }

    // ---- to the application; under the lock

    /**
     * {@return the next message, now in the application's hands; null if there is none, the next one has yet to rest, or it is a
     * dead letter, which {@link #settleDue} must see to before anything behind it goes out}
     */
    Delivery take() {
        while (!waiting.isEmpty() && dead.isEmpty() && rest().unlimited()) {
            Delivery next = waiting.pollFirst();
            if (!filter.wants(next.frame(), () -> host.message(this, next))) {
                ledger.handled(next);
            } else if (host.redelivery().isDeadLetter(next.count()) && !next.isUndeliverable()) {
                dead.addLast(next);
            } else {
                next.countHandOut();
                next.inHands(true);
                ledger.handedOut(next);
                return next;
            }
        }
        return null;
    }

    /** {@return until when the next message rests before it is delivered again; never where nothing holds it back} */
    Deadline rest() {
        Delivery next = waiting.peekFirst();
        Deadline rest = next == null ? null : next.rest();
        return rest == null || rest.passed() ? Deadline.NEVER : rest;
    }

    /** {@return the next message, only to be looked at: it goes back with the subscription as if nothing had been; or null} */
    Delivery look() {
        for (Delivery candidate = waiting.pollFirst(); candidate != null; candidate = waiting.pollFirst()) {
            Delivery next = candidate;
            if (filter.wants(next.frame(), () -> host.message(this, next))) {
                return next;
            }
        }
        return null;
    }

    /** {@return whether a message waits, for the application or to become a dead letter} */
    boolean hasWork() {
        return !waiting.isEmpty() || !dead.isEmpty();
    }

    /** {@return the number of the message that comes next, or one beyond all} */
    public long nextNumber() {
        Delivery next = dead.isEmpty() ? waiting.peekFirst() : dead.peekFirst();
        return next == null ? Long.MAX_VALUE - 1 : next.number();
    }

    /** {@return how long the next message has yet to rest before it is delivered again, in nanoseconds; 0 for not at all} */
    public long restNanos() {
        Deadline rest = dead.isEmpty() ? rest() : Deadline.NEVER;
        return rest.unlimited() ? 0 : Math.max(1, rest.leftNanos());
    }

    /** {@return whether any message ever came} */
    boolean everDelivered() {
        return everDelivered;
    }

    /** {@return why the broker ended it, or null} */
    JMSException refusal() {
        return refusal;
    }

    /** {@return whether {@link #settleDue} has something to do that no consumer is about to do} */
    boolean hasDue() {
        return ledger.hasDue() || !dead.isEmpty();
    }

    Condition arrived() {
        return arrived;
    }

    /** {@return whether the application holds messages of it that are neither acknowledged nor given back} */
    public boolean hasInHands() {
        return !ledger.inHands().isEmpty();
    }

    /** {@return whether messages in the application's hands are still to come back after a reconnect} */
    public boolean awaitsReturn() {
        return ledger.awaitsReturn();
    }

    /** Puts everything that is in hands back in front of what waits, in order, to be delivered again; under the lock. */
    public void giveBackAll() {
        List<Delivery> all = List.copyOf(ledger.inHands());
        for (int i = all.size() - 1; i >= 0; i--) {
            putBack(all.get(i));
        }
        wake();
    }

    /** Puts one message back in front; under the lock. */
    public void giveBack(Delivery delivery) {
        if (delivery.isInHands()) {
            putBack(delivery);
            wake();
        }
    }

    /** Puts one message back as if it had never been handed out; under the lock. */
    void undoTake(Delivery delivery) {
        if (delivery.isInHands()) {
            delivery.uncountHandOut();
            returned(delivery);
            wake();
        }
    }

    private void putBack(Delivery delivery) {
        long rest = host.redelivery().restNanos(delivery.count());
        delivery.rest(rest == 0 ? null : Deadline.inNanos(rest));
        returned(delivery);
    }

    private void returned(Delivery delivery) {
        delivery.inHands(false);
        if (ledger.givenBack(delivery)) {
            waiting.addFirst(delivery);
        } else {
            // It has not come again after a reconnect: it will, and then it is delivered as any other.
            remember(delivery);
        }
    }

    // ---- acknowledging; without the lock

    /**
     * A message is done with: acknowledges it.
     *
     * @param delivery in the application's hands, or given back and then ignored
     * @param flush when the ACK leaves
     */
    public void settle(Delivery delivery, Flush flush) {
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            if (!delivery.isInHands()) {
                return;
            }
            ledger.handled(delivery);
            ack = ledger.due();
        } finally {
            host.lock().unlock();
        }
        write(ack, flush);
    }

    /**
     * A message is done with, and is acknowledged together with later ones.
     *
     * @param delivery in the application's hands, or given back and then ignored
     * @param most how many may wait for their acknowledgement
     */
    public void settleLazily(Delivery delivery, int most) {
        Ledger.Acknowledgement ack = null;
        host.lock().lock();
        try {
            if (!delivery.isInHands()) {
                return;
            }
            ledger.handled(delivery);
            if (waiting.isEmpty() || ledger.handledCount() >= most) {
                ack = ledger.due();
            }
        } finally {
            host.lock().unlock();
        }
        write(ack, Flush.SOON);
    }

    /** Forwards dead letters, and acknowledges what may be acknowledged and was not yet. */
    public void settleDue() {
        buryDead();
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            ack = ledger.due();
        } finally {
            host.lock().unlock();
        }
        write(ack, Flush.SOON);
    }

    private void buryDead() {
        for (Delivery letter = nextDead(); letter != null; letter = nextDead()) {
            bury(letter);
        }
    }

    private Delivery nextDead() {
        host.lock().lock();
        try {
            Delivery letter = dead.pollFirst();
            if (letter != null) {
                ledger.forwarding(letter);
            }
            return letter;
        } finally {
            host.lock().unlock();
        }
    }

    /** A dead letter is acknowledged when its copy is safe; where it cannot be forwarded, it is delivered once more instead. */
    private void bury(Delivery letter) {
        boolean safe = false;
        try {
            host.forwardDeadLetter(this, letter);
            safe = true;
        } catch (JMSException e) {
            LOG.warn(
                    "a message of {} was delivered {} times and cannot be forwarded to the dead letters; it is delivered"
                            + " again",
                    destination(),
                    letter.count(),
                    e);
        }
        host.lock().lock();
        try {
            if (safe) {
                ledger.handled(letter);
            } else {
                letter.undeliverable();
                putBack(letter);
                wake();
            }
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Acknowledges one message.
     *
     * @param delivery in the application's hands, or no longer and then ignored
     * @return as that of {@link #settleAll}
     */
    public CompletableFuture<Void> settleConfirmed(Delivery delivery) {
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            if (!delivery.isInHands()) {
                return null;
            }
            ledger.handled(delivery);
            ack = ledger.due();
        } finally {
            host.lock().unlock();
        }
        return writeConfirmed(ack);
    }

    /**
     * Acknowledges all that is in the application's hands.
     *
     * @return completes when the broker has confirmed it, or the connection was lost: then it is acknowledged when it comes
     *     again. Null if there was nothing
     */
    public CompletableFuture<Void> settleAll() {
        buryDead();
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            for (Delivery delivery : List.copyOf(ledger.inHands())) {
                ledger.handled(delivery);
            }
            ack = ledger.due();
        } finally {
            host.lock().unlock();
        }
        return writeConfirmed(ack);
    }

    private CompletableFuture<Void> writeConfirmed(Ledger.Acknowledgement ack) {
        if (ack == null) {
            return null;
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        write(ack, Flush.NOW, confirmed);
        return confirmed;
    }

    /**
     * Makes the ACKs of all that is in the application's hands for a transaction that is about to be committed; without the
     * lock. It stays in hands until it is {@link #committed}.
     *
     * @param connection where the transaction is
     * @param transaction its id
     * @return the frames, none if nothing is in hands; null if the messages came over another connection
     */
    public List<StompFrame> acknowledgements(StompConnection connection, String transaction) {
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            ack = ledger.committing();
        } finally {
            host.lock().unlock();
        }
        if (ack == null) {
            return List.of();
        }
        if (ack.connection() != connection) {
            return null;
        }
        return ack.deliveries().stream()
                .map(delivery -> ack(connection, delivery.frame(), transaction, null))
                .toList();
    }

    /** The transaction of these ACKs was committed; under the lock. */
    public void committed() {
        ledger.committed();
    }

    private void write(Ledger.Acknowledgement ack, Flush flush) {
        if (ack != null) {
            write(ack, flush, null);
        }
    }

    private void write(Ledger.Acknowledgement ack, Flush flush, CompletableFuture<Void> confirmed) {
        StompConnection connection = ack.connection();
        try {
            List<Delivery> deliveries = ack.deliveries();
            for (int i = 0; i < deliveries.size(); i++) {
                boolean last = i == deliveries.size() - 1;
                StompFrame message = deliveries.get(i).frame();
                if (last && (confirmed != null || ack.wantsReceipt())) {
                    connection.request(
                            ack(connection, message, null, link.nextReceiptId()), new Confirmed(ack, confirmed), flush);
                } else {
                    connection.write(ack(connection, message, null, null), last ? flush : Flush.SOON);
                }
            }
        } catch (StompConnectionException e) {
            // The ledger remembers it: when the message comes again it is acknowledged without being handed out.
            LOG.debug("an ACK for {} was not sent: {}", destination(), e.getMessage());
            if (confirmed != null) {
                confirmed.complete(null);
            }
        }
    }

    private StompFrame ack(StompConnection connection, StompFrame message, String transaction, String receipt) {
        StompVersion version = connection.server().version();
        if (!version.acknowledgesById()) {
            return ClientFrames.ack(version, message, transaction, receipt);
        }
        String acknowledged = link.dialect().acknowledgementId(message);
        return StompFrame.of(
                StompCommand.ACK,
                transaction != null
                        ? StompHeaders.of(StompHeaderNames.ID, acknowledged, StompHeaderNames.TRANSACTION, transaction)
                        : receipt != null
                                ? StompHeaders.of(StompHeaderNames.ID, acknowledged, StompHeaderNames.RECEIPT, receipt)
                                : StompHeaders.of(StompHeaderNames.ID, acknowledged));
    }

    /** The broker has processed an ACK: all up to it need not be remembered. Called by the reader thread. */
    private final class Confirmed implements ReceiptHandler {
        private final Ledger.Acknowledgement ack;
        private final CompletableFuture<Void> waiter;

        Confirmed(Ledger.Acknowledgement ack, CompletableFuture<Void> waiter) {
            this.ack = ack;
            this.waiter = waiter;
        }

        @Override
        public void onReceipt() {
            host.lock().lock();
            try {
                ledger.confirmed(ack);
            } finally {
                host.lock().unlock();
            }
            complete();
        }

        @Override
        public void onRefused(StompProtocolException refused) {
            LOG.warn("an ACK for {} was refused, the message comes again: {}", destination(), refused.getMessage());
            complete();
        }

        @Override
        public void onLost(StompConnectionException why) {
            complete();
        }

        private void complete() {
            if (waiter != null) {
                waiter.complete(null);
            }
        }
    }

    // ---- end

    /**
     * Ends the subscription: what waits or is in hands goes back to the broker, which delivers it to others.
     *
     * @return told when the broker has done that
     */
    public Confirmation unsubscribe() {
        settleDue();
        host.lock().lock();
        try {
            boolean all = link.dialect().marksWhatWasPrefetched();
            for (Delivery delivery : waiting.removeAll()) {
                if (all || delivery.count() > 0) {
                    remember(delivery);
                }
            }
            dead.forEach(this::remember);
            ledger.inHands().forEach(this::remember);
            dead.clear();
            ledger.clear();
        } finally {
            host.lock().unlock();
        }
        return link.unsubscribe(id, this);
    }

    private void remember(Delivery back) {
        counts.remember(identity(back.id(), back.frame()), back.count());
    }

    /** Brokers number messages anew when they were started without what they had: our own id tells them apart. */
    private static String identity(String stable, StompFrame message) {
        String own = message.header(HeaderNames.MESSAGE_ID);
        return own != null ? stable + ' ' + own : stable + ' ' + message.header(HeaderNames.TIMESTAMP_OF_BROKER);
    }
}
