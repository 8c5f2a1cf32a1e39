package org.stompest.chaos.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The books find what is wrong with a run, and nothing in one that is good. */
class MessageStreamTest {
    private static final String ONE = "one";
    private static final String TWO = "two";

    private final MessageStream stream = new MessageStream("stream", true);

    private long sent() {
        long number = stream.begun();
        stream.sent(number);
        return number;
    }

    private void received(long number) {
        stream.handedOut(number, ONE);
        stream.settled(number, ONE);
    }

    private Balance balance() {
        return stream.balance();
    }

    private void assertGood() {
        assertThat(balance().isGood()).isTrue();
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.examples()).isEmpty();
    }

    @Test
    void everythingArrivesOnce() {
        received(sent());
        received(sent());

        assertGood();
        assertThat(balance().sent()).isEqualTo(2);
        assertThat(balance().received()).isEqualTo(2);
    }

    @Test
    void whatWasSentAndDidNotComeIsLost() {
        received(sent());
        sent();

        assertThat(balance().lost()).isEqualTo(1);
        assertThat(balance().isGood()).isFalse();
        assertThat(stream.isComplete()).isFalse();
        assertThat(stream.examples()).singleElement().asString().contains("number 1 lost");
    }

    @Test
    void whatWasHandedOutAndNeverSettledIsLost() {
        stream.handedOut(sent(), ONE);

        assertThat(balance().lost()).isEqualTo(1);
    }

    @Test
    void whatWasGivenBackAndNotHandedOutAgainIsLost() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.givenBack(number, ONE);

        assertThat(balance().lost()).isEqualTo(1);
        assertThat(balance().rolledBack()).isEqualTo(1);
    }

    @Test
    void whatComesBeforeItIsToldToBeSentIsGood() {
        long number = stream.begun();
        received(number);
        stream.sent(number);

        assertGood();
    }

    @Test
    void whatWasTakenBackNeedNotCome() {
        stream.takenBack(stream.begun());

        assertGood();
        assertThat(balance().sent()).isZero();
        assertThat(balance().rolledBack()).isEqualTo(1);
    }

    @Test
    void whatWasTakenBackAndSentAgainComesOnce() {
        long number = stream.begun();
        stream.takenBack(number);
        stream.sent(number);
        received(number);

        assertGood();
    }

    @Test
    void whatWasTakenBackAndCameAllTheSameIsTwiceWhenItIsSentAgain() {
        long number = stream.begun();
        stream.takenBack(number);
        received(number);
        stream.sent(number);
        received(number);

        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatIsInDoubtMayComeOrNot() {
        long came = stream.begun();
        stream.sentInDoubt(came);
        stream.sentInDoubt(stream.begun());
        received(came);

        assertGood();
        assertThat(balance().inDoubt()).isEqualTo(2);
    }

    @Test
    void whatIsInDoubtMayNotComeTwice() {
        long number = stream.begun();
        stream.sentInDoubt(number);
        received(number);
        received(number);

        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatComesAgainAfterItWasSettledIsTwice() {
        long number = sent();
        received(number);
        assertThat(stream.handedOut(number, ONE)).isFalse();

        assertThat(balance().duplicated()).isEqualTo(1);
        assertThat(balance().isGood()).isFalse();
        assertThat(stream.examples()).singleElement().asString().contains("number 0 duplicated");
    }

    @Test
    void whatComesAgainToAnotherAfterItWasSettledIsTwice() {
        long number = sent();
        received(number);
        stream.handedOut(number, TWO);

        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatComesAgainToWhomHasItInHandsIsTwice() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.handedOut(number, ONE);

        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatWasGivenBackMayComeAgainOnce() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.givenBack(number, ONE);
        received(number);
        assertGood();

        received(number);
        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatIsTakenFromALostConsumerMayBeSettledByTheOther() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.handedOut(number, TWO);
        stream.settled(number, TWO);
        stream.givenBack(number, ONE);

        assertGood();
    }

    @Test
    void whatIsTakenFromALostConsumerDoesNotComeOnceMoreWhenThatOneGivesItBack() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.handedOut(number, TWO);
        stream.givenBack(number, ONE);
        stream.settled(number, TWO);
        assertGood();

        received(number);
        assertThat(balance().duplicated()).isEqualTo(1);
    }

    @Test
    void whatIsSettledByTwoIsTwice() {
        long number = sent();
        stream.handedOut(number, ONE);
        stream.handedOut(number, TWO);
        stream.settled(number, ONE);
        stream.settled(number, TWO);

        assertThat(balance().duplicated()).isEqualTo(1);
        assertThat(stream.examples()).singleElement().asString().contains("settled by two");
    }

    @Test
    void whatIsSettledInDoubtMayComeAgainOrNot() {
        long again = sent();
        stream.handedOut(again, ONE);
        stream.settledInDoubt(again, ONE);
        long not = sent();
        stream.handedOut(not, ONE);
        stream.settledInDoubt(not, ONE);
        received(again);

        assertGood();
        assertThat(balance().inDoubt()).isEqualTo(2);
    }

    @Test
    void whatComesBehindALaterOneIsOutOfOrder() {
        long first = sent();
        long second = sent();
        received(second);
        received(first);

        assertThat(balance().outOfOrder()).isEqualTo(1);
        assertThat(stream.examples()).singleElement().asString().contains("out of order");
    }

    @Test
    void whatComesAgainIsNotOutOfOrder() {
        long first = sent();
        long second = sent();
        stream.handedOut(first, ONE);
        stream.handedOut(second, ONE);
        stream.givenBack(first, ONE);
        stream.givenBack(second, ONE);
        received(first);
        received(second);

        assertThat(balance().outOfOrder()).isZero();
    }

    @Test
    void eachConsumerHasAnOrderOfItsOwn() {
        long first = sent();
        long second = sent();
        stream.handedOut(second, TWO);
        stream.handedOut(first, ONE);

        assertThat(balance().outOfOrder()).isZero();
    }

    @Test
    void orderIsNotLookedAtWhereThereIsNone() {
        MessageStream any = new MessageStream("any", false);
        any.sent(any.begun());
        any.sent(any.begun());
        any.handedOut(1, ONE);
        any.handedOut(0, ONE);

        assertThat(any.balance().outOfOrder()).isZero();
    }

    @Test
    void whatIsNotAsItWasSentIsCorrupt() {
        long number = sent();
        received(number);
        stream.corrupt(number);

        assertThat(balance().corrupt()).isEqualTo(1);
        assertThat(balance().isGood()).isFalse();
    }

    @Test
    void whatNobodyHasSentIsFoundOut() {
        received(sent());
        stream.handedOut(17, ONE);

        assertThat(balance().strange()).isEqualTo(1);
        assertThat(balance().isGood()).isFalse();
    }

    @Test
    void theLongestPauseIsBetweenTwoMessages() {
        received(sent());
        long before = System.nanoTime();
        received(sent());
        long most = System.nanoTime() - before + balance().longestPauseNanos();

        assertThat(balance().longestPauseNanos()).isPositive().isLessThanOrEqualTo(most);
    }

    @Test
    void streamsAddUp() {
        received(sent());
        sent();
        MessageStream other = new MessageStream("other", true);
        other.sentInDoubt(other.begun());

        Balance sum = balance().plus(other.balance());
        assertThat(sum.sent()).isEqualTo(2);
        assertThat(sum.received()).isEqualTo(1);
        assertThat(sum.lost()).isEqualTo(1);
        assertThat(sum.inDoubt()).isEqualTo(1);
    }
}
