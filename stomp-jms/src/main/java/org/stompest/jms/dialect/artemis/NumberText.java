package org.stompest.jms.dialect.artemis;

import java.util.ArrayList;
import java.util.List;
import org.stompest.jms.dialect.filter.FilterLiterals;
import org.stompest.jms.dialect.filter.FilterOperand;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.dialect.filter.FilterText;
import org.stompest.jms.dialect.filter.TypeGuards;
import org.stompest.jms.dialect.filter.Untranslatable;
import org.stompest.jms.internal.selector.ArithmeticOperator;

/**
 * A number, or a calculation, as one side of a comparison.
 *
 * <p>Artemis concatenates where a text stands before a plus, so that none may. It takes -0.0 for less than 0.0, but adding 0
 * makes them the same; within a calculation they must stay different, as divisors. It calculates with ints where both sides
 * are, so that properties are multiplied by a long. Its quotients are always approximate, and so is what is made of them; an
 * exact one must not become -0.0.
 *
 * @param text the expression
 * @param guards what must hold before it may be evaluated
 * @param mayBeNaN whether it may be NaN, which Artemis takes for the greatest number
 */
record NumberText(String text, List<FilterText> guards, boolean mayBeNaN) {
    /** Each takes a dozen frames of the stack of the thread that parses the filter; what overflows it ends the connection. */
    private static final int MAX_DEPTH = 300;

    private static final String LONG_ONE = "(4294967296 - 4294967295) * ";

    /** {@return the operand, if it is a constant number, a header or a calculation} */
    static NumberText of(FilterOperand operand) {
        List<FilterText> guards = new ArrayList<>();
        if (operand instanceof Header header) {
            guards.add(number(header));
            return new NumberText(header.kind() == Kind.NUMBER ? header.name() : "0 + " + header.name(), guards, false);
        }
        if (operand instanceof Constant constant) {
            Number value = ArithmeticOperator.PLUS.apply(0L, (Number) constant.value());
            return new NumberText(FilterLiterals.number(value), guards, Double.isNaN(value.doubleValue()));
        }
        if (depth(operand) > MAX_DEPTH) {
            throw new Untranslatable("more than " + MAX_DEPTH + " operators of arithmetic follow each other");
        }
        boolean mayBeNaN = !operand.exact() && (operators(operand) > 1 || divides(operand));
        return new NumberText("0 + " + inner(operand, guards), guards, mayBeNaN);
    }

    private static String inner(FilterOperand operand, List<FilterText> guards) {
        if (operand instanceof Constant constant) {
            return FilterLiterals.number((Number) constant.value());
        }
        if (operand instanceof Header header) {
            guards.add(number(header));
            return "(" + (header.kind() == Kind.DIGITS ? "0 + " : LONG_ONE) + header.name() + ")";
        }
        Calculation calculation = (Calculation) operand;
        String left = inner(calculation.left(), guards);
        String right = inner(calculation.right(), guards);
        if (calculation.operator() == ArithmeticOperator.DIVIDED_BY && calculation.exact()) {
            if (!(calculation.right() instanceof Constant)) {
                guards.add(FilterText.atom(right + " <> 0"));
            }
            return ArtemisLanguage.sized("(0 + (" + left + " - " + left + " % " + right + ") / " + right + ")");
        }
        String noNegativeZero = calculation.exact() && divides(calculation) ? "0 + " : "";
        return ArtemisLanguage.sized(
                "(" + noNegativeZero + left + " " + calculation.operator().symbol() + " " + right + ")");
    }

    /**
     * Tells that Artemis can calculate with it. What it cannot convert makes the whole filter fail, so that this must come
     * first: a text that Long.valueOf reads or, if it has a point, Double.valueOf.
     *
     * @return has a value if the header is there
     */
    private static FilterText number(Header header) {
        if (!header.mayBeNoNumber()) {
            return header.isNotNull();
        }
        String name = header.name();
        FilterText exact = FilterText.atom(name + " <= " + Long.MAX_VALUE);
        FilterText approximate = FilterText.and(
                TypeGuards.point(header),
                FilterText.atom(name + " BETWEEN -" + Double.MAX_VALUE + " AND " + Double.MAX_VALUE));
        FilterText readable = switch (header.kind()) {
            case EXACT -> exact;
            case APPROXIMATE -> approximate;
            default -> FilterText.or(exact, approximate);
        };
        return FilterText.and(readable, TypeGuards.noDeclaredText(header));
    }

    private static int depth(FilterOperand operand) {
        return operand instanceof Calculation calculation
                ? 1 + Math.max(depth(calculation.left()), depth(calculation.right()))
                : 0;
    }

    private static int operators(FilterOperand operand) {
        return operand instanceof Calculation calculation
                ? 1 + operators(calculation.left()) + operators(calculation.right())
                : 0;
    }

    private static boolean divides(FilterOperand operand) {
        return operand instanceof Calculation calculation
                && (calculation.operator() == ArithmeticOperator.DIVIDED_BY
                        || divides(calculation.left())
                        || divides(calculation.right()));
    }
}
