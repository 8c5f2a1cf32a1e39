package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.DeliveryCounts;
import org.stompest.jms.internal.broker.DeliverySink;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

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
    private final AckWriter acks;

    // guarded by the session's lock
    private final Prefetched waiting;
    private final Deque<Delivery> dead = new ArrayDeque<>();
    private final Ledger ledger;
    private final HeldWindow window;
    private JmsConsumer consumer;
    private JMSException refusal;
    private boolean everDelivered;
    private boolean quiet;
    private boolean warned;

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
        this.acks = new AckWriter(host, ledger, request.destination());
        this.waiting = new Prefetched(request.individualAcks());
        boolean opens = link.dialect().deliversMoreAfterAbortedAck() && !request.individualAcks();
        this.window = new HeldWindow(opens ? Math.max(1, request.prefetch()) : 0);
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
            quiet = false;
            Delivery known = ledger.cameAgain(stable, message, connection);
            if (known == null) {
                int before = counts.take(identity(stable, message))
                        .orElseGet(() -> link.dialect().deliveryCount(message) - 1);
                Delivery delivery = new Delivery(stable, host.nextNumber(), message, connection, before);
                ledger.delivered(delivery);
                waiting.addLast(delivery);
            } else {
                if (known.isInHands()) {
                    window.cameAgain(known);
                }
                host.messageReturned();
                due = hasDue();
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
            window.interrupted();
        } finally {
            host.lock().unlock();
        }
    }

    @Override
    public void refused(JMSException why) {
        boolean listening;
        host.lock().lock();
        try {
            refusal = why;
            arrived.signalAll();
            listening = consumer != null && consumer.hasListener();
        } finally {
            host.lock().unlock();
        }
        LOG.warn("the subscription to {} is gone: {}", destination(), why.getMessage());
        if (listening) {
            host.listenerLost(why); // a receive would throw it
        }
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
                window.handedOut(next, ledger.inHands().size());
                ledger.handedOut(next);
                host.handedOut(this);
                return next;
            }
        }
        return null;
    }

    /** Somebody waits for a message: says so once in the log if the broker waits too, for acknowledgements; under the lock. */
    void warnIfWindowIsFull() {
        if (warned || ledger.inHands().isEmpty()) {
            return;
        }
        long held = 0;
        for (Delivery delivery : ledger.inHands()) {
            held += HeldWindow.bytes(delivery.frame());
        }
        if (held >= link.dialect().windowBytes(request.prefetch())) {
            warned = true;
            LOG.warn(
                    "{} messages of {} are neither acknowledged nor committed; they fill the window, and the broker delivers no"
                            + " more until some are: acknowledge or commit more often, or raise jms.prefetchPolicy.all",
                    ledger.inHands().size(),
                    destination());
        }
    }

    /** {@return until when the next message rests before it is delivered again; never where nothing holds it back} */
    Deadline rest() {
        Delivery next = waiting.peekFirst();
        Deadline rest = next == null ? null : next.rest();
        return rest == null || rest.passed() ? Deadline.NEVER : rest;
    }

    /** {@return whether a message waits, for the application or to become a dead letter} */
    public boolean hasWork() {
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

    /** Somebody has looked for a message and waited a little, in vain. */
    void quiet() {
        quiet = waiting.isEmpty();
    }

    /** {@return whether nothing has come since a look was in vain} */
    boolean isQuiet() {
        return quiet;
    }

    /** {@return why the broker ended it, or null} */
    public JMSException refusal() {
        return refusal;
    }

    /** {@return whether {@link #settleDue} has something to do that no consumer is about to do} */
    public boolean hasDue() {
        return ledger.hasDue()
                || !dead.isEmpty()
                || window.isFull(ledger.inHands().size());
    }

    /** {@return signalled whenever the state has changed: something came, was given back, the session was started or closed} */
    public Condition arrived() {
        return arrived;
    }

    /** {@return whether the application holds messages of it that are neither acknowledged nor given back} */
    public boolean hasInHands() {
        return !ledger.inHands().isEmpty();
    }

    /**
     * Takes messages, which are in the application's hands by that; under the lock.
     *
     * @param most how many
     * @return those that wait, at most so many
     */
    public List<Delivery> take(int most) {
        List<Delivery> taken = new ArrayList<>();
        while (taken.size() < most) {
            Delivery next = take();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    /** {@return whether messages in the application's hands are still to come back after a reconnect} */
    public boolean awaitsReturn() {
        return ledger.awaitsReturn();
    }

    /**
     * Waits until messages in the application's hands have come again after a reconnect; without the lock.
     *
     * @param deliveries which
     * @param deadline until when
     * @throws TransactionRolledBackException if they have not, and so cannot be acknowledged
     */
    public void awaitReturned(Collection<Delivery> deliveries, Deadline deadline) throws JMSException {
        ReturnWait.await(
                host.lock(),
                arrived,
                () -> ledger.awaitsReturn(deliveries) && refusal == null && !consumer.hasFailed(),
                deadline);
    }

    /** Puts everything that is in hands back in front of what waits, in order, to be delivered again; under the lock. */
    public void giveBackAll() {
        List<Delivery> all = List.copyOf(ledger.inHands());
        for (int i = all.size() - 1; i >= 0; i--) {
            putBack(all.get(i));
        }
        wake();
    }

    /**
     * Puts messages back in front, in order, to be delivered again; under the lock.
     *
     * @param deliveries those of them that are in hands
     */
    public void giveBack(List<Delivery> deliveries) {
        for (int i = deliveries.size() - 1; i >= 0; i--) {
            giveBack(deliveries.get(i));
        }
    }

    /**
     * Puts messages back in front, in order, as if they had never been handed out; under the lock.
     *
     * @param deliveries those of them that are in hands
     */
    public void undoTake(List<Delivery> deliveries) {
        for (int i = deliveries.size() - 1; i >= 0; i--) {
            undoTake(deliveries.get(i), waiting::addFirst);
        }
    }

    /** Puts one message back in front; under the lock. */
    public void giveBack(Delivery delivery) {
        if (delivery.isInHands()) {
            putBack(delivery);
            wake();
        }
    }

    /** Puts one message back as if it had never been handed out, to be the next in any case; under the lock. */
    void undoTake(Delivery delivery) {
        undoTake(delivery, waiting::undoPoll);
    }

    private void undoTake(Delivery delivery, Consumer<Delivery> place) {
        if (delivery.isInHands()) {
            delivery.uncountHandOut();
            returned(delivery, place);
            wake();
        }
    }

    private void putBack(Delivery delivery) {
        long rest = host.redelivery().restNanos(delivery.count());
        delivery.rest(rest == 0 ? null : Deadline.inNanos(rest));
        returned(delivery, waiting::addFirst);
    }

    private void returned(Delivery delivery, Consumer<Delivery> place) {
        delivery.inHands(false);
        if (ledger.givenBack(delivery)) {
            place.accept(delivery);
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
        acks.write(ack, flush);
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
        acks.write(ack, Flush.SOON);
    }

    /**
     * Forwards dead letters, acknowledges what may be acknowledged and was not yet, and has the broker go on where what is in
     * hands fills its window.
     */
    public void settleDue() {
        buryDead();
        Ledger.Acknowledgement ack;
        Delivery full;
        host.lock().lock();
        try {
            ack = ledger.due();
            full = window.isFull(ledger.inHands().size()) ? window.told() : null;
        } finally {
            host.lock().unlock();
        }
        acks.write(ack, Flush.SOON);
        if (full != null) {
            acks.openWindow(full, "window-" + id);
        }
    }

    private void buryDead() {
        for (Delivery letter = nextDead(); letter != null; letter = nextDead()) {
            bury(letter);
        }
    }

    /** A listener has returned: if it leaves its messages unacknowledged, the next ones must come all the same. */
    public void keepFlowing() {
        boolean full;
        host.lock().lock();
        try {
            full = window.isFull(ledger.inHands().size());
        } finally {
            host.lock().unlock();
        }
        if (full) {
            settleDue();
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
        return acks.writeConfirmed(ack);
    }

    /**
     * Acknowledges all that is in the application's hands.
     *
     * @return completes when the broker has confirmed it, or the connection was lost: then it is acknowledged when it comes
     *     again. Null if there was nothing
     */
    public CompletableFuture<Void> settleAll() {
        buryDead();
        List<Delivery> all;
        host.lock().lock();
        try {
            all = List.copyOf(ledger.inHands());
        } finally {
            host.lock().unlock();
        }
        return settle(all);
    }

    /**
     * Acknowledges messages.
     *
     * @param deliveries those of them that are in hands
     * @return as {@link #settleAll} does
     */
    public CompletableFuture<Void> settle(List<Delivery> deliveries) {
        Ledger.Acknowledgement ack;
        host.lock().lock();
        try {
            deliveries.stream().filter(Delivery::isInHands).forEach(ledger::handled);
            ack = ledger.due();
        } finally {
            host.lock().unlock();
        }
        return acks.writeConfirmed(ack);
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
                .map(delivery -> acks.frame(connection, delivery.frame(), transaction, null))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The transaction of these ACKs was committed; under the lock. */
    public void committed() {
        ledger.committed();
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
    static String identity(String stable, StompFrame message) {
        String own = message.header(HeaderNames.MESSAGE_ID);
        return own != null ? stable + ' ' + own : stable + ' ' + message.header(HeaderNames.TIMESTAMP_OF_BROKER);
    }
}
