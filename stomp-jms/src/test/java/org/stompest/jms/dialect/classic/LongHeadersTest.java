package org.stompest.jms.dialect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class LongHeadersTest {
    @Property(tries = 100)
    void whatIsSplitFitsAndIsJoinedAgain(@ForAll("values") String value, @ForAll("values") String other)
            throws Exception {
        StompHeaders headers = StompHeaders.of("destination", "/queue/q", "a", value, "b", other);

        StompHeaders split = LongHeaders.split(headers);

        for (int i = 0; i < split.size(); i++) {
            assertThat(written(split.name(i)) + 1 + written(split.value(i)))
                    .isLessThanOrEqualTo(LongHeaders.LONGEST_LINE);
        }
        StompHeaders joined =
                LongHeaders.join(StompFrame.of(StompCommand.MESSAGE, split)).headers();
        assertThat(joined.get("destination")).isEqualTo("/queue/q");
        assertThat(joined.get("a")).isEqualTo(value);
        assertThat(joined.get("b")).isEqualTo(other);
        assertThat(joined.size()).isEqualTo(3);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> parts =
                Arbitraries.of("x", ":", "\n", "\\", "\u00e4", "\u20ac", "\ud83d\ude00", "x\ud83d\ude00");
        Arbitrary<Integer> lengths =
                Arbitraries.of(0, 1, 100, 2_400, 2_500, 5_115, 5_116, 10_200, 10_238, 10_239, 40_000);
        return parts.flatMap(part -> lengths.map(length -> part.repeat(length / part.length())));
    }

    @Test
    void ordinaryHeadersAreLeftAlone() throws JMSException {
        StompHeaders headers = StompHeaders.of("destination", "/queue/q", "a", "x".repeat(10_000));

        assertThat(LongHeaders.split(headers)).isSameAs(headers);
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, headers);
        assertThat(LongHeaders.join(frame)).isSameAs(frame);
    }

    @Test
    void whatTheBrokerMustReadCannotBeSplit() {
        assertThatThrownBy(() -> LongHeaders.split(StompHeaders.of("correlation-id", "x".repeat(11_000))))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("correlation-id");
        assertThatThrownBy(() -> LongHeaders.split(StompHeaders.of("n".repeat(11_000), "x")))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("the name nnn");
    }

    @Test
    void piecesOfOthersAreNoHarm() {
        StompHeaders headers =
                StompHeaders.of("JMS_STOMP_Part_x_y", "1", "JMS_STOMP_Part_0_z", "2", "JMS_STOMP_Part_", "3");

        StompHeaders joined =
                LongHeaders.join(StompFrame.of(StompCommand.MESSAGE, headers)).headers();

        assertThat(joined).isEqualTo(StompHeaders.of("JMS_STOMP_Part_x_y", "1", "JMS_STOMP_Part_", "3", "z", "2"));
    }

    private static int written(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace(":", "\\c");
        return escaped.getBytes(StandardCharsets.UTF_8).length;
    }
}
