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
 * connection on which to acknowledge it.
 *
 * <p>Guarded by the session's lock.
 */
final class Ledger {
    /** Every so many acknowledgements one asks for a receipt, so that what must be remembered stays small. */
    private static final int ACKS_PER_RECEIPT = 64;
    /** Those that never come again are forgotten when so many are remembered, the oldest first. */
    private static final int REMEMBERED = 10_000;

    /**
     * An acknowledgement that is to be sent.
     *
     * @param connection where
     * @param deliveries what to name in ACKs
     * @param last the number of the last acknowledgement in it
     * @param wantsReceipt whether it is time for a receipt
     */
    record Acknowledgement(StompConnection connection, List<Delivery> deliveries, long last, boolean wantsReceipt) {}

    private final boolean individual;

    /** Delivered by the current connection and not acknowledged, in the order of delivery. */
    private final Deque<Delivery> outstanding = new ArrayDeque<>();
    /** In the application's hands, in the order of handing out. */
    private final Set<Delivery> inHands = new LinkedHashSet<>();
    /** On their way to the dead letters. */
    private final Set<Delivery> forwarding = new HashSet<>();
    /** Acknowledged and not confirmed, in order; the first has the number {@code firstUnconfirmed}. */
    private final Deque<String> unconfirmed = new ArrayDeque<>();
    /** In hands or being forwarded since before a reconnect and not come again. */
    private final Map<String, Delivery> expected = new HashMap<>();
    /** Handled before a reconnect: to be acknowledged when they come again. */
    private final Set<String> settledBefore = new LinkedHashSet<>();
    /** What the COMMIT that is under way acknowledges; in hands or handled as well. */
    private final List<Delivery> committing = new ArrayList<>();

    private long firstUnconfirmed;
    private long acknowledged;
    private long lastReceipt;
    private int handledCount;

    Ledger(boolean individual) {
        this.individual = individual;
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
        if (!expected.isEmpty()) {
            Delivery held = expected.remove(id);
            if (held != null) {
                held.cameAgain(frame, connection);
                outstanding.addLast(held);
                return held;
            }
        }
        if (!settledBefore.isEmpty() && settledBefore.remove(id)) {
            Delivery settled = new Delivery(id, 0, frame, connection, 1);
            settled.handle();
            handledCount++;
            outstanding.addLast(settled);
            return settled;
        }
        return null;
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
        return expected.remove(delivery.id()) == null;
    }

    /** A message is done with: it may be acknowledged. */
    void handled(Delivery delivery) {
        inHands.remove(delivery);
        forwarding.remove(delivery);
        delivery.handle();
        if (expected.remove(delivery.id()) != null) {
            settleWhenItComes(delivery.id());
        } else {
            handledCount++;
        }
    }

    int handledCount() {
        return handledCount;
    }

    /** {@return whether {@link #due()} would give something} */
    boolean hasDue() {
        return handledCount > 0
                && (individual
                        || (!outstanding.isEmpty() && outstanding.peekFirst().isHandled()));
    }

    /** {@return what can be acknowledged now, counted as acknowledged by that; null if nothing} */
    Acknowledgement due() {
        if (handledCount == 0) {
            return null;
        }
        List<Delivery> ready = individual ? takeHandled() : takeHandledRow();
        if (ready.isEmpty()) {
            return null;
        }
        handledCount -= ready.size();
        for (Delivery delivery : ready) {
            unconfirmed.addLast(delivery.id());
        }
        acknowledged += ready.size();
        boolean receipt = acknowledged - lastReceipt >= ACKS_PER_RECEIPT;
        if (receipt) {
            lastReceipt = acknowledged;
        }
        Delivery last = ready.get(ready.size() - 1);
        return new Acknowledgement(last.from(), individual ? ready : List.of(last), acknowledged, receipt);
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
        for (Delivery delivery : outstanding) {
            if (delivery.isInHands() || delivery.isHandled()) {
                committing.add(delivery);
            } else if (!individual) {
                break;
            }
        }
        if (committing.isEmpty()) {
            return null;
        }
        Delivery last = committing.get(committing.size() - 1);
        return new Acknowledgement(
                last.from(), individual ? List.copyOf(committing) : List.of(last), acknowledged, false);
    }

    /** A COMMIT has acknowledged what {@link #committing()} told. */
    void committed() {
        for (Delivery delivery : committing) {
            if (delivery.isInHands()) {
                handled(delivery);
            }
        }
        if (individual) {
            Set<Delivery> done = new HashSet<>(committing);
            int before = outstanding.size();
            outstanding.removeIf(done::contains);
            handledCount -= before - outstanding.size();
        } else {
            for (Delivery delivery : committing) {
                if (outstanding.peekFirst() == delivery) { // not if the connection was lost since
                    outstanding.removeFirst();
                    handledCount--;
                }
            }
        }
        committing.clear();
    }

    /** The connection was lost: the broker will deliver again what it does not know to be acknowledged. */
    void interrupted() {
        unconfirmed.forEach(this::settleWhenItComes);
        unconfirmed.clear();
        for (Delivery delivery : outstanding) {
            if (delivery.isHandled()) {
                settleWhenItComes(delivery.id());
            }
        }
        outstanding.clear();
        for (Delivery delivery : inHands) {
            expected.put(delivery.id(), delivery);
        }
        for (Delivery delivery : forwarding) {
            expected.put(delivery.id(), delivery);
        }
        handledCount = 0;
        firstUnconfirmed = acknowledged;
    }

    private void settleWhenItComes(String id) {
        settledBefore.add(id);
        if (settledBefore.size() > REMEMBERED) {
            settledBefore.remove(settledBefore.iterator().next());
        }
    }

    /** Forgets everything. */
    void clear() {
        outstanding.clear();
        inHands.clear();
        forwarding.clear();
        unconfirmed.clear();
        expected.clear();
        settledBefore.clear();
        committing.clear();
        handledCount = 0;
        firstUnconfirmed = acknowledged;
    }
}
