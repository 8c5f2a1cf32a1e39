package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompHeaders;

class KeptSubscriptionsTest {
    private final StompSubscription first = subscription("1");
    private final StompSubscription second = subscription("2");
    private final StompSubscription third = subscription("3");
    private final KeptSubscriptions kept = new KeptSubscriptions(List.of(first, second, third));
    private final List<String> done = new ArrayList<>();

    private static StompSubscription subscription(String id) {
        return new StompSubscription(StompHeaders.of("id", id, "destination", "/q"));
    }

    private void make(Runnable whileTheFirstIsMade) {
        kept.make(
                subscription -> {
                    done.add("subscribe " + subscription.id());
                    if (subscription == first) {
                        whileTheFirstIsMade.run();
                    }
                },
                (subscription, headers) -> done.add("unsubscribe " + subscription.id() + " " + headers.get("name")));
    }

    @Test
    void theyAreMadeInTheirOrder() {
        make(() -> {});

        assertThat(done).containsExactly("subscribe 1", "subscribe 2", "subscribe 3");
        assertThat(kept.end(first, StompHeaders.empty())).isFalse();
    }

    @Test
    void whatIsEndedMeanwhileIsLeftOutOrEndedAfterwards() {
        make(() -> {
            assertThat(kept.end(first, StompHeaders.empty())).isTrue();
            assertThat(kept.end(second, StompHeaders.empty())).isTrue();
        });

        assertThat(done).containsExactly("subscribe 1", "unsubscribe 1 null", "subscribe 3");
    }

    @Test
    void whatMayBeDurableIsMadeSoThatItCanBeEnded() {
        make(() -> kept.end(second, StompHeaders.of("name", "durable")));

        assertThat(done).containsExactly("subscribe 1", "subscribe 2", "unsubscribe 2 durable", "subscribe 3");
    }
}
