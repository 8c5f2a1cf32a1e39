package org.stompest.jms.dialect.artemis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stompest.jms.dialect.filter.FilterLanguage;
import org.stompest.jms.dialect.filter.FilterLiterals;
import org.stompest.jms.dialect.filter.FilterOperand;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.dialect.filter.FilterText;
import org.stompest.jms.dialect.filter.Outcome;
import org.stompest.jms.dialect.filter.TypeGuards;
import org.stompest.jms.dialect.filter.Untranslatable;
import org.stompest.jms.internal.selector.ArithmeticOperator;
import org.stompest.jms.internal.selector.ComparisonOperator;

/**
 * What Artemis does in its own way: it calculates with texts where a prefix tells it to, has other names for the headers of
 * JMS, and does not truncate quotients, so that exact and approximate numbers must be told apart where one is divided.
 */
final class ArtemisLanguage implements FilterLanguage {
    private static final String MESSAGE_ID = "JMS_STOMP_MessageID";
    private static final String TIMESTAMP = "JMS_STOMP_Timestamp";
    private static final int MAX_SPLIT_PROPERTIES = 4;

    /** What is reasonable to put into a header. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    @Override
    public String broker() {
        return "Artemis";
    }

    @Override
    public void checkSize(String filter) {
        sized(filter);
    }

    /** Checks a part of a filter: quotients are written more than once, and grow without end in each other. */
    static String sized(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new Untranslatable("it becomes a filter of more than " + MAX_CHARACTERS + " characters");
        }
        return text;
    }

    @Override
    public List<Alternative> standsFor(String identifier) {
        return switch (identifier) {
            case "JMSDeliveryMode" ->
                List.of(
                        new Alternative(FilterText.atom("AMQDurable = 'DURABLE'"), new Constant("PERSISTENT")),
                        new Alternative(FilterText.atom("AMQDurable = 'NON_DURABLE'"), new Constant("NON_PERSISTENT")));
            case "JMSPriority" -> only("AMQPriority", Kind.NUMBER);
            case "JMSTimestamp" -> ownOrElse(new Header(TIMESTAMP, null, Kind.DIGITS), "AMQTimestamp", Kind.NUMBER);
            case "JMSMessageID" -> ownOrElse(new Header(MESSAGE_ID, null, Kind.TEXT), "AMQUserID", Kind.TEXT);
            case "JMSCorrelationID", "JMSType" -> only(identifier, Kind.TEXT);
            case "JMSXGroupID" -> only("AMQGroupID", Kind.TEXT);
            case "JMSXDeliveryCount" -> throw new Untranslatable("the broker does not know JMSXDeliveryCount");
            default -> List.of();
        };
    }

    private static List<Alternative> only(String name, Kind kind) {
        return List.of(Alternative.always(new Header(name, null, kind)));
    }

    private static List<Alternative> ownOrElse(Header own, String other, Kind kind) {
        return List.of(Alternative.always(own), new Alternative(own.isNull(), new Header(other, null, kind)));
    }

    /** Tells apart whether the properties are exact that decide whether a quotient is truncated. */
    @Override
    public Map<String, List<Alternative>> split(List<FilterOperand> operands) {
        Set<Header> unclear = new LinkedHashSet<>();
        operands.forEach(operand -> addUnclear(operand, unclear));
        if (unclear.size() > MAX_SPLIT_PROPERTIES) {
            throw new Untranslatable(
                    "it divides with more than " + MAX_SPLIT_PROPERTIES + " properties in one comparison");
        }
        Map<String, List<Alternative>> split = new HashMap<>();
        for (Header header : unclear) {
            split.put(
                    header.property(),
                    List.of(
                            new Alternative(TypeGuards.noPoint(header), header.as(Kind.EXACT)),
                            new Alternative(TypeGuards.point(header), header.as(Kind.APPROXIMATE))));
        }
        return split;
    }

    private static void addUnclear(FilterOperand operand, Set<Header> target) {
        if (!(operand instanceof Calculation calculation)) {
            return;
        }
        addUnclear(calculation.left(), target);
        addUnclear(calculation.right(), target);
        if (calculation.operator() == ArithmeticOperator.DIVIDED_BY && !calculation.approximate()) {
            calculation.headers().filter(header -> header.kind() == Kind.ANY).forEach(target::add);
        }
    }

    @Override
    public FilterText hasValue(Calculation calculation) {
        return FilterText.and(NumberText.of(calculation).guards());
    }

    @Override
    public Outcome numbers(FilterOperand left, ComparisonOperator operator, FilterOperand right) {
        NumberText a = NumberText.of(left);
        NumberText b = NumberText.of(right);
        List<FilterText> known = new ArrayList<>();
        List<FilterText> holds = new ArrayList<>();
        sort(left, a, known, holds);
        sort(right, b, known, holds);
        holds.add(test(a, operator, b));
        FilterText precondition = FilterText.and(known);
        FilterText comparison = FilterText.and(holds);
        return new Outcome(FilterText.and(precondition, comparison), FilterText.and(precondition, comparison.not()));
    }

    private static void sort(FilterOperand operand, NumberText text, List<FilterText> known, List<FilterText> holds) {
        if (operand instanceof Header header) {
            known.add(header.isNotNull());
            holds.addAll(text.guards());
        } else {
            known.addAll(text.guards());
        }
    }

    private static FilterText test(NumberText a, ComparisonOperator operator, NumberText b) {
        List<FilterText> parts = new ArrayList<>();
        parts.add(FilterText.atom(a.text() + " " + operator.symbol() + " " + b.text()));
        boolean different = operator == ComparisonOperator.NOT_EQUAL;
        for (NumberText side : List.of(a, b)) {
            if (side.mayBeNaN()) {
                parts.add(FilterText.atom(side.text() + (different ? " > " : " <= ") + FilterLiterals.INFINITY));
            }
        }
        return different ? FilterText.or(parts) : FilterText.and(parts);
    }
}
