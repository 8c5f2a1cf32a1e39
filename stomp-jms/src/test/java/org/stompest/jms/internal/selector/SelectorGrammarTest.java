package org.stompest.jms.internal.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.InvalidSelectorException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.internal.selector.SelectorNode.And;
import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
import org.stompest.jms.internal.selector.SelectorNode.Between;
import org.stompest.jms.internal.selector.SelectorNode.Comparison;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.In;
import org.stompest.jms.internal.selector.SelectorNode.IsNull;
import org.stompest.jms.internal.selector.SelectorNode.Like;
import org.stompest.jms.internal.selector.SelectorNode.Not;
import org.stompest.jms.internal.selector.SelectorNode.NumberLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Or;
import org.stompest.jms.internal.selector.SelectorNode.Sign;
import org.stompest.jms.internal.selector.SelectorNode.StringLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Value;

class SelectorGrammarTest {
    private static final Identifier A = new Identifier("a");
    private static final Identifier B = new Identifier("b");
    private static final Identifier C = new Identifier("c");

    private static SelectorNode tree(String text) throws InvalidSelectorException {
        return Selector.parse(text).root();
    }

    private static Value operand(String text) throws InvalidSelectorException {
        return ((Comparison) tree("a = " + text)).right();
    }

    private static Comparison equal(Value left, Object number) {
        return new Comparison(left, ComparisonOperator.EQUAL, new NumberLiteral((Number) number));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " \t\r\n\f "})
    void nothingIsNoSelector(String text) throws InvalidSelectorException {
        assertThat(Selector.parse(text)).isSameAs(Selector.NONE);
        assertThat(Selector.NONE.matches(name -> null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "TRUE",
                "not a",
                "NOT NOT a",
                "a=1",
                "a<>'x'",
                "(a) = (1)",
                "((a = 1))",
                "a = b",
                "a = TRUE",
                "TRUE = a",
                "'x' = a",
                "1 <> 2",
                "a + b * c - d / 2 >= -1",
                "-a < +b",
                "a between 1 and 2",
                "a NOT BETWEEN b - 1 AND b + 1 AND c",
                "a IN ('x')",
                "a nOt iN ('x', 'y','')",
                "a LIKE '%'",
                "a NOT LIKE 'a!_%' ESCAPE '!'",
                "a IS NULL",
                "a\tIS\nNOT\fNULL",
                "$a = 1 AND _b = 2 AND größe = 3",
                "JMSDeliveryMode = 'PERSISTENT' AND JMSPriority > 4 AND JMSTimestamp > 0 AND JMSMessageID IS NOT NULL",
                "JMSCorrelationID LIKE '1%' AND JMSType = 'x'",
                "JMSXGroupID = 'g' AND JMSXDeliveryCount > 1 AND JMS_vendor = 1",
                "android = 1 AND orange = 2 AND notes = 3 AND isle IS NULL",
                "a = 'AND'",
                "a = ' -- no comment'",
                "a = 1 OR(b = 2)AND(c)",
                "a=-1",
                "a>-.5"
            })
    void validSelectors(String text) throws InvalidSelectorException {
        assertThat(Selector.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a =                  | 4  | expected an identifier, a literal or ( but found the end",
                "= 1                  | 1  | expected an identifier, a literal or ( but found '='",
                "a 1                  | 3  | expected an operator or the end but found '1'",
                "a = 1 b              | 7  | expected an operator or the end but found 'b'",
                "a = 1 = 2            | 7  | expected an operator or the end but found '='",
                "a == 1               | 4  | expected an identifier",
                "a != 1               | 3  | unexpected character '!'",
                "a > = 1              | 5  | expected an identifier",
                "(a = 1               | 7  | expected an operator or ) but found the end",
                "a = 1)               | 6  | expected an operator or the end but found ')'",
                "()                   | 2  | expected an identifier",
                "a AND                | 6  | expected an identifier",
                "OR a                 | 1  | expected an identifier, a literal or ( but found 'OR'",
                "a NOT = 1            | 7  | expected BETWEEN, IN or LIKE after NOT but found '='",
                "a NOT 1              | 7  | expected BETWEEN",
                "5                    | 1  | expected a condition but found a number",
                "'a'                  | 1  | expected a condition but found a string",
                "a + 1                | 1  | expected a condition but found a number",
                "a AND 'b'            | 7  | expected a condition but found a string",
                "NOT 5                | 5  | expected a condition but found a number",
                "a OR b + 1           | 6  | expected a condition but found a number",
                "TRUE > 1             | 1  | > takes numbers, not a boolean",
                "a > TRUE             | 5  | > takes numbers, not a boolean",
                "a <= 'x'             | 6  | <= takes numbers, not a string",
                "'x' < a              | 1  | < takes numbers, not a string",
                "a + 'x' = 1          | 5  | + takes numbers, not a string",
                "-TRUE = 1            | 2  | - takes numbers, not a boolean",
                "-'x' = a             | 2  | - takes numbers, not a string",
                "(a = 1) = b          | 1  | = compares values, not a condition",
                "(a AND b) + 1 = 2    | 1  | + takes numbers, not a condition",
                "a BETWEEN 'x' AND 2  | 11 | BETWEEN takes numbers, not a string",
                "a BETWEEN 1 AND TRUE | 17 | BETWEEN takes numbers, not a boolean",
                "'a' BETWEEN 1 AND 2  | 1  | BETWEEN takes numbers, not a string",
                "a BETWEEN 1          | 12 | expected AND but found the end",
                "a BETWEEN 1 OR 2     | 13 | expected AND but found 'OR'",
                "a IN (1)             | 7  | expected a string literal but found '1'",
                "a IN ('x', b)        | 12 | expected a string literal but found 'b'",
                "a IN ()              | 7  | expected a string literal but found ')'",
                "a IN 'x'             | 6  | expected ( but found ''x''",
                "a IN ('x' 'y')       | 11 | expected , or ) but found ''y''",
                "'a' IN ('x')         | 1  | IN takes an identifier, not a string",
                "1 LIKE 'x'           | 1  | LIKE takes an identifier, not a number",
                "a + 1 LIKE 'x'       | 1  | LIKE takes an identifier, not a number",
                "a LIKE 5             | 8  | expected a string literal but found '5'",
                "a LIKE b             | 8  | expected a string literal but found 'b'",
                "a LIKE 'x' ESCAPE    | 18 | expected a string literal but found the end",
                "a LIKE 'x' ESCAPE 1  | 19 | expected a string literal but found '1'",
                "a LIKE 'x' ESCAPE '' | 19 | ESCAPE takes a string of exactly one character",
                "a LIKE 'x' ESCAPE '!!' | 19 | ESCAPE takes a string of exactly one character",
                "a LIKE 'x!y' ESCAPE '!' | 8 | in the pattern the escape character must be followed by %, _ or itself",
                "a LIKE 'x!' ESCAPE '!'  | 8 | in the pattern the escape character must be followed by %, _ or itself",
                "a IS 1               | 6  | expected NULL but found '1'",
                "a IS NOT TRUE        | 10 | expected NULL but found 'TRUE'",
                "1 IS NULL            | 1  | IS NULL takes an identifier, not a number",
                "a = NULL             | 5  | NULL is no value: test with IS NULL or IS NOT NULL",
                "a = 'x               | 5  | the string literal has no closing quote",
                "a = 'x''             | 5  | the string literal has no closing quote",
                "a = `x`              | 5  | unexpected character '`'",
                "a = 9223372036854775808 | 5 | out of the range of a long",
                "a = -9223372036854775809 | 6 | out of the range of a long",
                "a = 0x1FFFFFFFFFFFFFFFF | 5 | out of the range of a long",
                "a = 1E400            | 5  | out of the range of a double",
                "a = 08               | 5  | the number '08' is malformed",
                "a = 1x               | 5  | the number '1x' is malformed",
                "a = 1.2.3            | 5  | is malformed",
                "a = 1e               | 5  | is malformed",
                "a = .                | 5  | is malformed",
                "a = 1_               | 5  | is malformed",
                "a = 0x               | 5  | is malformed",
                "a = #                | 5  | unexpected character '#'",
                "a-b.c = 1            | 4  | the number '.c' is malformed",
                "JMSExpiration > 1    | 1  | a selector cannot name 'JMSExpiration'",
                "JMSRedelivered       | 1  | a selector cannot name 'JMSRedelivered'",
                "a = JMSDestination   | 5  | a selector cannot name 'JMSDestination'",
                "JMSReplyTo IS NULL   | 1  | a selector cannot name 'JMSReplyTo'",
                "JMSpriority = 1      | 1  | a selector cannot name 'JMSpriority'",
                "in = 1               | 1  | expected an identifier, a literal or ( but found 'in'"
            })
    void invalidSelectorsTellWhereAndWhy(String text, int position, String problem) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOf(InvalidSelectorException.class)
                .hasMessageStartingWith("Invalid selector at position " + position + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void aDoubleMinusIsTwoSignsAndNoComment() throws InvalidSelectorException {
        assertThat(Selector.parse("a = 1 --2").matches(name -> 3L)).isTrue();
    }

    @Test
    void theFaultIsShownWithACaret() {
        assertThatThrownBy(() -> Selector.parse("color = 'red' AND\nsize > 'x'"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "Invalid selector at position 26: > takes numbers, not a string",
                        "  color = 'red' AND size > 'x'",
                        "                           ^"));
    }

    @Test
    void aLongTextIsShownAroundTheFault() {
        String text = "a = 1 OR ".repeat(50) + "? OR " + "a = 1 OR ".repeat(50);
        assertThatThrownBy(() -> Selector.parse(text)).satisfies(e -> {
            List<String> lines = e.getMessage().lines().toList();
            assertThat(lines.get(1)).startsWith("  ...").endsWith("...").hasSizeLessThan(100);
            assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('?');
        });
    }

    @ParameterizedTest
    @CsvSource({
        "57, 57",
        "57L, 57",
        "57l, 57",
        "0, 0",
        "00, 0",
        "017, 15",
        "0x1F, 31",
        "0XffL, 255",
        "0b101, 5",
        "1_000, 1000",
        "-957, -957",
        "+62, 62",
        "- 62, -62",
        "- -62, 62",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "0xFFFFFFFFFFFFFFFF, -1",
        "0xFFFFFFFF, 4294967295"
    })
    void exactNumbers(String text, long value) throws InvalidSelectorException {
        assertThat(operand(text)).isEqualTo(new NumberLiteral(value));
    }

    @ParameterizedTest
    @CsvSource({
        "7E3, 7000",
        "-57.9E2, -5790",
        "7., 7",
        "-95.7, -95.7",
        "+6.2, 6.2",
        ".5, 0.5",
        "5.e-1, 0.5",
        "1d, 1",
        "1.5F, 1.5",
        "07.5, 7.5",
        "0x1p3, 8",
        "0x.8p0, 0.5",
        "1e+2D, 100",
        "1.1f, 1.1"
    })
    void approximateNumbers(String text, double value) throws InvalidSelectorException {
        assertThat(operand(text)).isEqualTo(new NumberLiteral(value));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"'', \"\"", "'x', x", "'it''s', it's", "'''', '", "'\"', '\"'", "'ü€😀', ü€😀"})
    void strings(String text, String value) throws InvalidSelectorException {
        String expected = value.length() == 3 && value.startsWith("'") ? value.substring(1, 2) : value;
        assertThat(operand(text)).isEqualTo(new StringLiteral(expected));
    }

    @Test
    void notBindsCloserThanAndWhichBindsCloserThanOr() throws InvalidSelectorException {
        assertThat(tree("a OR NOT b AND c")).isEqualTo(new Or(List.of(A, new And(List.of(new Not(B), C)))));
        assertThat(tree("(a OR NOT b) AND c")).isEqualTo(new And(List.of(new Or(List.of(A, new Not(B))), C)));
        assertThat(tree("NOT (a AND b)")).isEqualTo(new Not(new And(List.of(A, B))));
    }

    @Test
    void comparisonsBindCloserThanNot() throws InvalidSelectorException {
        assertThat(tree("NOT a = 1")).isEqualTo(new Not(equal(A, 1L)));
        assertThat(tree("NOT a IS NULL")).isEqualTo(new Not(new IsNull(A, false)));
    }

    @Test
    void productsBindCloserThanSumsAndBothGroupFromTheLeft() throws InvalidSelectorException {
        assertThat(tree("a - b * c - a = 1"))
                .isEqualTo(equal(
                        new Arithmetic(
                                new Arithmetic(
                                        A, ArithmeticOperator.MINUS, new Arithmetic(B, ArithmeticOperator.TIMES, C)),
                                ArithmeticOperator.MINUS,
                                A),
                        1L));
        assertThat(tree("-a * (b - c) = 1"))
                .isEqualTo(equal(
                        new Arithmetic(
                                new Sign(true, A),
                                ArithmeticOperator.TIMES,
                                new Arithmetic(B, ArithmeticOperator.MINUS, C)),
                        1L));
    }

    @Test
    void theAndOfBetweenIsNoConjunction() throws InvalidSelectorException {
        assertThat(tree("a BETWEEN 1 AND 2 AND b"))
                .isEqualTo(new And(List.of(new Between(A, new NumberLiteral(1L), new NumberLiteral(2L), false), B)));
    }

    @Test
    void inLikeAndTheirNegations() throws InvalidSelectorException {
        assertThat(tree("a NOT IN ('x', 'y')")).isEqualTo(new In(A, List.of("x", "y"), true));
        assertThat(tree("a LIKE '!_%' ESCAPE '!'"))
                .isEqualTo(new Like(A, LikePattern.compile("!_%", OptionalInt.of('!')), false));
        assertThat(tree("a IS NOT NULL")).isEqualTo(new IsNull(A, true));
    }

    @Test
    void identifiersAreCaseSensitiveAndKeywordsAreNot() throws InvalidSelectorException {
        assertThat(tree("A oR a")).isEqualTo(new Or(List.of(new Identifier("A"), A)));
    }

    @Test
    void deepNestingIsRefusedRatherThanOverflowingTheStack() throws InvalidSelectorException {
        int deepest = SelectorParser.MAX_NESTING;
        assertThat(tree("(".repeat(deepest) + "a" + ")".repeat(deepest))).isEqualTo(A);
        for (String start : List.of("(", "NOT ", "a = -", "a = +(")) {
            String text = start.contains("=") ? "a = " + start.substring(4).repeat(100_000) : start.repeat(100_000);
            assertThatThrownBy(() -> Selector.parse(text))
                    .isInstanceOf(InvalidSelectorException.class)
                    .hasMessageContaining("more than " + deepest + " levels");
        }
    }

    @Test
    void aLongChainOfArithmeticIsRefused() throws InvalidSelectorException {
        String longest = "a = 0" + " + 1".repeat(SelectorParser.MAX_ARITHMETIC);
        assertThat(Selector.parse(longest).matches(name -> 1000L)).isTrue();
        assertThatThrownBy(() -> Selector.parse(longest + " - 1"))
                .hasMessageContaining("more than 1000 arithmetic operators");
    }

    @Test
    void longChainsOfConditionsAreNoProblem() throws InvalidSelectorException {
        String text = IntStream.range(0, 50_000).mapToObj(i -> "a = " + i).collect(Collectors.joining(" OR "));
        assertThat(Selector.parse(text).matches(name -> 49_999L)).isTrue();
    }
}
