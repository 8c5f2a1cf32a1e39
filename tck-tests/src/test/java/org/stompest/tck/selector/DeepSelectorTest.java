package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.tck.support.Section;

/** Selectors as deep as the parser lets them be: neither it, nor the translation, nor the broker's thread overflows its stack. */
@Section("3.8.1.1")
class DeepSelectorTest {
    private static final int DEEPEST = 256;
    private static final int LONGEST = 300;

    private static Stream<Arguments> cases() {
        return Stream.of(SelectorBroker.values())
                .flatMap(broker -> Stream.of(
                                "(".repeat(DEEPEST) + "n = 1" + ")".repeat(DEEPEST),
                                "NOT ".repeat(DEEPEST) + "n = 1",
                                "(s = 'b' OR (n = 1 AND ".repeat(DEEPEST / 4) + "n = 1" + "))".repeat(DEEPEST / 4),
                                "- ".repeat(DEEPEST) + "n = 1",
                                "n" + " + 1".repeat(LONGEST) + " = " + (LONGEST + 1))
                        .map(selector -> Arguments.of(broker, selector)));
    }

    @Test
    void whatWouldOverflowTheStackOfArtemisIsRefused() {
        String selector = "n" + " + 1".repeat(1000) + " = 1001";
        assertThatThrownBy(() -> SelectorBroker.ARTEMIS.translate(selector))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("more than 300 operators of arithmetic follow each other");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDeepestSelectors(SelectorBroker broker, String selector) throws Exception {
        String topic = "selectors.deep";
        Map<String, String> message = new HashMap<>(broker.send(topic, true));
        message.putAll(Map.of("n", "1", "s", "a"));
        Map<String, String> subscribe = new HashMap<>(broker.subscribe(topic, true));
        subscribe.putAll(Map.of("id", "0", "selector", broker.translate(selector)));
        try (BareStomp stomp = new BareStomp(broker.uri())) {
            stomp.request("SUBSCRIBE", subscribe);
            stomp.send("SEND", message);
            assertThat(stomp.expect("MESSAGE").headers()).containsEntry("n", "1");
        }
    }
}
