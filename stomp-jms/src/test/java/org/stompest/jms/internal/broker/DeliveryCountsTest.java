package org.stompest.jms.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.SubscriptionRequest;

class DeliveryCountsTest {
    private final String brokers = UUID.randomUUID().toString();

    private DeliveryCounts counts(StompDestination destination, String name, boolean durable) {
        return counts(brokers, destination, name, durable);
    }

    private static DeliveryCounts counts(String brokers, StompDestination destination, String name, boolean durable) {
        return DeliveryCounts.of(
                brokers,
                new SubscriptionRequest(
                        destination,
                        Optional.empty(),
                        false,
                        Optional.ofNullable(name),
                        durable,
                        false,
                        Optional.of("client"),
                        1,
                        false));
    }

    private final DeliveryCounts queue = counts(new StompQueue("q"), null, false);

    @Test
    void aCountIsTakenOnce() {
        queue.remember("1", 3);

        assertThat(queue.take("1")).hasValue(3);
        assertThat(queue.take("1")).isEmpty();
    }

    @Test
    void thatNobodyHasSeenAMessageIsKnowledgeToo() {
        queue.remember("1", 0);

        assertThat(queue.take("1")).hasValue(0);
        assertThat(queue.take("1")).isEmpty();
    }

    @Test
    void whatOneConnectionGaveBackAnotherKnows() {
        queue.remember("1", 3);

        assertThat(counts(new StompQueue("q"), null, false).take("1")).hasValue(3);
    }

    @Test
    void countsOfDestinationsAndBrokersAreApart() {
        queue.remember("1", 3);

        assertThat(counts(new StompTopic("q"), "n", true).take("1")).isEmpty();
        assertThat(counts(new StompQueue("r"), null, false).take("1")).isEmpty();
        assertThat(counts("other", new StompQueue("q"), null, false).take("1")).isEmpty();
        assertThat(queue.take("2")).isEmpty();
        assertThat(queue.take("1")).hasValue(3);
    }

    @Test
    void eachSubscriptionOfATopicCountsForItself() {
        DeliveryCounts one = counts(new StompTopic("t"), "one", true);
        DeliveryCounts two = counts(new StompTopic("t"), "two", true);
        one.remember("1", 3);

        assertThat(two.take("1")).isEmpty();
        assertThat(one.take("1")).hasValue(3);
    }

    @Test
    void whatASubscriptionWithoutANameDropsIsNotRemembered() {
        DeliveryCounts plain = counts(new StompTopic("t"), null, false);
        plain.remember("1", 3);

        assertThat(plain.take("1")).isEmpty();
    }

    @Test
    void theOldestAreForgottenFirst() {
        for (int i = 0; i <= 50_000; i++) {
            queue.remember("m" + i, i + 1);
        }

        assertThat(queue.take("m0")).isEmpty();
        assertThat(queue.take("m50000")).hasValue(50_001);
    }

    @Test
    void whatIsRememberedAgainIsNotForgottenWithItsFormerCount() {
        queue.remember("m", 1);
        for (int i = 0; i < 49_000; i++) {
            queue.remember("n" + i, 1);
        }
        queue.remember("m", 2);
        for (int i = 0; i < 2_000; i++) {
            queue.remember("o" + i, 1);
        }

        assertThat(queue.take("m")).hasValue(2);
    }
}
