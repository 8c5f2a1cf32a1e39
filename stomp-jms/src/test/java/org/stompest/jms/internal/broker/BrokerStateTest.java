package org.stompest.jms.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;

/** What a connection remembers: confirmed destinations, ids. */
class BrokerStateTest {
    private static final StompQueue QUEUE = new StompQueue("q");

    @Test
    void aConfirmedDestinationIsOneOfItsKind() {
        ConfirmedDestinations confirmed = new ConfirmedDestinations();
        confirmed.add(QUEUE);

        assertThat(confirmed.contains(new StompQueue("q"))).isTrue();
        assertThat(confirmed.contains(new StompTopic("q"))).isFalse();
    }

    @Test
    void tooManyConfirmedDestinationsBeginAnew() {
        ConfirmedDestinations confirmed = new ConfirmedDestinations();
        for (int i = 0; i <= 10_000; i++) {
            confirmed.add(new StompQueue("q" + i));
        }

        assertThat(confirmed.contains(new StompQueue("q0"))).isFalse();
        assertThat(confirmed.contains(new StompQueue("q10000"))).isTrue();
    }

    @Test
    void idsOfEndedTransactionsAreUsedAgain() {
        TransactionIds ids = new TransactionIds();
        String first = ids.take();
        String second = ids.take();
        assertThat(second).isNotEqualTo(first);

        ids.giveBack(first);

        assertThat(ids.take()).isEqualTo(first);
        assertThat(ids.take()).isNotIn(first, second);
    }
}
