package org.stompest.jms.internal.selector;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.InvalidSelectorException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The message here: text s, numeric texts, numbers, booleans t and f; "absent" is absent. */
class SelectorEvaluationTest {
    private static final Map<String, Object> MESSAGE = new HashMap<>();

    static {
        MESSAGE.put("s", "red");
        MESSAGE.put("digits", "7");
        MESSAGE.put("seven", 7L);
        MESSAGE.put("zero", 0L);
        MESSAGE.put("big", 9007199254740993L);
        MESSAGE.put("bigger", 9007199254740994L);
        MESSAGE.put("max", Long.MAX_VALUE);
        MESSAGE.put("half", 0.5);
        MESSAGE.put("sevenish", 7.0);
        MESSAGE.put("minusZero", -0.0);
        MESSAGE.put("nan", Double.NaN);
        MESSAGE.put("infinity", Double.POSITIVE_INFINITY);
        MESSAGE.put("i", 3);
        MESSAGE.put("byte", (byte) 3);
        MESSAGE.put("float", 1.1f);
        MESSAGE.put("t", true);
        MESSAGE.put("f", false);
        MESSAGE.put("JMSDeliveryMode", "PERSISTENT");
    }

    private static Truth evaluate(String selector) throws InvalidSelectorException {
        return Selector.parse(selector).evaluate(MESSAGE::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE AND TRUE | TRUE",
                "TRUE AND FALSE | FALSE",
                "TRUE AND absent | UNKNOWN",
                "FALSE AND absent | FALSE",
                "absent AND FALSE | FALSE",
                "absent AND TRUE | UNKNOWN",
                "absent AND absent | UNKNOWN",
                "FALSE OR FALSE | FALSE",
                "FALSE OR TRUE | TRUE",
                "FALSE OR absent | UNKNOWN",
                "absent OR FALSE | UNKNOWN",
                "absent OR TRUE | TRUE",
                "TRUE OR absent | TRUE",
                "absent OR absent | UNKNOWN",
                "NOT TRUE | FALSE",
                "NOT FALSE | TRUE",
                "NOT absent | UNKNOWN",
                "NOT (absent > 1) | UNKNOWN",
                "t AND NOT f | TRUE"
            })
    void threeValues(String selector, Truth expected) throws InvalidSelectorException {
        assertThat(evaluate(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "s = 'red' | TRUE",
                "s <> 'red' | FALSE",
                "s <> 'blue' | TRUE",
                "'red' = s | TRUE",
                "s = 'RED' | FALSE",
                "t = TRUE | TRUE",
                "t <> f | TRUE",
                "seven = 7 | TRUE",
                "seven = 7.0 | TRUE",
                "sevenish = 7 | TRUE",
                "seven = sevenish | TRUE",
                "seven < 7.5 | TRUE",
                "half >= 0.5 | TRUE",
                "i = byte | TRUE",
                "float = 1.1 | TRUE",
                "big = 9007199254740993 | TRUE",
                "big = 9007199254740992 | FALSE",
                "big < bigger | TRUE",
                "big = 9007199254740992.0 | TRUE",
                "minusZero = 0 | TRUE",
                "minusZero < 0.0 | FALSE",
                "nan = nan | FALSE",
                "nan <> nan | TRUE",
                "nan > 0 | FALSE",
                "infinity > 1E308 | TRUE",
                "absent = 1 | UNKNOWN",
                "absent <> 'x' | UNKNOWN",
                "1 <> absent | UNKNOWN",
                "JMSDeliveryMode = 'PERSISTENT' | TRUE"
            })
    void comparisons(String selector, Truth expected) throws InvalidSelectorException {
        assertThat(evaluate(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "s = 7 | FALSE",
                "s <> 7 | FALSE",
                "NOT (s <> 7) | TRUE",
                "digits = 7 | FALSE",
                "digits > 1 | FALSE",
                "seven = '7' | FALSE",
                "seven <> '7' | FALSE",
                "t = 'true' | FALSE",
                "t = 1 | FALSE",
                "t <> 1 | FALSE",
                "s < digits | FALSE",
                "t < f | FALSE",
                "seven IN ('7') | FALSE",
                "seven NOT IN ('8') | FALSE",
                "seven LIKE '%' | FALSE",
                "seven NOT LIKE 'x' | FALSE",
                "s BETWEEN 1 AND 2 | FALSE",
                "s NOT BETWEEN 1 AND 2 | FALSE",
                "s | UNKNOWN",
                "NOT s | UNKNOWN",
                "s + 1 = 2 | UNKNOWN",
                "-s = 2 | UNKNOWN",
                "'a' = 1 | FALSE",
                "TRUE <> 1 | FALSE"
            })
    void valuesOfDifferentKinds(String selector, Truth expected) throws InvalidSelectorException {
        assertThat(evaluate(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seven + 1 = 8 | TRUE",
                "seven - 1 * 2 = 5 | TRUE",
                "(seven - 1) * 2 = 12 | TRUE",
                "seven - 1 - 1 = 5 | TRUE",
                "seven / 2 = 3 | TRUE",
                "-seven / 2 = -3 | TRUE",
                "seven / 2.0 = 3.5 | TRUE",
                "sevenish / 2 = 3.5 | TRUE",
                "-seven = -7 | TRUE",
                "+seven = 7 | TRUE",
                "- -seven = 7 | TRUE",
                "max + 1 < 0 | TRUE",
                "max + 1.0 > 0 | TRUE",
                "big + 1 = bigger | TRUE",
                "seven / zero = 1 | UNKNOWN",
                "seven / 0.0 > 1E308 | TRUE",
                "absent + 1 = 1 | UNKNOWN",
                "1 - absent = 1 | UNKNOWN",
                "-absent = 1 | UNKNOWN",
                "1 + 1 = 2 | TRUE"
            })
    void arithmetic(String selector, Truth expected) throws InvalidSelectorException {
        assertThat(evaluate(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "seven BETWEEN 7 AND 8 | TRUE",
                "seven BETWEEN 6 AND 7 | TRUE",
                "seven BETWEEN 8 AND 6 | FALSE",
                "seven NOT BETWEEN 8 AND 9 | TRUE",
                "seven NOT BETWEEN 7 AND 7 | FALSE",
                "seven BETWEEN absent AND 9 | UNKNOWN",
                "seven BETWEEN absent AND 6 | FALSE",
                "seven NOT BETWEEN absent AND 6 | TRUE",
                "absent NOT BETWEEN 1 AND 2 | UNKNOWN",
                "seven BETWEEN half AND half + 7 | TRUE",
                "s IN ('blue', 'red') | TRUE",
                "s NOT IN ('blue', 'red') | FALSE",
                "s NOT IN ('blue') | TRUE",
                "absent IN ('x') | UNKNOWN",
                "absent NOT IN ('x') | UNKNOWN",
                "s LIKE 'r%' | TRUE",
                "s NOT LIKE 'r%' | FALSE",
                "absent LIKE '%' | UNKNOWN",
                "absent NOT LIKE '%' | UNKNOWN",
                "absent IS NULL | TRUE",
                "absent IS NOT NULL | FALSE",
                "seven IS NULL | FALSE",
                "seven IS NOT NULL | TRUE"
            })
    void betweenInLikeAndNull(String selector, Truth expected) throws InvalidSelectorException {
        assertThat(evaluate(selector)).isEqualTo(expected);
    }

    @Test
    void onlyTrueMatches() throws InvalidSelectorException {
        assertThat(Selector.parse("seven = 7").matches(MESSAGE::get)).isTrue();
        assertThat(Selector.parse("seven = 8").matches(MESSAGE::get)).isFalse();
        assertThat(Selector.parse("absent = 8").matches(MESSAGE::get)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ComparisonOperator.class)
    void aComparisonAndItsMirrorAgree(ComparisonOperator operator) throws InvalidSelectorException {
        for (String pair : new String[] {"seven,half", "half,seven", "big,bigger", "s,digits", "absent,t", "nan,nan"}) {
            String[] sides = pair.split(",");
            assertThat(evaluate(sides[0] + operator.symbol() + sides[1]))
                    .isEqualTo(evaluate(sides[1] + operator.mirrored().symbol() + sides[0]));
        }
    }
}
