package org.stompest.jms.dialect.classic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.stompest.jms.dialect.filter.FilterOperand;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterText;
import org.stompest.jms.dialect.filter.Untranslatable;
import org.stompest.jms.internal.selector.ComparisonOperator;
import org.stompest.jms.internal.selector.Truth;

/**
 * For which numbers a calculation with one header compares with a constant as it is asked. Adding, subtracting, multiplying and
 * dividing with constants, rounding included, never turns back on its way up or down, so that the numbers that equal the
 * constant stand between those that are less and those that are greater, and their ends are found by halving.
 *
 * @param calculation one header, or a calculation that holds one and is the greater the greater that is, or the less
 * @param header the one
 * @param rises whether it is the greater
 * @param operator how it is compared
 * @param constant with what: {@link Long} or {@link Double}
 */
record Solution(FilterOperand calculation, Header header, boolean rises, ComparisonOperator operator, Number constant) {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Doubles are counted in their order, -0.0 before 0.0, which is the order of their bits. */
    private static final BigInteger PLACE_OF_LEAST = placeOf(-Double.MAX_VALUE);

    private static final BigInteger PLACE_OF_GREATEST = placeOf(Double.MAX_VALUE);

    /** Numbers in their order, or places of numbers in their order; both ends included. */
    private record Range(BigInteger first, BigInteger last) {}

    /**
     * Prepares the solution.
     *
     * @param calculation no constant
     * @param operator how it is compared
     * @param constant with what
     * @return what is to be solved
     * @throws Untranslatable if there is none: it holds two headers, or divides by one, or constants out of all bounds
     */
    static Solution of(FilterOperand calculation, ComparisonOperator operator, Number constant) {
        List<Header> headers = calculation.headers().toList();
        if (headers.size() > 1) {
            throw new Untranslatable("the broker cannot calculate with more than one property");
        }
        return new Solution(calculation, headers.get(0), slope(calculation) > 0, operator, constant);
    }

    /** {@return when the comparison is true} */
    FilterText whenTrue() {
        return solved(true);
    }

    /** {@return when the comparison is false, rather than unknown because there is no number} */
    FilterText whenFalse() {
        return solved(false);
    }

    static Untranslatable dividesByProperty() {
        return new Untranslatable("the broker cannot divide by a property");
    }

    /** {@return whether it rises (1) or falls (-1) with the header, 0 if that is not in it} */
    private static int slope(FilterOperand operand) {
        if (operand instanceof Constant constant) {
            checkFinite((Number) constant.value());
            return 0;
        }
        if (!(operand instanceof Calculation calculation)) {
            return 1;
        }
        int left = slope(calculation.left());
        int right = slope(calculation.right());
        return switch (calculation.operator()) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left == 0 ? right * sign(calculation.left()) : left * sign(calculation.right());
            case DIVIDED_BY -> {
                if (right != 0) {
                    throw dividesByProperty();
                }
                yield left * sign(calculation.right());
            }
        };
    }

    private static void checkFinite(Number constant) {
        if (!Double.isFinite(constant.doubleValue())) {
            throw new Untranslatable("it calculates with an infinite number");
        }
    }

    private static int sign(FilterOperand factor) {
        double value = ((Number) ((Constant) factor).value()).doubleValue();
        if (value == 0) {
            throw new Untranslatable("it multiplies with zero or divides by it");
        }
        return value > 0 ? 1 : -1;
    }

    private FilterText solved(boolean truth) {
        if (Double.isNaN(constant.doubleValue())) {
            return (operator == ComparisonOperator.NOT_EQUAL) == truth
                    ? NumberTests.isNumber(header)
                    : FilterText.FALSE;
        }
        List<FilterText> tests = new ArrayList<>();
        for (Range range : ranges(truth, LEAST, GREATEST, exact -> exact)) {
            tests.add(NumberTests.exactBetween(
                    header, range.first().longValue(), range.last().longValue()));
        }
        if (header.mayBeNoNumber()) {
            for (Range range : ranges(truth, PLACE_OF_LEAST, PLACE_OF_GREATEST, Solution::doubleAt)) {
                tests.add(NumberTests.approximateBetween(header, doubleAt(range.first()), doubleAt(range.last())));
            }
            tests.add(NumberTests.special(
                    header,
                    NumberTests.SPECIAL.stream()
                            .filter(number -> operator.compare(value(calculation, number), constant) == Truth.of(truth))
                            .toList()));
        }
        return NumberTests.meant(header, FilterText.or(tests));
    }

    /** Puts together those of the three ranges, less, equal and greater, for which the comparison has this truth. */
    private List<Range> ranges(
            boolean truth, BigInteger first, BigInteger last, Function<BigInteger, Number> numberAt) {
        BigInteger equal = leastOf(first, last, place -> direction() * order(numberAt.apply(place)) >= 0);
        BigInteger above = leastOf(equal, last, place -> direction() * order(numberAt.apply(place)) > 0);
        BigInteger[] ends = {first, equal, above, last.add(BigInteger.ONE)};
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (operator.holds(direction() * (i - 1)) != truth || ends[i].equals(ends[i + 1])) {
                continue;
            }
            Range range = new Range(ends[i], ends[i + 1].subtract(BigInteger.ONE));
            Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.last().add(BigInteger.ONE).equals(range.first())) {
                ranges.set(ranges.size() - 1, new Range(before.first(), range.last()));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private int direction() {
        return rises ? 1 : -1;
    }

    /** Finds the first place from which on something holds; the one after the last if it holds nowhere. */
    private static BigInteger leastOf(BigInteger first, BigInteger last, Predicate<BigInteger> holds) {
        BigInteger low = first;
        BigInteger high = last.add(BigInteger.ONE);
        while (low.compareTo(high) < 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle.add(BigInteger.ONE);
            }
        }
        return low;
    }

    private int order(Number number) {
        Number value = value(calculation, number);
        if (value instanceof BigInteger exact && constant instanceof Long) {
            return exact.compareTo(BigInteger.valueOf(constant.longValue()));
        }
        double a = value.doubleValue();
        double b = constant.doubleValue();
        return a < b ? -1 : a > b ? 1 : 0;
    }

    /** Calculates as selectors do, but for exact numbers without limits. */
    private static Number value(FilterOperand operand, Number number) {
        if (operand instanceof Constant constant) {
            return constant.value() instanceof Long exact ? BigInteger.valueOf(exact) : (Double) constant.value();
        }
        if (!(operand instanceof Calculation calculation)) {
            return number;
        }
        Number left = value(calculation.left(), number);
        Number right = value(calculation.right(), number);
        if (left instanceof BigInteger a && right instanceof BigInteger b) {
            return switch (calculation.operator()) {
                case PLUS -> a.add(b);
                case MINUS -> a.subtract(b);
                case TIMES -> a.multiply(b);
                case DIVIDED_BY -> a.divide(b);
            };
        }
        return calculation.operator().apply(left.doubleValue(), right.doubleValue());
    }

    private static BigInteger placeOf(double value) {
        long bits = Double.doubleToLongBits(value);
        return BigInteger.valueOf(bits >= 0 ? bits : Long.MIN_VALUE - bits - 1);
    }

    private static Double doubleAt(BigInteger place) {
        long bits = place.longValue();
        return Double.longBitsToDouble(bits >= 0 ? bits : Long.MIN_VALUE - bits - 1);
    }
}
