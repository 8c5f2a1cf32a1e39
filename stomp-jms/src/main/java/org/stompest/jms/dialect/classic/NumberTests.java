package org.stompest.jms.dialect.classic;

import java.util.List;
import org.stompest.jms.dialect.filter.FilterLiterals;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.dialect.filter.FilterText;
import org.stompest.jms.dialect.filter.TypeGuards;

/**
 * Tests of a header against constants. Beside an int, the broker reads a text as an int, and it is false of any other text, of
 * a larger number too; so constants are doubles where those are as exact, and longs beyond the range of an int where not.
 */
final class NumberTests {
    /** What approximate numbers are written without a point. */
    static final List<Double> SPECIAL = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private NumberTests() {}

    /** {@return that it is one of these exact numbers, ends included} */
    static FilterText exactBetween(Header header, long low, long high) {
        FilterText between = FilterText.atom(
                low == high
                        ? header.name() + " = " + exact(low, 0.0)
                        : header.name() + " BETWEEN " + exact(low, -0.0) + " AND " + exact(high, 0.0));
        return header.mayBeNoNumber() ? FilterText.and(TypeGuards.noPoint(header), between) : between;
    }

    private static String exact(long value, double zero) {
        if (value == 0) {
            return FilterLiterals.number(zero);
        }
        boolean sameAsDouble = -EXACT_IN_DOUBLE < value && value < EXACT_IN_DOUBLE;
        return sameAsDouble ? FilterLiterals.number((double) value) : FilterLiterals.number(value);
    }

    /** {@return that it is one of these approximate numbers, ends included and both finite} */
    static FilterText approximateBetween(Header header, double low, double high) {
        FilterText between = FilterText.atom(
                Double.compare(low, high) == 0
                        ? header.name() + " = " + FilterLiterals.number(low)
                        : header.name() + " BETWEEN " + FilterLiterals.number(low) + " AND "
                                + FilterLiterals.number(high));
        return FilterText.and(TypeGuards.point(header), between);
    }

    /** {@return that it is one of these of {@link #SPECIAL}} */
    static FilterText special(Header header, List<Double> numbers) {
        return FilterText.or(numbers.stream()
                .map(number -> FilterText.atom("'' + " + header.name() + " LIKE '" + number + "'"))
                .toList());
    }

    /** {@return that it is a number} */
    static FilterText isNumber(Header header) {
        if (!header.mayBeNoNumber()) {
            return header.isNotNull();
        }
        return meant(
                header,
                FilterText.or(
                        exactBetween(header, Long.MIN_VALUE, Long.MAX_VALUE),
                        approximateBetween(header, -Double.MAX_VALUE, Double.MAX_VALUE),
                        special(header, SPECIAL)));
    }

    /** {@return that it holds and is meant so, which is not the case for a text that reads as a number} */
    static FilterText meant(Header header, FilterText test) {
        return header.kind() == Kind.ANY ? FilterText.and(test, TypeGuards.noDeclaredText(header)) : test;
    }
}
