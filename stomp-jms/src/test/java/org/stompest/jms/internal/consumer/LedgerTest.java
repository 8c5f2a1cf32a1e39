package org.stompest.jms.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(false, LedgerModelTest.share());

    private static Delivery message(String id) {
        return new Delivery(id, 0, null, null, 0);
    }

    private static List<String> ids(Ledger.Acknowledgement ack) {
        return ack == null
                ? List.of()
                : ack.deliveries().stream().map(Delivery::id).toList();
    }

    private static Delivery handOut(Ledger ledger, String id) {
        Delivery delivery = message(id);
        ledger.delivered(delivery);
        delivery.inHands(true);
        ledger.handedOut(delivery);
        return delivery;
    }

    private Delivery handOut(String id) {
        return handOut(ledger, id);
    }

    private Delivery comesAgain(String id) {
        return ledger.cameAgain(id, null, null);
    }

    @Test
    void aHandledMessageIsAcknowledgedOnce() {
        ledger.handled(handOut("1"));

        assertThat(ledger.hasDue()).isTrue();
        assertThat(ids(ledger.due())).containsExactly("1");
        assertThat(ledger.hasDue()).isFalse();
        assertThat(ledger.due()).isNull();
    }

    @Test
    void oneCumulativeAcknowledgementStandsForTheWholeRow() {
        Delivery one = handOut("1");
        Delivery two = handOut("2");
        Delivery three = handOut("3");
        handOut("4");
        List.of(one, two, three).forEach(ledger::handled);

        Ledger.Acknowledgement ack = ledger.due();

        assertThat(ids(ack)).containsExactly("3");
        assertThat(ack.last()).isEqualTo(3);
        assertThat(ledger.handledCount()).isZero();
    }

    @Test
    void aGapIsNeverAcknowledgedCumulatively() {
        Delivery one = handOut("1");
        Delivery two = handOut("2");
        ledger.handled(two);

        assertThat(ledger.hasDue()).isFalse();
        assertThat(ledger.due()).isNull();

        ledger.handled(one);
        assertThat(ids(ledger.due())).containsExactly("2");
    }

    @Test
    void aMessageThatWaitsUnreadHoldsBackThoseBehindIt() {
        ledger.delivered(message("1"));
        ledger.handled(handOut("2"));

        assertThat(ledger.due()).isNull();
    }

    @Test
    void individualAcknowledgementsNeedNoOrder() {
        Ledger individual = new Ledger(true, LedgerModelTest.share());
        Delivery one = handOut(individual, "1");
        Delivery two = handOut(individual, "2");
        Delivery three = handOut(individual, "3");
        individual.handled(three);
        individual.handled(one);

        assertThat(ids(individual.due())).containsExactly("1", "3");
        individual.handled(two);
        assertThat(ids(individual.due())).containsExactly("2");
    }

    @Test
    void whatIsInHandsIsExpectedAfterAReconnectAndNotHandedOutAgain() {
        Delivery held = handOut("1");
        ledger.interrupted();

        assertThat(ledger.awaitsReturn()).isTrue();
        assertThat(comesAgain("1")).isSameAs(held);
        assertThat(ledger.awaitsReturn()).isFalse();
        assertThat(held.isInHands()).isTrue();

        ledger.handled(held);
        assertThat(ids(ledger.due())).containsExactly("1");
    }

    @Test
    void whatWasHandledBeforeItCameAgainIsAcknowledgedWhenItComes() {
        Delivery held = handOut("1");
        ledger.interrupted();
        ledger.handled(held);
        assertThat(ledger.awaitsReturn()).isFalse();
        assertThat(ledger.due()).isNull();

        assertThat(comesAgain("1")).isNotNull();

        assertThat(ids(ledger.due())).containsExactly("1");
        assertThat(comesAgain("1")).isNull();
    }

    @Test
    void whatWasGivenBackBeforeItCameAgainIsNewWhenItComes() {
        Delivery held = handOut("1");
        ledger.interrupted();

        assertThat(ledger.givenBack(held)).isFalse();
        assertThat(ledger.awaitsReturn()).isFalse();
        assertThat(comesAgain("1")).isNull();
    }

    @Test
    void whatWasGivenBackOnTheSameConnectionCanBeHandedOutAtOnce() {
        assertThat(ledger.givenBack(handOut("1"))).isTrue();
        assertThat(ledger.inHands()).isEmpty();
    }

    @Test
    void anUnconfirmedAcknowledgementIsRepeatedSilently() {
        ledger.handled(handOut("1"));
        ledger.due();
        ledger.interrupted();

        assertThat(comesAgain("1").isHandled()).isTrue();
        assertThat(ledger.hasDue()).isTrue();
        assertThat(ids(ledger.due())).containsExactly("1");
    }

    @Test
    void aConfirmedAcknowledgementIsForgotten() {
        ledger.handled(handOut("1"));
        ledger.confirmed(ledger.due());
        ledger.interrupted();

        assertThat(comesAgain("1")).isNull();
    }

    @Test
    void aConfirmationCoversAllBeforeAndNothingAfter() {
        ledger.handled(handOut("1"));
        ledger.due();
        ledger.handled(handOut("2"));
        Ledger.Acknowledgement second = ledger.due();
        ledger.handled(handOut("3"));
        ledger.due();
        ledger.confirmed(second);
        ledger.interrupted();

        assertThat(comesAgain("1")).isNull();
        assertThat(comesAgain("2")).isNull();
        assertThat(comesAgain("3")).isNotNull();
    }

    @Test
    void aConfirmationFromBeforeAReconnectConfirmsNothingOfTheNewConnection() {
        ledger.handled(handOut("1"));
        Ledger.Acknowledgement old = ledger.due();
        ledger.interrupted();
        comesAgain("1");
        ledger.due();
        ledger.confirmed(old);
        ledger.interrupted();

        assertThat(comesAgain("1")).isNotNull();
    }

    @Test
    void whatIsHandledOutOfOrderSurvivesTwoReconnects() {
        Delivery one = handOut("1");
        Delivery two = handOut("2");
        ledger.handled(two);
        ledger.interrupted();
        ledger.interrupted();

        assertThat(comesAgain("1")).isSameAs(one);
        assertThat(comesAgain("2")).isNotNull();
        assertThat(ledger.due()).isNull();
        ledger.handled(one);
        assertThat(ids(ledger.due())).containsExactly("2");
    }

    @Test
    void everySixtyFourthAcknowledgementAsksForAReceipt() {
        for (int i = 1; i <= 200; i++) {
            ledger.handled(handOut("m" + i));
            assertThat(ledger.due().wantsReceipt()).as("message %d", i).isEqualTo(i % 64 == 0);
        }
    }

    @Test
    void theOldestOfManyThatNeverComeAgainAreForgotten() {
        for (int i = 0; i < 10_001; i++) {
            ledger.handled(handOut("m" + i));
            ledger.due();
        }
        ledger.interrupted();

        assertThat(comesAgain("m0")).isNull();
        assertThat(comesAgain("m1")).isNotNull();
        assertThat(comesAgain("m10000")).isNotNull();
    }

    @Test
    void aDeadLetterInForwardingThatComesAgainIsNotNew() {
        Delivery letter = message("1");
        ledger.delivered(letter);
        ledger.forwarding(letter);
        ledger.interrupted();

        assertThat(ledger.awaitsReturn()).isFalse();
        assertThat(comesAgain("1")).isSameAs(letter);
        ledger.handled(letter);
        assertThat(ids(ledger.due())).containsExactly("1");
    }

    @Test
    void aDeadLetterForwardedBeforeItComesAgainIsAcknowledgedWhenItComes() {
        Delivery letter = message("1");
        ledger.delivered(letter);
        ledger.forwarding(letter);
        ledger.interrupted();
        ledger.handled(letter);
        assertThat(ledger.due()).isNull();

        assertThat(comesAgain("1").isHandled()).isTrue();
        assertThat(ids(ledger.due())).containsExactly("1");
    }

    @Test
    void onlyWhatIsSettledOutlivesTheSubscriptionSinceItMayComeToAnother() {
        handOut("1");
        ledger.handled(handOut("2"));
        ledger.interrupted();
        ledger.clear();

        assertThat(comesAgain("1")).isNull();
        assertThat(ledger.inHands()).isEmpty();
        assertThat(ledger.due()).isNull();
        assertThat(comesAgain("2").isHandled()).isTrue();
    }
}
