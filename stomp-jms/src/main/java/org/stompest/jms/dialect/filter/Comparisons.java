package org.stompest.jms.dialect.filter;

import java.util.ArrayList;
import java.util.List;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.internal.selector.ComparisonOperator;
import org.stompest.jms.internal.selector.Truth;

/**
 * Translates comparisons of two operands, both of which are no calculations of constants alone.
 *
 * @param language compares what are numbers
 */
record Comparisons(FilterLanguage language) {
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    Outcome compare(FilterOperand left, ComparisonOperator operator, FilterOperand right) {
        if (left instanceof Constant a) {
            return right instanceof Constant b
                    ? Outcome.of(operator.compare(a.value(), b.value()))
                    : compare(right, operator.mirrored(), left);
        }
        if (right instanceof Constant constant) {
            return withConstant(left, operator, constant);
        }
        return left instanceof Header a && right instanceof Header b
                ? headers(a, operator, b)
                : language.numbers(left, operator, right);
    }

    private Outcome withConstant(FilterOperand left, ComparisonOperator operator, Constant constant) {
        if (constant.value() == null) {
            return Outcome.of(Truth.UNKNOWN);
        }
        if (left instanceof Calculation calculation) {
            return constant.value() instanceof Number
                    ? language.numbers(left, operator, constant)
                    : new Outcome(FilterText.FALSE, language.hasValue(calculation));
        }
        Header header = (Header) left;
        if (constant.value() instanceof Number number) {
            return withNumber(header, operator, number);
        }
        boolean negated = operator == ComparisonOperator.NOT_EQUAL;
        return constant.value() instanceof Boolean value
                ? withBoolean(header, value != negated)
                : TextTests.in(header, List.of((String) constant.value()), negated);
    }

    /** Equal to one boolean is the same as not equal to the other. */
    static Outcome withBoolean(Header header, boolean value) {
        FilterText equal = TypeGuards.isBoolean(header, value);
        return new Outcome(equal, FilterText.and(header.isNotNull(), equal.not()));
    }

    private Outcome withNumber(Header header, ComparisonOperator operator, Number number) {
        if (!header.mayBeNumber()) {
            return new Outcome(FilterText.FALSE, header.isNotNull());
        }
        boolean sameAsDouble = number instanceof Double value
                ? !Double.isNaN(value)
                : -EXACT_IN_DOUBLE < number.longValue() && number.longValue() < EXACT_IN_DOUBLE;
        if (!sameAsDouble) {
            return language.numbers(header, operator, new Constant(number));
        }
        FilterText holds = FilterText.and(
                withDouble(header.name(), operator, number.doubleValue()),
                header.mayBeNoNumber() ? TypeGuards.noDeclaredText(header) : FilterText.TRUE);
        return new Outcome(holds, FilterText.and(header.isNotNull(), holds.not()));
    }

    /**
     * Compares with an approximate constant, which makes the broker read a text as an approximate number; no other text matches.
     * Rounding the text does no harm: a double holds the constant and its neighbours exactly, or the comparison would be one of
     * doubles anyway.
     */
    private static FilterText withDouble(String name, ComparisonOperator operator, double value) {
        String low = FilterLiterals.number(value == 0 ? -0.0 : value);
        String high = FilterLiterals.number(value == 0 ? 0.0 : value);
        FilterText below = FilterText.atom(name + " < " + low);
        FilterText above = FilterText.atom(name + " > " + high);
        FilterText noNaN = FilterText.atom(name + " <= " + FilterLiterals.INFINITY);
        return switch (operator) {
            case EQUAL ->
                value == 0
                        ? FilterText.atom(name + " BETWEEN " + low + " AND " + high)
                        : FilterText.atom(name + " = " + high);
            case NOT_EQUAL -> FilterText.or(below, above);
            case LESS -> below;
            case LESS_OR_EQUAL -> FilterText.atom(name + " <= " + high);
            case GREATER -> FilterText.and(above, noNaN);
            case GREATER_OR_EQUAL -> FilterText.atom(name + " BETWEEN " + low + " AND " + FilterLiterals.INFINITY);
        };
    }

    private Outcome headers(Header left, ComparisonOperator operator, Header right) {
        List<FilterText> holds = new ArrayList<>();
        if (left.mayBeNumber() && right.mayBeNumber()) {
            holds.add(language.numbers(left, operator, right).whenTrue());
        }
        if (!operator.ordering() && left.mayBeText() && right.mayBeText()) {
            holds.add(FilterText.and(
                    TypeGuards.text(left),
                    TypeGuards.text(right),
                    FilterText.atom(left.name() + " " + operator.symbol() + " " + right.name()),
                    TypeGuards.undeclared(left),
                    TypeGuards.undeclared(right)));
        }
        if (!operator.ordering() && left.kind() == Kind.ANY && right.kind() == Kind.ANY) {
            boolean same = operator == ComparisonOperator.EQUAL;
            holds.add(FilterText.and(TypeGuards.isBoolean(left, true), TypeGuards.isBoolean(right, same)));
            holds.add(FilterText.and(TypeGuards.isBoolean(left, false), TypeGuards.isBoolean(right, !same)));
        }
        FilterText any = FilterText.or(holds);
        FilterText present = FilterText.and(left.isNotNull(), right.isNotNull());
        return new Outcome(FilterText.and(present, any), FilterText.and(present, any.not()));
    }
}
