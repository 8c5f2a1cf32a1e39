package org.stompest.jms.dialect.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsWhatThereIs() {
        assertThat(Json.read(" {\"a\" : [1, -2.5e1, true, false, null, \"x\"], \"b\":{}, \"c\":[ ]} "))
                .isEqualTo(
                        Map.of("a", Arrays.asList(1.0, -25.0, true, false, null, "x"), "b", Map.of(), "c", List.of()));
    }

    @Test
    void readsEscapes() {
        assertThat(Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\"")).isEqualTo("\"\\/\b\f\n\r\t\u20ac");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "quo\"te", "back\\slash", "line\nbreak", "\u0000", "\u20ac", "{\"a\":\"b\"}"})
    void readsWhatWasQuoted(String text) {
        assertThat(Json.read(Json.quoted(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{a:1}",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\uzzzz\"",
                "tru",
                "1-",
                "[] []",
                "nul"
            })
    void complainsAboutAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read(text)).withMessageContaining("no JSON");
    }

    @Test
    void isNotMisledIntoADepthWithoutEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read("[".repeat(100_000)));
    }
}
