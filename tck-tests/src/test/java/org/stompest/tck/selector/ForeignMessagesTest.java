package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.tck.support.Section;

/** Messages of STOMP clients that know nothing of this provider: all their headers are text, as the brokers see them. */
@Section("3.8.1.1")
class ForeignMessagesTest {
    private static final Map<String, String> MESSAGE = Map.of(
            "age",
            "7",
            "price",
            "2.5",
            "big",
            "9007199254740993",
            "huge",
            "1e5",
            "ok",
            "true",
            "color",
            "red",
            "JMSXGroupID",
            "g",
            "type",
            "t",
            "correlation-id",
            "c");

    private static final List<Object[]> EXPECTED = Arrays.stream(new String[] {
                "age = 7 | true",
                "age > 5 | true",
                "age > 3000000000 | false",
                "age < 7.5 | true",
                "age + 1 = 8 | true",
                "age / 2 = 3 | true",
                "price > 2 | true",
                "price / 2 = 1.25 | true",
                "big = 9007199254740993 | true",
                "big = 9007199254740992 | false",
                "huge > 99999 | true",
                "huge + 1 > 0 OR color = 'red' | true",
                "color + 1 > 0 OR color = 'red' | true",
                "color > 5 | false",
                "NOT (color > 5) | true",
                "NOT (absent > 5) | false",
                "ok | true",
                "NOT ok | false",
                "ok = TRUE | true",
                "color = FALSE | false",
                "NOT color | false",
                "age = '7' | true",
                "ok = 'true' | true",
                "color <> 'blue' | true",
                "color LIKE 'r_d' | true",
                "color NOT IN ('red', 'blue') | false",
                "JMSType = 't' AND JMSCorrelationID = 'c' | true",
                "JMSXGroupID = 'g' | true",
                "JMSMessageID = 'x' OR color = 'red' | true",
                "JMSTimestamp > 1600000000000 | true",
                "JMSDeliveryMode = 'NON_PERSISTENT' AND JMSPriority = 4 | true"
            })
            .map(line -> line.split(" \\| "))
            .map(pair -> new Object[] {pair[0], Boolean.valueOf(pair[1])})
            .toList();

    private static Stream<Arguments> cases() {
        return Arrays.stream(SelectorBroker.values())
                .flatMap(broker -> EXPECTED.stream().map(pair -> Arguments.of(broker, pair[0], pair[1])));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatReadsAsANumberOrBooleanMayStandForOne(SelectorBroker broker, String selector, boolean expected)
            throws Exception {
        assertThat(delivered(broker, selector)).isEqualTo(expected);
    }

    @Test
    void aMessageHasTheIdOfTheBrokerIfThatGivesOne() throws Exception {
        assertThat(delivered(SelectorBroker.ARTEMIS, "JMSMessageID IS NULL")).isTrue();
        assertThat(delivered(SelectorBroker.CLASSIC, "JMSMessageID LIKE 'ID:%'"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ARTEMIS, 1500", "CLASSIC, 230"})
    void theBrokerTakesALongSelector(SelectorBroker broker, int length) throws Exception {
        String selector = IntStream.range(0, length)
                .mapToObj(i -> "color = 'shade of blue " + i + "'")
                .collect(Collectors.joining(" OR "));
        assertThat(delivered(broker, selector)).isFalse();
        assertThat(delivered(broker, selector + " OR color = 'red'")).isTrue();
    }

    private static boolean delivered(SelectorBroker broker, String selector) throws Exception {
        String topic = "selectors.foreign";
        Map<String, String> subscribe = new HashMap<>(broker.subscribe(topic, true));
        subscribe.putAll(Map.of("id", "0", "selector", broker.translate("(" + selector + ") OR last = 'yes'")));
        Map<String, String> first = new HashMap<>(MESSAGE);
        first.putAll(broker.send(topic, true));
        Map<String, String> last = new HashMap<>(Map.of("last", "yes"));
        last.putAll(broker.send(topic, true));
        try (BareStomp stomp = new BareStomp(broker.uri())) {
            stomp.request("SUBSCRIBE", subscribe);
            stomp.send("SEND", first);
            stomp.send("SEND", last);
            return !stomp.expect("MESSAGE").headers().containsKey("last");
        }
    }
}
