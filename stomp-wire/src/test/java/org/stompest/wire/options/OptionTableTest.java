package org.stompest.wire.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTableTest {
    private static final Option<Integer> COUNT =
            Option.of("x.count", OptionType.integer(1, 9), 3).alias("x.number");
    private static final Option<Boolean> FLAG = Option.of("x.flag", OptionType.bool(), false);
    private static final Option<Duration> WAIT = Option.of("x.wait", OptionType.millis(0), Duration.ZERO);
    private static final Option<Double> FACTOR = Option.of("x.factor", OptionType.decimal(1), 2.0);
    private static final Option<List<String>> WORDS = Option.of("x.words", OptionType.list(), List.of());
    private static final Option<Integer> PIN =
            Option.of("x.pin", OptionType.integer(0, 9999), 0).secret();
    private static final Option<Map<String, String>> HEADERS =
            Option.of("x.header.*", OptionType.of("any text", text -> Map.of(), Map::toString), Map.of());
    private static final OptionTable TABLE =
            new OptionTable(List.of(COUNT, FLAG, WAIT, FACTOR, WORDS, PIN, HEADERS), Set.of("x.old", "legacy.*"));

    @Test
    void whatIsNotGivenHasItsDefault() {
        OptionValues values = TABLE.read(Map.of());

        assertThat(values.get(COUNT)).isEqualTo(3);
        assertThat(values.get(COUNT, 7)).isEqualTo(7);
        assertThat(values.get(HEADERS)).isEmpty();
        assertThat(values.ignored()).isEmpty();
    }

    @Test
    void everyTypeIsRead() {
        OptionValues values = TABLE.read(Map.of(
                "x.number",
                "9",
                "x.flag",
                "TRUE",
                "x.wait",
                "250",
                "x.factor",
                "1.5",
                "x.words",
                "a, b,,c",
                "x.pin",
                "1",
                "x.header.one",
                "1",
                "x.header.two.more",
                "2"));

        assertThat(values.get(COUNT)).isEqualTo(9);
        assertThat(values.get(FLAG)).isTrue();
        assertThat(values.get(WAIT)).isEqualTo(Duration.ofMillis(250));
        assertThat(values.get(FACTOR)).isEqualTo(1.5);
        assertThat(values.get(WORDS)).containsExactly("a", "b", "c");
        assertThat(values.get(HEADERS)).containsOnly(Map.entry("one", "1"), Map.entry("two.more", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "x.count, 0, a whole number from 1 to 9",
        "x.count, 10, a whole number from 1 to 9",
        "x.count, abc, a whole number from 1 to 9",
        "x.count, '', a whole number from 1 to 9",
        "x.flag, yes, true or false",
        "x.wait, -1, a whole number of milliseconds of at least 0",
        "x.wait, 1s, a whole number of milliseconds of at least 0",
        "x.factor, 0.5, a number of at least 1.0",
        "x.factor, NaN, a number of at least 1.0",
        "x.factor, Infinity, a number of at least 1.0",
    })
    void malformedValueIsNamedWithWhatIsAllowed(String name, String value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of(name, value)))
                .withMessage("option '" + name + "' has the value '" + value + "', allowed is " + allowed);
    }

    @Test
    void malformedSecretIsNotShownNorItsCause() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of("x.pin", "geheim")))
                .withMessage("option 'x.pin' has the value '***', allowed is a whole number from 0 to 9999")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({"x.cuont, x.count", "x.COUNT, x.count", "count, x.count", "x.flags, x.flag"})
    void unknownOptionGetsASuggestion(String name, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of(name, "1")))
                .withMessage("unknown option '" + name + "' with the value '1'; did you mean " + meant + "?");
    }

    @Test
    void unknownOptionThatResemblesNoneGetsTheList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of("x.nothingOfThatKind", "1")))
                .withMessageContaining("known are x.count, x.factor, x.flag,");
    }

    @ParameterizedTest
    @CsvSource({"x.pon", "x.password", "my.secretThing"})
    void valueOfAnUnknownOptionThatMayBeSecretIsNotShown(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of(name, "geheim")))
                .withMessageContaining("'" + name + "'")
                .withMessageNotContaining("geheim");
    }

    @Test
    void oneOptionUnderTwoSpellingsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of("x.count", "1", "x.number", "2")))
                .withMessageContaining("option 'x.count'")
                .withMessageContaining("given twice");
    }

    @Test
    void meaninglessOptionsAreAcceptedAndTold() {
        assertThat(TABLE.read(Map.of("x.old", "1")).ignored()).containsExactly("x.old");
        assertThat(TABLE.read(Map.of("legacy.a.b", "1")).ignored()).containsExactly("legacy.a.b");
    }

    @Test
    void aFamilyNeedsAMember() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.read(Map.of("x.header.", "1")))
                .withMessageContaining("unknown option 'x.header.'");
    }

    @Test
    void whatATypeWritesItReads() {
        assertThat(WAIT.type().format(Duration.ofSeconds(2))).isEqualTo("2000");
        assertThat(WORDS.type().parse(WORDS.type().format(List.of("a", "b")))).containsExactly("a", "b");
        assertThat(FACTOR.type().parse(FACTOR.type().format(1.25))).isEqualTo(1.25);
    }
}
