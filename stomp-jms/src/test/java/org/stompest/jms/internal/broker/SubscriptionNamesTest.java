package org.stompest.jms.internal.broker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.SubscriptionRequest;

class SubscriptionNamesTest {
    private final SubscriptionNames names = new SubscriptionNames();

    private static SubscriptionRequest request(String topic, String selector, boolean durable, boolean shared) {
        return new SubscriptionRequest(
                new StompTopic(topic),
                Optional.ofNullable(selector),
                false,
                Optional.of("name"),
                durable,
                shared,
                Optional.empty(),
                100,
                false);
    }

    @Test
    void aDurableSubscriptionHasOneConsumer() throws JMSException {
        SubscriptionRequest durable = request("t", null, true, false);
        names.enter(durable);

        assertThatThrownBy(() -> names.enter(durable))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'name'");
        names.leave(durable);
        assertThatCode(() -> names.enter(durable)).doesNotThrowAnyException();
    }

    @Test
    void aSharedSubscriptionHasManyUntilTheLastLeaves() throws JMSException {
        SubscriptionRequest shared = request("t", null, true, true);
        names.enter(shared);
        names.enter(shared);
        names.leave(shared);

        assertThatThrownBy(() -> names.checkUnused("name")).isInstanceOf(IllegalStateException.class);
        names.leave(shared);
        assertThatCode(() -> names.checkUnused("name")).doesNotThrowAnyException();
    }

    @Test
    void aSharedSubscriptionInUseHasOneTopicAndSelector() throws JMSException {
        names.enter(request("t", "a = 1", false, true));

        assertThatThrownBy(() -> names.enter(request("u", "a = 1", false, true)))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> names.enter(request("t", "a = 2", false, true)))
                .isInstanceOf(JMSException.class);
        names.enter(request("t", "a = 1", false, true));
    }

    @Test
    void aRefusedConsumerIsNotCounted() throws JMSException {
        SubscriptionRequest shared = request("t", null, true, true);
        names.enter(shared);
        assertThatThrownBy(() -> names.enter(request("u", null, true, true))).isInstanceOf(JMSException.class);

        names.leave(shared);

        assertThatCode(() -> names.checkUnused("name")).doesNotThrowAnyException();
    }

    @Test
    void sharedAndUnsharedDurableDoNotMix() throws JMSException {
        names.enter(request("t", null, true, true));

        assertThatThrownBy(() -> names.enter(request("t", null, true, false)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void durableAndNonDurableNamesAreApart() throws JMSException {
        names.enter(request("t", null, false, true));

        assertThatCode(() -> names.checkUnused("name")).doesNotThrowAnyException();
        assertThatCode(() -> names.enter(request("u", null, true, true))).doesNotThrowAnyException();
    }
}
