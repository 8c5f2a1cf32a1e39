package org.stompest.jms.internal.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "12%3, 123, true",
                "12%3, 12993, true",
                "12%3, 1234, false",
                "l_se, lose, true",
                "l_se, loose, false",
                "%, \"\", true",
                "\"\", \"\", true",
                "\"\", x, false",
                "_, \"\", false",
                "_, 😀, true",
                "__, 😀, false",
                "%😀, a😀, true",
                "a%b%c, abcbc, true",
                "a%b%c, abcb, false",
                "%a, baaa, true",
                "a.c, abc, false",
                "\"(a|b)*\", a, false",
                "%%, x, true",
                "_%_, x, false",
                "%x_, axbxc, true"
            })
    void wildcards(String pattern, String text, boolean expected) {
        assertThat(LikePattern.compile(pattern, OptionalInt.empty()).matches(text))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "!_%, _foo, true",
        "!_%, bar, false",
        "!%, %, true",
        "!!, !, true",
        "a!_b, axb, false",
        "a!_b, a_b, true",
        "!!%, !x, true"
    })
    void escapedWildcardsAreThemselves(String pattern, String text, boolean expected) {
        assertThat(LikePattern.compile(pattern, OptionalInt.of('!')).matches(text))
                .isEqualTo(expected);
    }

    @Test
    void lineBreaksAreCharacters() {
        assertThat(LikePattern.compile("a_b%", OptionalInt.empty()).matches("a\nb\r\nc"))
                .isTrue();
    }

    @Test
    void anEscapeThatEscapesNothingIsRefused() {
        assertThatThrownBy(() -> LikePattern.compile("a!b", OptionalInt.of('!')))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyWildcardsDoNotExplode() {
        LikePattern pattern = LikePattern.compile("%a".repeat(40) + "b", OptionalInt.empty());
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.matches("a".repeat(10_000))).isFalse());
    }

    @Property
    void matchesWhatTheEquivalentRegularExpressionMatches(
            @ForAll @Chars({'a', 'b', '_', '%'}) @StringLength(max = 6) String pattern,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String text) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '_' ? "." : c == '%' ? ".*" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        assertThat(LikePattern.compile(pattern, OptionalInt.empty()).matches(text))
                .isEqualTo(text.matches(regex));
    }

    @Property
    void changingTheEscapeCharacterKeepsTheMeaning(
            @ForAll @Chars({'a', '!', '_', '%', '\\'}) @StringLength(max = 6) String literal) {
        LikePattern pattern = LikePattern.compile(literal, OptionalInt.empty());
        assertThat(LikePattern.compile(pattern.escapedBy('!'), OptionalInt.of('!')))
                .isEqualTo(pattern);
        assertThat(LikePattern.compile(pattern.escapedBy('\\'), OptionalInt.of('\\')))
                .isEqualTo(pattern);
    }
}
