package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stompest.tck.support.EmbeddedArtemis;

/** Messages of STOMP clients that know nothing of this provider: all their headers are text, as Artemis sees them. */
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

    @BeforeAll
    static void startBroker() {
        EmbeddedArtemis.shared();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
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
                "JMSMessageID IS NULL | true",
                "JMSMessageID = 'x' OR color = 'red' | true",
                "JMSTimestamp > 1600000000000 | true",
                "JMSDeliveryMode = 'NON_PERSISTENT' AND JMSPriority = 4 | true"
            })
    void whatReadsAsANumberOrBooleanMayStandForOne(String selector, boolean expected) throws Exception {
        assertThat(delivered(selector)).isEqualTo(expected);
    }

    @Test
    void theBrokerTakesALongSelector() throws Exception {
        String selector = IntStream.range(0, 1500)
                .mapToObj(i -> "color = 'shade of blue " + i + "'")
                .collect(Collectors.joining(" OR "));
        assertThat(delivered(selector)).isFalse();
        assertThat(delivered(selector + " OR color = 'red'")).isTrue();
    }

    private static boolean delivered(String selector) throws Exception {
        String topic = "selectors.foreign";
        try (BareStomp stomp = new BareStomp(EmbeddedArtemis.shared().stompUri())) {
            stomp.subscribe("0", topic, RandomSelectors.translate("(" + selector + ") OR last = 'yes'"));
            stomp.sendMessage(topic, MESSAGE);
            stomp.sendMessage(topic, Map.of("last", "yes"));
            return !stomp.expect("MESSAGE").headers().containsKey("last");
        }
    }
}
