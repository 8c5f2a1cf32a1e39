package org.stompest.jms.internal.consumer;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/**
 * How the application is done with the messages of one subscription: what it has settled is acknowledged as soon as it may be.
 *
 * <p>Threads: those of the session, and the connection's helper. No method may be called with the session's lock held, but for
 * those that say so.
 */
public final class Settlement {
    private final ConsumerHost host;
    private final Ledger ledger;
    private final AckWriter acks;
    private final HeldWindow window;
    private final DeadLetters dead;
    private final BooleanSupplier moreWaits;
    private final String windowTransaction;

    /**
     * Makes that of a subscription.
     *
     * @param host the session
     * @param ledger what the subscription has delivered
     * @param acks writes
     * @param window tells when the broker waits
     * @param dead what was delivered too often
     * @param moreWaits whether messages wait to be handed out; asked under the session's lock
     * @param subscription its id
     */
    Settlement(
            ConsumerHost host,
            Ledger ledger,
            AckWriter acks,
            HeldWindow window,
            DeadLetters dead,
            BooleanSupplier moreWaits,
            String subscription) {
        this.host = host;
        this.ledger = ledger;
        this.acks = acks;
        this.window = window;
        this.dead = dead;
        this.moreWaits = moreWaits;
        this.windowTransaction = "window-" + subscription;
    }

    /**
     * A message is done with: acknowledges it.
     *
     * @param delivery in the application's hands, or given back and then ignored
     * @param flush when the ACK leaves
     */
    public void settle(Delivery delivery, Flush flush) {
        acks.write(() -> dueBy(delivery), flush);
    }

    /** {@return what can be acknowledged when a message is done with; null if nothing, or it is not in hands} */
    private Ledger.Acknowledgement dueBy(Delivery delivery) {
        if (!delivery.isInHands()) {
            return null;
        }
        ledger.handled(delivery);
        return ledger.due();
    }

    /**
     * A message is done with, and is acknowledged together with later ones.
     *
     * @param delivery in the application's hands, or given back and then ignored
     * @param most how many may wait for their acknowledgement
     */
    public void settleLazily(Delivery delivery, int most) {
        acks.write(
                () -> {
                    if (!delivery.isInHands()) {
                        return null;
                    }
                    ledger.handled(delivery);
                    boolean now = !moreWaits.getAsBoolean() || ledger.handledCount() >= most;
                    return now ? ledger.due() : null;
                },
                Flush.SOON);
    }

    /** {@return whether {@link #settleDue} has something to do that no consumer is about to do; under the lock} */
    boolean hasDue() {
        return ledger.hasDue() || !dead.isEmpty() || isFull();
    }

    private boolean isFull() {
        return window.isFull(ledger.inHands().size());
    }

    /**
     * Forwards dead letters, acknowledges what may be acknowledged and was not yet, and has the broker go on where what is in
     * hands fills its window.
     */
    public void settleDue() {
        dead.bury();
        acks.write(ledger::due, Flush.SOON);
        openWindow();
    }

    private void openWindow() {
        Delivery full;
        host.lock().lock();
        try {
            full = isFull() ? window.told() : null;
        } finally {
            host.lock().unlock();
        }
        if (full != null) {
            acks.openWindow(full, windowTransaction);
        }
    }

    /** A listener has returned: if it leaves its messages unacknowledged, the next ones must come all the same. */
    public void keepFlowing() {
        boolean full;
        host.lock().lock();
        try {
            full = isFull();
        } finally {
            host.lock().unlock();
        }
        if (full) {
            settleDue();
        }
    }

    /**
     * Acknowledges one message.
     *
     * @param delivery in the application's hands, or no longer and then ignored
     * @return as that of {@link #settleAll}
     */
    public CompletableFuture<Void> settleConfirmed(Delivery delivery) {
        return acks.writeConfirmed(() -> dueBy(delivery), true);
    }

    /**
     * Acknowledges all that is in the application's hands.
     *
     * @param toldRefusal whether the application is told if the broker refuses it, and then gets the messages again; else they
     *     are acknowledged when they come again
     * @return completes when the broker has confirmed it, or the connection was lost: then it is acknowledged when it comes
     *     again; exceptionally with a {@link jakarta.jms.JMSException} if the broker has refused it. Null if there was nothing
     */
    public CompletableFuture<Void> settleAll(boolean toldRefusal) {
        dead.bury();
        return acks.writeConfirmed(
                () -> {
                    List.copyOf(ledger.inHands()).forEach(ledger::handled);
                    return ledger.due();
                },
                toldRefusal);
    }

    /**
     * Acknowledges messages.
     *
     * @param deliveries those of them that are in hands
     * @param toldRefusal as for {@link #settleAll}
     * @return as {@link #settleAll} does
     */
    public CompletableFuture<Void> settle(List<Delivery> deliveries, boolean toldRefusal) {
        return acks.writeConfirmed(
                () -> {
                    deliveries.stream().filter(Delivery::isInHands).forEach(ledger::handled);
                    return ledger.due();
                },
                toldRefusal);
    }

    /**
     * Makes the ACKs of all that is in the application's hands for a transaction that is about to be committed. It stays in hands
     * until it is {@link #committed}.
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
}
