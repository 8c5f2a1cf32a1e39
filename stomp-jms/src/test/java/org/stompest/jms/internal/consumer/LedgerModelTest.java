package org.stompest.jms.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stompest.jms.StompQueue;
import org.stompest.jms.dialect.SubscriptionRequest;

/** Plays a broker, an application and losses of the connection against the ledger, in random order. */
class LedgerModelTest {
    /** Of the only subscription to a queue. */
    static Returns.Share share() {
        SubscriptionRequest request = new SubscriptionRequest(
                new StompQueue("q"),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                1,
                false);
        return new Returns().share(request, null);
    }

    /** The broker's and the application's view. */
    private static final class Model {
        private final boolean individual;
        private final Ledger ledger;
        private final Map<String, Delivery> newest = new LinkedHashMap<>(); // what the broker holds for this subscriber
        private final Deque<String> toDeliver = new ArrayDeque<>();
        private final List<String> unacknowledged = new ArrayList<>(); // by this connection, in the order of delivery
        private final Deque<Delivery> waiting = new ArrayDeque<>();
        private final List<Delivery> inHands = new ArrayList<>();
        private final Set<String> handled = new HashSet<>();
        private final List<Ledger.Acknowledgement> unconfirmed = new ArrayList<>();
        private int last;

        Model(boolean individual) {
            this.individual = individual;
            this.ledger = new Ledger(individual, share());
        }

        void step(int step, int pick) {
            switch (step) {
                case 0, 1, 2 -> deliver();
                case 3, 4 -> handOut();
                case 5, 6 -> handle(pick);
                case 7 -> giveBack(pick);
                case 8 -> acknowledge(false);
                case 9 -> acknowledge(true);
                case 10 -> confirm();
                default -> interrupt();
            }
        }

        private void deliver() {
            String id = toDeliver.isEmpty() ? "m" + ++last : toDeliver.pollFirst();
            unacknowledged.add(id);
            if (ledger.cameAgain(id, null, null) == null) {
                assertThat(handled).as("a handled message is not new").doesNotContain(id);
                assertThat(inHands)
                        .as("nor one in hands")
                        .noneMatch(held -> held.id().equals(id));
                Delivery delivery = new Delivery(id, 0, null, null, 0);
                ledger.delivered(delivery);
                newest.put(id, delivery);
                waiting.addLast(delivery);
            }
        }

        private void handOut() {
            Delivery next = waiting.pollFirst();
            if (next != null) {
                assertThat(handled).doesNotContain(next.id());
                next.inHands(true);
                ledger.handedOut(next);
                inHands.add(next);
            }
        }

        private void handle(int pick) {
            if (!inHands.isEmpty()) {
                Delivery delivery = inHands.remove(pick % inHands.size());
                handled.add(delivery.id());
                ledger.handled(delivery);
            }
        }

        private void giveBack(int pick) {
            if (!inHands.isEmpty()) {
                Delivery delivery = inHands.remove(pick % inHands.size());
                delivery.inHands(false);
                if (ledger.givenBack(delivery)) {
                    waiting.addFirst(delivery);
                }
            }
        }

        private void acknowledge(boolean lost) {
            Ledger.Acknowledgement ack = ledger.due();
            if (ack == null) {
                assertThat(unacknowledged.stream().limit(1)).allMatch(first -> !handled.contains(first));
                return;
            }
            if (!lost) {
                for (Delivery named : ack.deliveries()) {
                    brokerAcknowledges(named.id());
                }
                unconfirmed.add(ack);
            }
            if (lost) {
                interrupt();
            }
        }

        private void brokerAcknowledges(String id) {
            int at = unacknowledged.indexOf(id);
            assertThat(at).as("%s was delivered by this connection", id).isNotNegative();
            List<String> covered = individual ? unacknowledged.subList(at, at + 1) : unacknowledged.subList(0, at + 1);
            assertThat(handled).containsAll(covered);
            covered.clear();
        }

        private void confirm() {
            if (!unconfirmed.isEmpty()) {
                ledger.confirmed(unconfirmed.remove(unconfirmed.size() - 1));
                unconfirmed.clear();
            }
        }

        private void interrupt() {
            List<String> again = new ArrayList<>(unacknowledged);
            again.addAll(toDeliver);
            toDeliver.clear();
            toDeliver.addAll(again);
            unacknowledged.clear();
            unconfirmed.clear();
            waiting.clear();
            ledger.interrupted();
        }

        void finish() {
            while (!toDeliver.isEmpty()) {
                deliver();
            }
            assertThat(ledger.awaitsReturn()).isFalse();
            while (!waiting.isEmpty()) {
                handOut();
            }
            while (!inHands.isEmpty()) {
                handle(0);
            }
            acknowledge(false);
            assertThat(unacknowledged).as("all is acknowledged in the end").isEmpty();
            assertThat(ledger.handledCount()).isZero();
            assertThat(ledger.inHands()).isEmpty();
        }
    }

    @Property(tries = 2000)
    void noMessageIsLostAcknowledgedUnhandledOrHandedOutAfterItWasHandled(
            @ForAll boolean individual,
            @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 11) Integer> steps,
            @ForAll @IntRange(min = 0, max = 1000) int pick) {
        Model model = new Model(individual);
        for (int i = 0; i < steps.size(); i++) {
            model.step(steps.get(i), pick + 7 * i);
        }
        model.finish();
    }
}
