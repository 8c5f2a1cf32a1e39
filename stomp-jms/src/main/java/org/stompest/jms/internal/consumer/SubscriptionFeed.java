package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private static final String ACK = "ack";

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
    private final Returns.Share share;
    private final Settlement settlement;

    // guarded by the session's lock
    private final Prefetched waiting;
    private final DeadLetters dead;
    private final Ledger ledger;
    private final HeldWindow window;
    /** Those whose messages have come to this subscription, where they are acknowledged. */
    private final Set<SubscriptionFeed> borrowers = new HashSet<>();

    private JmsConsumer consumer;
    private JMSException refusal;
    private boolean everDelivered;
    private boolean quiet;
    private boolean warned;
    private boolean ended;
    private StompConnection last;
    private StompConnection newest; // as last, but what came to others for this one counts too
    private List<String> doubtful = List.of();

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
        this.share = host.returns().share(request, this);
        this.ledger = new Ledger(request.individualAcks(), share);
        this.acks = new AckWriter(host, ledger, request.destination());
        this.waiting = new Prefetched(request.individualAcks());
        this.window =
                new HeldWindow(link.dialect().deliversMoreAfterAbortedAck() ? Math.max(1, request.prefetch()) : 0);
        this.window.mayOpen(!request.individualAcks());
        this.dead = new DeadLetters(host, this, ledger, letter -> {
            putBack(letter);
            wake();
        });
        this.settlement = new Settlement(host, ledger, acks, window, dead, () -> !waiting.isEmpty(), id);
    }

    /**
     * Subscribes; messages may come before it has returned.
     *
     * @throws JMSException if the broker refuses, or there is no connection
     */
    public void subscribe() throws JMSException {
        link.subscribe(id, link.dialect().subscribe(atBroker), this, request.destination());
    }

    /** {@return by which its messages are acknowledged} */
    public Settlement settlement() {
        return settlement;
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

    /**
     * Where messages that other subscriptions have handed out may come to this one, it has to leave each of them to its own, and so
     * to acknowledge one by one until the next connection.
     */
    @Override
    public StompFrame subscribing(StompFrame subscribe) {
        boolean individual = request.individualAcks() || share.othersExpect();
        host.lock().lock();
        try {
            ledger.acknowledgesOneByOne(individual);
            window.mayOpen(!individual);
        } finally {
            host.lock().unlock();
        }
        if (individual == request.individualAcks()) {
            return subscribe;
        }
        return subscribe.withHeaders(
                subscribe.headers().toBuilder().set(ACK, "client-individual").build());
    }

    @Override
    public void deliver(StompConnection connection, StompFrame message) {
        String identity = identity(link.dialect().stableId(message), message);
        SubscriptionFeed holder = share.heldElsewhere(identity);
        if (holder != null && lend(holder, connection, message, identity)) {
            return;
        }
        boolean due = false;
        host.lock().lock();
        try {
            came(connection);
            Delivery known = ledger.cameAgain(identity, message, connection);
            if (known == null) {
                int before =
                        counts.take(identity).orElseGet(() -> link.dialect().deliveryCount(message) - 1);
                add(new Delivery(identity, host.nextNumber(), message, connection, before), waiting::addLast);
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
            link.later(settlement::settleDue); // the reader must not write
        }
    }

    private void came(StompConnection connection) {
        last = connection;
        newest = connection;
        everDelivered = true;
        quiet = false;
    }

    private void add(Delivery delivery, Consumer<Delivery> place) {
        ledger.delivered(delivery);
        place.accept(delivery);
    }

    // ---- what another subscription of the same queue has handed out; the locks of two sessions are never held
    // together

    /** {@return whether the message was left to the one that has handed it out} */
    private boolean lend(SubscriptionFeed holder, StompConnection connection, StompFrame message, String identity) {
        host.lock().lock();
        try {
            if (ended || !ledger.acknowledgesOneByOne()) {
                return false;
            }
            came(connection);
            borrowers.add(holder);
        } finally {
            host.lock().unlock();
        }
        if (!holder.borrow(this, connection, message, identity)) {
            return false;
        }
        boolean late;
        host.lock().lock();
        try {
            late = ended;
        } finally {
            host.lock().unlock();
        }
        if (late) {
            link.later(() -> holder.lenderEnded(this));
        }
        return true;
    }

    private boolean borrow(SubscriptionFeed lender, StompConnection connection, StompFrame message, String identity) {
        host.lock().lock();
        try {
            if (ledger.cameElsewhere(identity, message, connection, lender) == null) {
                return false;
            }
            newest = connection;
            host.messageReturned();
            wake();
            return true;
        } finally {
            host.lock().unlock();
        }
    }

    /** What has come to another subscription that ends goes back to the broker, and comes again. */
    private void lenderEnded(SubscriptionFeed lender) {
        acks.between(() -> {
            host.lock().lock();
            try {
                for (Delivery free : ledger.lenderEnded(lender)) {
                    if (waiting.remove(free) || dead.remove(free)) {
                        remember(free);
                    }
                }
            } finally {
                host.lock().unlock();
            }
        });
    }

    /** The one that had handed out a message ends: it is delivered here, as any other that was delivered before. */
    private void takeBack(Delivery delivery) {
        host.lock().lock();
        try {
            if (ended || delivery.isFromLostConnection()) {
                remember(delivery); // it comes again
                return;
            }
            add(
                    new Delivery(delivery.id(), host.nextNumber(), delivery.frame(), delivery.from(), delivery.count()),
                    waiting::addFirst);
            wake();
        } finally {
            host.lock().unlock();
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
            lost();
        } finally {
            host.lock().unlock();
        }
    }

    private void lost() {
        // The broker delivers all of them again, and would have all of them delivered before.
        waiting.removeAll().forEach(this::remember);
        dead.removeAll().forEach(this::remember);
        ledger.interrupted();
        window.interrupted();
        borrowers.clear();
    }

    /**
     * The connection may have been lost and nobody have told yet: what is taken from it now, or given back, may have been
     * acknowledged by a COMMIT whose receipt was lost with it. Where something has come from a newer one, it was told.
     */
    private void notice(Delivery next) {
        if (next != null && next.isFromLostConnection() && next.from() == newest) {
            lost();
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
     * dead letter, which {@link Settlement#settleDue} must see to before anything behind it goes out}
     */
    Delivery take() {
        notice(waiting.peekFirst());
        while (!waiting.isEmpty() && dead.isEmpty() && rest().unlimited()) {
            Delivery next = waiting.pollFirst();
            if (!filter.wants(next.frame(), () -> host.message(this, next))) {
                ledger.handled(next);
            } else if (host.redelivery().isDeadLetter(next.count()) && !next.isUndeliverable()) {
                dead.add(next);
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
        Delivery next = dead.isEmpty() ? waiting.peekFirst() : dead.peek();
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

    /** {@return whether {@link Settlement#settleDue} has something to do that no consumer is about to do} */
    public boolean hasDue() {
        return settlement.hasDue();
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
                host.lock(), arrived, () -> ledger.awaitsReturn(deliveries) && !consumer.hasFailed(), deadline);
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
        notice(delivery);
        delivery.inHands(false);
        if (ledger.givenBack(delivery)) {
            place.accept(delivery);
        } else {
            // It has not come again after a reconnect: it will, and then it is delivered as any other.
            remember(delivery);
        }
    }

    // ---- end

    /**
     * Ends the subscription: what waits or is in hands goes back to the broker, which delivers it to others.
     *
     * @return told when the broker has done that
     */
    public Confirmation unsubscribe() {
        settlement.settleDue();
        List<Delivery> lent;
        List<SubscriptionFeed> borrowing;
        host.lock().lock();
        try {
            ended = true;
            lent = ledger.takeLent();
            lent.forEach(waiting::remove);
            lent.forEach(dead::remove);
            boolean all = link.dialect().marksWhatWasPrefetched();
            for (Delivery delivery : waiting.removeAll()) {
                if (all || delivery.count() > 0) {
                    remember(delivery);
                }
            }
            dead.removeAll().forEach(this::remember);
            ledger.inHands().forEach(this::remember);
            doubtful = ledger.clear();
            borrowing = List.copyOf(borrowers);
            borrowers.clear();
        } finally {
            host.lock().unlock();
        }
        doubtful.forEach(share::settle);
        for (int i = lent.size() - 1; i >= 0; i--) {
            lent.get(i).lender().takeBack(lent.get(i));
        }
        borrowing.forEach(borrower -> borrower.lenderEnded(this));
        return link.unsubscribe(id, this);
    }

    /** The broker has answered: what was acknowledged is so now, if the connection has lived until then. */
    public void unsubscribed() {
        if (last != null && last.isOpen()) {
            share.forgetSettled(doubtful);
        }
    }

    private void remember(Delivery back) {
        counts.remember(back.id(), back.count());
    }

    /**
     * Our own id alone where there is one: the brokers of a cluster number alike, and one that was started without what it had
     * numbers anew.
     */
    static String identity(String stable, StompFrame message) {
        String own = message.header(HeaderNames.MESSAGE_ID);
        return own != null ? own : stable + ' ' + message.header(HeaderNames.TIMESTAMP_OF_BROKER);
    }
}
