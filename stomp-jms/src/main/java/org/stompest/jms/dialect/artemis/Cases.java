package org.stompest.jms.dialect.artemis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.stompest.jms.dialect.artemis.FilterOperand.Calculation;
import org.stompest.jms.dialect.artemis.FilterOperand.Constant;
import org.stompest.jms.dialect.artemis.FilterOperand.Header;
import org.stompest.jms.dialect.artemis.FilterOperand.Kind;
import org.stompest.jms.internal.selector.ArithmeticOperator;
import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.Sign;
import org.stompest.jms.internal.selector.SelectorNode.Value;
import org.stompest.jms.internal.selector.Truth;
import org.stompest.jms.internal.selector.ValueVisitor;

/**
 * The cases that a comparison has to be translated for one by one: a header of JMS that is in one of two places, or has one of
 * two values that Artemis calls by other names, and a property in a quotient that is exact or approximate.
 */
final class Cases {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final Set<String> RESERVED = Set.of("XPATH", "XQUERY");
    private static final String MESSAGE_ID = "JMS_STOMP_MessageID";
    private static final String TIMESTAMP = "JMS_STOMP_Timestamp";
    private static final int MAX_SPLIT_PROPERTIES = 4;

    private final UnaryOperator<String> headerOfProperty;

    Cases(UnaryOperator<String> headerOfProperty) {
        this.headerOfProperty = headerOfProperty;
    }

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

    private record Alternative(FilterText guard, FilterOperand operand) {}

    /** {@return the cases for what is made of these values, one at least} */
    List<Case> of(Value... values) {
        Set<String> names = new LinkedHashSet<>();
        for (Value value : values) {
            addNames(value, names);
        }
        Map<String, List<Alternative>> alternatives = new HashMap<>();
        names.forEach(name -> alternatives.put(name, alternatives(name)));
        splitQuotients(product(names, alternatives), alternatives, values);
        return product(names, alternatives);
    }

    /** {@return the tests that an identifier is null, all of which must be true for it to be} */
    List<Outcome> nullTests(Identifier identifier) {
        return switch (identifier.name()) {
            case "JMSDeliveryMode", "JMSPriority", "JMSTimestamp" -> List.of(Outcome.of(Truth.FALSE));
            default ->
                alternatives(identifier.name()).stream()
                        .map(alternative -> (Header) alternative.operand())
                        .map(header -> new Outcome(header.isNull(), header.isNotNull()))
                        .toList();
        };
    }

    private List<Alternative> alternatives(String name) {
        return switch (name) {
            case "JMSDeliveryMode" ->
                List.of(
                        new Alternative(FilterText.atom("AMQDurable = 'DURABLE'"), new Constant("PERSISTENT")),
                        new Alternative(FilterText.atom("AMQDurable = 'NON_DURABLE'"), new Constant("NON_PERSISTENT")));
            case "JMSPriority" -> List.of(always("AMQPriority", Kind.NUMBER));
            case "JMSTimestamp" -> ownOrElse(new Header(TIMESTAMP, null, Kind.DIGITS), "AMQTimestamp", Kind.NUMBER);
            case "JMSMessageID" -> ownOrElse(new Header(MESSAGE_ID, null, Kind.TEXT), "AMQUserID", Kind.TEXT);
            case "JMSCorrelationID", "JMSType" -> List.of(always(name, Kind.TEXT));
            case "JMSXGroupID" -> List.of(always("AMQGroupID", Kind.TEXT));
            case "JMSXDeliveryCount" -> throw new Untranslatable("the broker does not know JMSXDeliveryCount");
            default -> List.of(new Alternative(FilterText.TRUE, property(name)));
        };
    }

    private static Alternative always(String name, Kind kind) {
        return new Alternative(FilterText.TRUE, new Header(name, null, kind));
    }

    private static List<Alternative> ownOrElse(Header own, String other, Kind kind) {
        return List.of(
                new Alternative(FilterText.TRUE, own), new Alternative(own.isNull(), new Header(other, null, kind)));
    }

    private Header property(String name) {
        String header = headerOfProperty.apply(name);
        if (!NAME.matcher(header).matches() || RESERVED.contains(header.toUpperCase(Locale.ROOT))) {
            throw new Untranslatable("Artemis does not take '" + header + "' for the name of a property");
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

    private static void splitQuotients(List<Case> cases, Map<String, List<Alternative>> alternatives, Value... values) {
        Set<Header> unclear = new LinkedHashSet<>();
        for (Value value : values) {
            addUnclear(cases.get(0).operand(value), unclear);
        }
        if (unclear.size() > MAX_SPLIT_PROPERTIES) {
            throw new Untranslatable(
                    "it divides with more than " + MAX_SPLIT_PROPERTIES + " properties in one comparison");
        }
        for (Header header : unclear) {
            alternatives.put(
                    header.property(),
                    List.of(
                            new Alternative(TypeGuards.noPoint(header), header.as(Kind.EXACT)),
                            new Alternative(TypeGuards.point(header), header.as(Kind.APPROXIMATE))));
        }
    }

    /** Finds the properties that decide whether a quotient is truncated. */
    private static void addUnclear(FilterOperand operand, Set<Header> target) {
        if (!(operand instanceof Calculation calculation)) {
            return;
        }
        addUnclear(calculation.left(), target);
        addUnclear(calculation.right(), target);
        if (calculation.operator() == ArithmeticOperator.DIVIDED_BY && !NumberText.approximate(calculation)) {
            addHeaders(calculation, target);
        }
    }

    private static void addHeaders(FilterOperand operand, Set<Header> target) {
        if (operand instanceof Calculation calculation) {
            addHeaders(calculation.left(), target);
            addHeaders(calculation.right(), target);
        } else if (operand instanceof Header header && header.kind() == Kind.ANY) {
            target.add(header);
        }
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
                    && NumberText.exact(left)
                    && right instanceof Constant constant
                    && constant.value().equals(0L);
        }
    }
}
