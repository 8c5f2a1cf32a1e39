package org.stompest.jms.internal.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/**
 * What one subscription has delivered and what became of it: delivered, in hands, handled, acknowledged, confirmed.
 *
 * <p><b>Acknowledging.</b> With cumulative acknowledgement one ACK stands for everything that the subscription delivered
 * before. So an ACK may only be sent for the last of an unbroken row of handled messages at the head of what is outstanding, in
 * the order of delivery. Messages are nearly always handled in that order, and then each ACK covers just what was handled.
 *
 * <p><b>Reconnecting.</b> What was acknowledged but not confirmed by a receipt may come again: it is recognised by its id,
 * counted as handled, and not handed out. What is in hands comes again too: the application keeps it, and only learns the new
 * connection on which to acknowledge it. Either may come to another subscription of the same queue, so {@link Returns} knows
 * them too; what has come there is <em>lent</em>, and acknowledged each for itself.
 *
 * <p>Guarded by the session's lock.
 */
final class Ledger {
    /** Every so many acknowledgements one asks for a receipt, so that what must be remembered stays small. */
    private static final int ACKS_PER_RECEIPT = 64;
    /**
     * An acknowledgement that is to be sent.
     *
     * @param connection where
     * @param deliveries what to name in ACKs
     * @param covered all that it acknowledges
     * @param last the number of the last acknowledgement in it
     * @param wantsReceipt whether it is time for a receipt
     */
    record Acknowledgement(
            StompConnection connection,
            List<Delivery> deliveries,
            List<Delivery> covered,
            long last,
            boolean wantsReceipt) {}

    private final Returns.Share share;
    private boolean individual;

    /** Delivered by the current connection and not acknowledged, in the order of delivery. */
    private final Deque<Delivery> outstanding = new ArrayDeque<>();
    /** Delivered by the current connection to other subscriptions, and not acknowledged. */
    private final Set<Delivery> lent = new LinkedHashSet<>();
    /** In the application's hands, in the order of handing out. */
    private final Set<Delivery> inHands = new LinkedHashSet<>();
    /** On their way to the dead letters. */
    private final Set<Delivery> forwarding = new HashSet<>();
    /** Acknowledged and not confirmed, in order; the first has the number {@code firstUnconfirmed}. */
    private final Deque<String> unconfirmed = new ArrayDeque<>();
    /** Those of them that the broker has refused to acknowledge. */
    private final Set<String> refused = new HashSet<>();
    /** In hands or being forwarded since before a reconnect and not come again. */
    private final Map<String, Delivery> expected = new HashMap<>();
    /** What the COMMIT that is under way acknowledges; in hands or handled as well. */
    private final List<Delivery> committing = new ArrayList<>();

    private long firstUnconfirmed;
    private long acknowledged;
    private long lastReceipt;
    private int handledCount;
    private int handledLent;

    /**
     * Makes an empty one.
     *
     * @param individual whether each message is acknowledged for itself
     * @param share what is known of messages that come again to whatever subscription
     */
    Ledger(boolean individual, Returns.Share share) {
        this.individual = individual;
        this.share = share;
    }

    /** The subscription is made on a new connection, which has delivered nothing yet. */
    void acknowledgesOneByOne(boolean now) {
        individual = now;
    }

    boolean acknowledgesOneByOne() {
        return individual;
    }

    /** A message that was never seen before. */
    void delivered(Delivery delivery) {
        outstanding.addLast(delivery);
    }

    /**
     * Looks whether a message is known from before a reconnect.
     *
     * @return what it is, and then it is not to be handed out; null if it is new
     */
    Delivery cameAgain(String id, StompFrame frame, StompConnection connection) {
        Delivery held = takeExpected(id);
        if (held != null) {
            held.cameAgain(frame, connection, null);
            outstanding.addLast(held);
            return held;
        }
        if (share.takeSettled(id)) {
            Delivery settled = new Delivery(id, 0, frame, connection, 1);
            settled.handle();
            handledCount++;
            outstanding.addLast(settled);
            return settled;
        }
        return null;
    }

    /**
     * A message has come to another subscription.
     *
     * @return what it is if it is in hands here, and then it is acknowledged here; else null
     */
    Delivery cameElsewhere(String id, StompFrame frame, StompConnection connection, SubscriptionFeed lender) {
        Delivery held = takeExpected(id);
        if (held != null) {
            held.cameAgain(frame, connection, lender);
            lent.add(held);
        }
        return held;
    }

    private Delivery takeExpected(String id) {
        Delivery held = expected.isEmpty() ? null : expected.remove(id);
        if (held != null) {
            share.forget(id);
        }
        return held;
    }

    private void expect(Delivery delivery) {
        expected.put(delivery.id(), delivery);
        share.expect(delivery.id());
    }

    /**
     * Another subscription ends: what came to it goes back to the broker and comes again.
     *
     * @return what is neither in hands nor handled, and so not this subscription's any more
     */
    List<Delivery> lenderEnded(SubscriptionFeed lender) {
        List<Delivery> free = new ArrayList<>();
        for (Iterator<Delivery> all = lent.iterator(); all.hasNext(); ) {
            Delivery delivery = all.next();
            if (delivery.lender() == lender) {
                all.remove();
                if (delivery.isHandled()) {
                    handledLent--;
                    share.settle(delivery.id());
                } else if (delivery.isInHands() || forwarding.contains(delivery)) {
                    expect(delivery);
                } else {
                    free.add(delivery);
                }
            }
        }
        return free;
    }

    /** {@return what has come to other subscriptions and is not handled, and is not this subscription's any more} */
    List<Delivery> takeLent() {
        List<Delivery> all = new ArrayList<>(lent);
        all.removeIf(Delivery::isHandled);
        lent.removeAll(all);
        inHands.removeAll(all);
        all.forEach(delivery -> delivery.inHands(false));
        return all;
    }

    void handedOut(Delivery delivery) {
        inHands.add(delivery);
    }

    Set<Delivery> inHands() {
        return inHands;
    }

    /** A message is about to be copied to the dead letters: until then it is neither waiting nor in hands. */
    void forwarding(Delivery delivery) {
        forwarding.add(delivery);
    }

    /** {@return whether something in hands is to come again} */
    boolean awaitsReturn() {
        return !expected.isEmpty() && expected.values().stream().anyMatch(inHands::contains);
    }

    /** {@return whether one of these is in hands and to come again} */
    boolean awaitsReturn(Collection<Delivery> deliveries) {
        return !expected.isEmpty()
                && deliveries.stream()
                        .anyMatch(delivery -> inHands.contains(delivery) && expected.containsKey(delivery.id()));
    }

    /** {@return whether the message can be handed out again now; if not, it is still to come again} */
    boolean givenBack(Delivery delivery) {
        inHands.remove(delivery);
        forwarding.remove(delivery);
        return takeExpected(delivery.id()) == null;
    }

    /** A message is done with: it may be acknowledged. */
    void handled(Delivery delivery) {
        inHands.remove(delivery);
        forwarding.remove(delivery);
        delivery.handle();
        if (!expected.isEmpty() && expected.remove(delivery.id()) != null) {
            share.settle(delivery.id());
        } else if (delivery.lender() != null) {
            handledLent++;
        } else {
            handledCount++;
        }
    }

    int handledCount() {
        return handledCount;
    }

    /** {@return whether {@link #due()} would give something} */
    boolean hasDue() {
        return handledLent > 0
                || (handledCount > 0
                        && (individual
                                || (!outstanding.isEmpty()
                                        && outstanding.peekFirst().isHandled())));
    }

    /** {@return what can be acknowledged now, counted as acknowledged by that; null if nothing} */
    Acknowledgement due() {
        if (handledCount == 0 && handledLent == 0) {
            return null;
        }
        List<Delivery> ready = handledCount == 0 ? List.of() : individual ? takeHandled() : takeHandledRow();
        handledCount -= ready.size();
        List<Delivery> named = individual || ready.isEmpty() ? ready : List.of(ready.get(ready.size() - 1));
        if (handledLent > 0) {
            List<Delivery> elsewhere = takeHandledLent();
            ready = joined(elsewhere, ready);
            named = joined(elsewhere, named);
        }
        if (ready.isEmpty()) {
            return null;
        }
        for (Delivery delivery : ready) {
            unconfirmed.addLast(delivery.id());
        }
        acknowledged += ready.size();
        boolean receipt = acknowledged - lastReceipt >= ACKS_PER_RECEIPT;
        if (receipt) {
            lastReceipt = acknowledged;
        }
        return new Acknowledgement(ready.get(ready.size() - 1).from(), named, ready, acknowledged, receipt);
    }

    private static List<Delivery> joined(List<Delivery> some, List<Delivery> others) {
        List<Delivery> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private List<Delivery> takeHandledLent() {
        List<Delivery> handled = lent.stream().filter(Delivery::isHandled).toList();
        handled.forEach(lent::remove);
        handledLent = 0;
        return handled;
    }

    private List<Delivery> takeHandledRow() {
        Delivery first = outstanding.peekFirst();
        if (first == null || !first.isHandled()) {
            return List.of();
        }
        outstanding.removeFirst();
        Delivery second = outstanding.peekFirst();
        if (second == null || !second.isHandled()) {
            return List.of(first);
        }
        List<Delivery> row = new ArrayList<>();
        row.add(first);
        while (!outstanding.isEmpty() && outstanding.peekFirst().isHandled()) {
            row.add(outstanding.removeFirst());
        }
        return row;
    }

    private List<Delivery> takeHandled() {
        List<Delivery> handled = new ArrayList<>();
        for (Iterator<Delivery> all = outstanding.iterator(); all.hasNext() && handled.size() < handledCount; ) {
            Delivery delivery = all.next();
            if (delivery.isHandled()) {
                all.remove();
                handled.add(delivery);
            }
        }
        return handled;
    }

    /** The broker has confirmed an acknowledgement, and with it all before. */
    void confirmed(Acknowledgement ack) {
        while (firstUnconfirmed < ack.last() && !unconfirmed.isEmpty()) {
            unconfirmed.removeFirst();
            firstUnconfirmed++;
        }
    }

    /** The broker has refused an acknowledgement, and the application knows: it is given these messages again. */
    void refused(Acknowledgement ack) {
        ack.covered().forEach(delivery -> refused.add(delivery.id()));
    }

    /**
     * Looks what a COMMIT may acknowledge: what is in hands, with what was handled in between. Nothing changes before it is
     * known to be {@link #committed()}.
     *
     * @return what the ACKs are to name; null if nothing
     */
    Acknowledgement committing() {
        committing.clear();
        if (inHands.isEmpty()) {
            return null;
        }
        for (Delivery delivery : lent) {
            if (delivery.isInHands()) {
                committing.add(delivery);
            }
        }
        List<Delivery> named = new ArrayList<>(committing);
        int elsewhere = named.size();
        for (Delivery delivery : outstanding) {
            if (delivery.isInHands() || (!individual && delivery.isHandled())) {
                committing.add(delivery);
            } else if (!individual) {
                break;
            }
        }
        if (committing.isEmpty()) {
            return null;
        }
        if (individual) {
            named = List.copyOf(committing);
        } else if (committing.size() > elsewhere) {
            named.add(committing.get(committing.size() - 1));
        }
        return new Acknowledgement(
                committing.get(committing.size() - 1).from(), named, List.copyOf(committing), acknowledged, false);
    }

    /** A COMMIT has acknowledged what {@link #committing()} told. */
    void committed() {
        for (Delivery delivery : committing) {
            if (delivery.isInHands()) {
                handled(delivery);
            }
            if (lent.remove(delivery)) { // not if the connection was lost since, as below
                handledLent--;
            }
        }
        if (individual) {
            Set<Delivery> done = new HashSet<>(committing);
            int before = outstanding.size();
            outstanding.removeIf(done::contains);
            handledCount -= before - outstanding.size();
        } else {
            for (Delivery delivery : committing) {
                if (outstanding.peekFirst() == delivery) {
                    outstanding.removeFirst();
                    handledCount--;
                }
            }
        }
        committing.clear();
    }

    /** The connection was lost: the broker will deliver again what it does not know to be acknowledged. */
    void interrupted() {
        unconfirmed.removeIf(refused::contains);
        refused.clear();
        unconfirmed.forEach(share::settle);
        unconfirmed.clear();
        settleHandled(outstanding);
        settleHandled(lent);
        inHands.forEach(this::expect);
        forwarding.forEach(this::expect);
        handledCount = 0;
        handledLent = 0;
        firstUnconfirmed = acknowledged;
    }

    private void settleHandled(Collection<Delivery> delivered) {
        for (Delivery delivery : delivered) {
            if (delivery.isHandled()) {
                share.settle(delivery.id());
            }
        }
        delivered.clear();
    }

    /**
     * Forgets everything.
     *
     * @return the ids of what was acknowledged and not confirmed
     */
    List<String> clear() {
        unconfirmed.removeIf(refused::contains);
        List<String> doubtful = List.copyOf(unconfirmed);
        expected.keySet().forEach(share::forget);
        outstanding.clear();
        lent.clear();
        inHands.clear();
        forwarding.clear();
        unconfirmed.clear();
        refused.clear();
        expected.clear();
        committing.clear();
        handledCount = 0;
        handledLent = 0;
        firstUnconfirmed = acknowledged;
        return doubtful;
    }
}
