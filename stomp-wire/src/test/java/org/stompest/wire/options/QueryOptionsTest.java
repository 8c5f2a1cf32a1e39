package org.stompest.wire.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryOptionsTest {
    @Test
    void optionsKeepTheirOrder() {
        assertThat(QueryOptions.parse("b=1&a=2&c=", false))
                .containsExactly(entry("b", "1"), entry("a", "2"), entry("c", ""));
        assertThat(QueryOptions.parse("", true)).isEmpty();
    }

    @Test
    void commaSeparatesWhereANameFollows() {
        assertThat(QueryOptions.parse("a=1,b=2&stomp.heartBeat=1000,2000,c=3", true))
                .containsExactly(
                        entry("a", "1"), entry("b", "2"), entry("stomp.heartBeat", "1000,2000"), entry("c", "3"));
        assertThat(QueryOptions.parse("a=1,b=2", false)).containsExactly(entry("a", "1,b=2"));
    }

    @Test
    void valuesArePercentDecodedAndPlusIsPlus() {
        assertThat(QueryOptions.parse("p=%26%2C%3D%25%20+&q=%C3%BC%F0%9F%90%87ä🐇%41", true))
                .containsExactly(entry("p", "&,=% +"), entry("q", "ü🐇ä🐇A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"geheim", "=geheim", "stomp.passcode=x&geheim", "stomp.passcode=x&", "a=%geheim", "a=%4", "a=%FF"
            })
    void malformedQueryIsRefusedWithoutShowingAValue(String query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryOptions.parse(query, true))
                .withMessageNotContaining("geheim");
    }

    @Test
    void sameOptionTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryOptions.parse("a=1&a=1", false))
                .withMessage("option 'a' is given twice; keep one of them");
    }
}
