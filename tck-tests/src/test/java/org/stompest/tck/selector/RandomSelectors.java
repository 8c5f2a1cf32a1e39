package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stompest.jms.internal.selector.Selector;

/** Makes selectors over the properties of {@link RandomSamples}, every one of them valid. */
final class RandomSelectors {
    private static final List<String> ANY = List.of(
            "s_1",
            "s2",
            "n_1",
            "n2",
            "big",
            "d_1",
            "d2",
            "b_1",
            "b2",
            "m_1",
            "m2",
            "none",
            "JMSType",
            "JMSCorrelationID",
            "JMSMessageID",
            "JMSDeliveryMode",
            "JMSPriority",
            "JMSTimestamp");
    private static final List<String> NUMBERS =
            List.of("n_1", "n2", "big", "d_1", "d2", "m_1", "m2", "JMSPriority", "JMSTimestamp", "s_1", "b_1", "none");
    private static final List<String> DIVISIBLE =
            List.of("n_1", "n2", "d_1", "d2", "m_1", "JMSPriority", "none", "s_1");
    private static final List<String> LITERALS = List.of(
            "0", "1", "-1", "7", "7.0", "0.5", "-2.5", "0x7", "1E10", "-0.0", "1000", "1.1", "3000000000", "1e300");
    private static final List<String> SMALL_LITERALS = List.of(
            "0", "1", "-1", "7", "7.0", "0.5", "-2.5", "0x7", "1E10", "-0.0", "1000", "1.1", "3000000", "1e300");
    private static final List<String> BIG_LITERALS = List.of(
            "9007199254740993",
            "9007199254740992",
            "-9223372036854775808",
            "9223372036854775807",
            "9007199254740992.0",
            "1700000000001");
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> PATTERNS = List.of(
            "'%'",
            "'_'",
            "'%e%'",
            "'a!_b' ESCAPE '!'",
            "'a\\%b' ESCAPE '\\'",
            "'a_b'",
            "'7%'",
            "'t%'",
            "'_%.%'",
            "'%''s'",
            "'.*%'",
            "'%ü__'",
            "'line_break'",
            "'%:%\\%'",
            "'aüüb' ESCAPE 'ü'",
            "'%#'",
            "'ID:_'",
            "'NON%'");

    private final Random random;
    private final SelectorBroker broker;

    RandomSelectors(Random random, SelectorBroker broker) {
        this.random = random;
        this.broker = broker;
    }

    /** {@return a selector that the broker can be asked to evaluate} */
    Selector next() throws InvalidSelectorException {
        while (true) {
            Selector selector = Selector.parse(condition(3));
            try {
                broker.translate(selector.text());
                return selector;
            } catch (JMSException e) {
                assertThat(e).matches(broker::mayRefuse, "refused for a good reason");
            }
        }
    }

    private String condition(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return test();
        }
        return switch (random.nextInt(3)) {
            case 0 -> "NOT (" + condition(depth - 1) + ")";
            case 1 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
            default -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
        };
    }

    private String test() {
        String not = random.nextBoolean() ? " NOT" : "";
        return switch (random.nextInt(12)) {
            case 0 -> oneOf(ANY);
            case 1 -> oneOf(ANY) + " IS" + not + " NULL";
            case 2 -> oneOf(ANY) + not + " IN (" + strings() + ")";
            case 3 -> oneOf(ANY) + not + " LIKE " + oneOf(PATTERNS);
            case 4 -> number(1, false) + not + " BETWEEN " + number(1, false) + " AND " + number(1, false);
            case 5 -> oneOf(ANY) + oneOf(List.of(" = ", " <> ")) + (random.nextBoolean() ? "TRUE" : "FALSE");
            case 6 -> oneOf(ANY) + oneOf(List.of(" = ", " <> ")) + string();
            case 7 -> string() + oneOf(List.of(" = ", " <> ")) + oneOf(ANY);
            case 8 -> oneOf(ANY) + " " + oneOf(COMPARISONS) + " " + oneOf(ANY);
            case 9 -> number(2, true) + " " + oneOf(COMPARISONS) + " " + number(1, true);
            default -> number(2, false) + " " + oneOf(COMPARISONS) + " " + number(1, false);
        };
    }

    private String number(int depth, boolean divide) {
        if (depth == 0 || random.nextBoolean()) {
            return switch (random.nextInt(3)) {
                case 0 -> oneOf(divide ? SMALL_LITERALS : LITERALS);
                case 1 -> divide ? oneOf(DIVISIBLE) : oneOf(BIG_LITERALS);
                default -> oneOf(divide ? DIVISIBLE : NUMBERS);
            };
        }
        boolean small = divide || !broker.wrapsAround();
        String left = number(depth - 1, small);
        String right = number(depth - 1, small);
        return switch (random.nextInt(divide ? 5 : 4)) {
            case 0 -> "(" + left + " + " + right + ")";
            case 1 -> "(" + left + " - " + right + ")";
            case 2 -> left + " * " + right;
            case 3 -> "-" + left;
            default -> "(" + left + " / " + right + ")";
        };
    }

    private String strings() {
        int count = 1 + random.nextInt(6);
        return Stream.generate(this::string).limit(count).collect(Collectors.joining(", "));
    }

    private String string() {
        List<String> all = new ArrayList<>(RandomSamples.STRINGS);
        all.addAll(RandomSamples.CONFUSING_STRINGS);
        all.addAll(List.of("ID:1", "PERSISTENT", "NON_PERSISTENT"));
        return "'" + oneOf(all).replace("'", "''") + "'";
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
