package org.stompest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StompHeadersTest {
    private static final StompHeaders REPEATED = StompHeaders.of("a", "1", "b", "2", "a", "3");

    @Test
    @DisplayName("STOMP 1.2, Repeated Header Entries: the first one counts, the others stay reachable")
    void repeatedHeaders() {
        assertThat(REPEATED.get("a")).isEqualTo("1");
        assertThat(REPEATED.size()).isEqualTo(3);
        assertThat(REPEATED.name(2)).isEqualTo("a");
        assertThat(REPEATED.value(2)).isEqualTo("3");
        assertThat(REPEATED.names()).containsExactly("a", "b");
        assertThatThrownBy(() -> REPEATED.value(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesAreCaseSensitive() {
        assertThat(REPEATED.get("A")).isNull();
        assertThat(REPEATED.contains("A")).isFalse();
        assertThat(REPEATED.contains("b")).isTrue();
        assertThat(REPEATED.getOrDefault("A", "z")).isEqualTo("z");
        assertThat(REPEATED.getOrDefault("b", "z")).isEqualTo("2");
    }

    @Test
    void iterationKeepsTheOrder() {
        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, String> header : REPEATED) {
            seen.add(header.getKey() + header.getValue());
        }
        assertThat(seen).containsExactly("a1", "b2", "a3");

        Iterator<Map.Entry<String, String>> empty = StompHeaders.empty().iterator();
        assertThatThrownBy(empty::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatWasBuiltDoesNotChangeWithItsBuilder() {
        StompHeaders.Builder builder = StompHeaders.builder().add("a", "1");
        StompHeaders first = builder.build();
        StompHeaders second = builder.add("b", "2").build();
        StompHeaders third = second.toBuilder().set("b", "3").add("c", "4").build();

        assertThat(first).isEqualTo(StompHeaders.of("a", "1"));
        assertThat(second).isEqualTo(StompHeaders.of("b", "2"));
        assertThat(third).isEqualTo(StompHeaders.of("b", "3", "c", "4"));
        assertThat(builder.build()).isEqualTo(StompHeaders.empty());
    }

    @Test
    void aBuilderSetsRemovesAndClears() {
        StompHeaders.Builder builder = REPEATED.toBuilder();

        assertThat(builder.get("a")).isEqualTo("1");
        assertThat(builder.set("a", "9").remove("b").build()).isEqualTo(StompHeaders.of("a", "9", "a", "3"));
        assertThat(REPEATED.toBuilder().remove("a").build()).isEqualTo(StompHeaders.of("b", "2"));
        assertThat(REPEATED.toBuilder().clear().add("c", "1").build()).isEqualTo(StompHeaders.of("c", "1"));
        assertThat(REPEATED.toBuilder().clear().size()).isZero();
        assertThat(builder.addAll(REPEATED).addAll(REPEATED).size()).isEqualTo(6);
    }

    @Test
    void aBuilderGrows() {
        StompHeaders.Builder builder = StompHeaders.builder();
        for (int i = 0; i < 100; i++) {
            builder.add("n" + i, "v" + i);
        }
        StompHeaders headers = builder.build();

        assertThat(headers.size()).isEqualTo(100);
        assertThat(headers.get("n99")).isEqualTo("v99");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> StompHeaders.of("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StompHeaders.of("a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> StompHeaders.builder().add("a", null)).hasMessage("value of header a");
    }

    @Test
    void equalityCountsOrderAndText() {
        assertThat(REPEATED)
                .isEqualTo(REPEATED.toBuilder().build())
                .hasSameHashCodeAs(REPEATED.toBuilder().build())
                .isNotEqualTo(StompHeaders.of("a", "3", "b", "2", "a", "1"))
                .isNotEqualTo(StompHeaders.of("a", "1", "b", "2"));
    }

    @Test
    void credentialsAreMasked() {
        assertThat(StompHeaders.of("login", "me", "passcode", "hush", "host", "h"))
                .hasToString("{login=***, passcode=***, host=h}");
    }
}
