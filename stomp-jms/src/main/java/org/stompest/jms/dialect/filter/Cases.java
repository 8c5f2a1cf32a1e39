package org.stompest.jms.dialect.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.stompest.jms.dialect.filter.FilterLanguage.Alternative;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.internal.selector.ArithmeticOperator;
import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.Sign;
import org.stompest.jms.internal.selector.SelectorNode.Value;
import org.stompest.jms.internal.selector.Truth;
import org.stompest.jms.internal.selector.ValueVisitor;

/**
 * The cases that a comparison has to be translated for one by one: a header of JMS that is in one of two places, or has one of
 * few values, and whatever else a language has to tell apart.
 *
 * @param headerOfProperty tells in which header a property travels
 * @param language the broker's
 */
record Cases(UnaryOperator<String> headerOfProperty, FilterLanguage language) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final Set<String> RESERVED = Set.of("XPATH", "XQUERY");

    /**
     * One case.
     *
     * @param guard when it is the case
     * @param operands what identifiers stand for
     */
    record Case(FilterText guard, Map<String, FilterOperand> operands) {
        FilterOperand operand(Value value) {
            return value.accept(new OperandOf(operands));
        }
    }

    /** {@return the cases for what is made of these values, one at least} */
    List<Case> of(Value... values) {
        Set<String> names = new LinkedHashSet<>();
        for (Value value : values) {
            addNames(value, names);
        }
        Map<String, List<Alternative>> alternatives = new HashMap<>();
        names.forEach(name -> alternatives.put(name, alternatives(name)));
        Case first = product(names, alternatives).get(0);
        alternatives.putAll(
                language.split(Arrays.stream(values).map(first::operand).toList()));
        return product(names, alternatives);
    }

    /** {@return the tests that an identifier is null, all of which must be true for it to be} */
    List<Outcome> nullTests(Identifier identifier) {
        return alternatives(identifier.name()).stream()
                .map(alternative -> alternative.operand() instanceof Header header
                        ? new Outcome(header.isNull(), header.isNotNull())
                        : Outcome.of(Truth.FALSE))
                .toList();
    }

    private List<Alternative> alternatives(String name) {
        List<Alternative> known = language.standsFor(name);
        return known.isEmpty() ? List.of(Alternative.always(property(name))) : known;
    }

    private Header property(String name) {
        String header = headerOfProperty.apply(name);
        if (!NAME.matcher(header).matches() || RESERVED.contains(header.toUpperCase(Locale.ROOT))) {
            throw new Untranslatable(language.broker() + " does not take '" + header + "' for the name of a property");
        }
        return new Header(header, name, Kind.ANY);
    }

    private static List<Case> product(Set<String> names, Map<String, List<Alternative>> alternatives) {
        List<Case> cases = List.of(new Case(FilterText.TRUE, Map.of()));
        for (String name : names) {
            List<Case> longer = new ArrayList<>();
            for (Case shorter : cases) {
                for (Alternative alternative : alternatives.get(name)) {
                    Map<String, FilterOperand> operands = new HashMap<>(shorter.operands());
                    operands.put(name, alternative.operand());
                    longer.add(new Case(FilterText.and(shorter.guard(), alternative.guard()), operands));
                }
            }
            cases = longer;
        }
        return cases;
    }

    private static void addNames(Value value, Set<String> names) {
        if (value instanceof Identifier identifier) {
            names.add(identifier.name());
        } else if (value instanceof Sign sign) {
            addNames(sign.operand(), names);
        } else if (value instanceof Arithmetic arithmetic) {
            addNames(arithmetic.left(), names);
            addNames(arithmetic.right(), names);
        }
    }

    /** Makes operands of values, calculating what is constant. */
    private record OperandOf(Map<String, FilterOperand> operands) implements ValueVisitor<FilterOperand> {
        @Override
        public FilterOperand identifier(Identifier node) {
            return operands.get(node.name());
        }

        @Override
        public FilterOperand literal(Object value) {
            return new Constant(value);
        }

        @Override
        public FilterOperand sign(Sign node) {
            return calculate(
                    new Constant(node.negative() ? -1L : 1L),
                    ArithmeticOperator.TIMES,
                    node.operand().accept(this));
        }

        @Override
        public FilterOperand arithmetic(Arithmetic node) {
            return calculate(
                    node.left().accept(this), node.operator(), node.right().accept(this));
        }

        private static FilterOperand calculate(FilterOperand left, ArithmeticOperator operator, FilterOperand right) {
            if (!mayBeNumber(left) || !mayBeNumber(right) || dividesByZero(left, operator, right)) {
                return new Constant(null);
            }
            if (left instanceof Constant a && right instanceof Constant b) {
                return new Constant(operator.apply((Number) a.value(), (Number) b.value()));
            }
            return new Calculation(left, operator, right);
        }

        private static boolean mayBeNumber(FilterOperand operand) {
            if (operand instanceof Constant constant) {
                return constant.value() instanceof Number;
            }
            return !(operand instanceof Header header) || header.mayBeNumber();
        }

        private static boolean dividesByZero(FilterOperand left, ArithmeticOperator operator, FilterOperand right) {
            return operator == ArithmeticOperator.DIVIDED_BY
                    && left.exact()
                    && right instanceof Constant constant
                    && constant.value().equals(0L);
        }
    }
}
