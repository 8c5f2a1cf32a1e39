package org.stompest.jms.dialect.filter;

import static org.stompest.jms.internal.selector.ComparisonOperator.GREATER;
import static org.stompest.jms.internal.selector.ComparisonOperator.GREATER_OR_EQUAL;
import static org.stompest.jms.internal.selector.ComparisonOperator.LESS;
import static org.stompest.jms.internal.selector.ComparisonOperator.LESS_OR_EQUAL;

import java.util.List;
import java.util.function.Function;
import org.stompest.jms.dialect.filter.Cases.Case;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.internal.selector.ComparisonOperator;
import org.stompest.jms.internal.selector.ConditionVisitor;
import org.stompest.jms.internal.selector.SelectorNode.And;
import org.stompest.jms.internal.selector.SelectorNode.Between;
import org.stompest.jms.internal.selector.SelectorNode.BooleanLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Comparison;
import org.stompest.jms.internal.selector.SelectorNode.Condition;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.In;
import org.stompest.jms.internal.selector.SelectorNode.IsNull;
import org.stompest.jms.internal.selector.SelectorNode.Like;
import org.stompest.jms.internal.selector.SelectorNode.Not;
import org.stompest.jms.internal.selector.SelectorNode.Or;
import org.stompest.jms.internal.selector.SelectorNode.Value;
import org.stompest.jms.internal.selector.Truth;

/**
 * Walks through a selector's tree and says of each condition when it is true and when it is false. So NOT only exchanges the
 * two, and nothing depends on what the broker makes of NOT where something is missing.
 *
 * @param cases finds what identifiers stand for
 * @param comparisons translates comparisons
 */
record FilterTranslator(Cases cases, Comparisons comparisons) implements ConditionVisitor<Outcome> {
    private List<Outcome> each(List<Condition> operands) {
        return operands.stream().map(operand -> operand.accept(this)).toList();
    }

    private Outcome inEachCase(Function<Case, Outcome> translation, Value... values) {
        return Outcome.anyOf(cases.of(values).stream()
                .map(each -> translation.apply(each).onlyIf(each.guard()))
                .toList());
    }

    private Outcome compare(Value left, ComparisonOperator operator, Value right) {
        return inEachCase(each -> comparisons.compare(each.operand(left), operator, each.operand(right)), left, right);
    }

    @Override
    public Outcome bare(Identifier node) {
        return inEachCase(
                each -> each.operand(node) instanceof Header header
                        ? new Outcome(TypeGuards.isBoolean(header, true), TypeGuards.isBoolean(header, false))
                        : Outcome.of(Truth.UNKNOWN),
                node);
    }

    @Override
    public Outcome literal(BooleanLiteral node) {
        return Outcome.of(Truth.of(node.value()));
    }

    @Override
    public Outcome not(Not node) {
        return node.operand().accept(this).not();
    }

    @Override
    public Outcome and(And node) {
        return Outcome.and(each(node.operands()));
    }

    @Override
    public Outcome or(Or node) {
        return Outcome.or(each(node.operands()));
    }

    @Override
    public Outcome comparison(Comparison node) {
        return compare(node.left(), node.operator(), node.right());
    }

    @Override
    public Outcome between(Between node) {
        if (node.negated()) {
            return Outcome.or(
                    List.of(compare(node.value(), LESS, node.low()), compare(node.value(), GREATER, node.high())));
        }
        return Outcome.and(List.of(
                compare(node.value(), GREATER_OR_EQUAL, node.low()),
                compare(node.value(), LESS_OR_EQUAL, node.high())));
    }

    @Override
    public Outcome in(In node) {
        return inEachCase(
                each -> each.operand(node.identifier()) instanceof Header header
                        ? TextTests.in(header, node.texts(), node.negated())
                        : Outcome.of(Truth.of(node.texts().contains(text(each, node.identifier())) != node.negated())),
                node.identifier());
    }

    @Override
    public Outcome like(Like node) {
        return inEachCase(
                each -> each.operand(node.identifier()) instanceof Header header
                        ? TextTests.like(header, node.pattern(), node.negated())
                        : Outcome.of(Truth.of(node.pattern().matches(text(each, node.identifier())) != node.negated())),
                node.identifier());
    }

    private static String text(Case each, Identifier identifier) {
        return (String) ((Constant) each.operand(identifier)).value();
    }

    @Override
    public Outcome isNull(IsNull node) {
        Outcome isNull = Outcome.and(cases.nullTests(node.identifier()));
        return node.negated() ? isNull.not() : isNull;
    }
}
