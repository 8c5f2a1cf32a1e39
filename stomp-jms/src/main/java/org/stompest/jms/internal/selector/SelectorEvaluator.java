package org.stompest.jms.internal.selector;

import static org.stompest.jms.internal.selector.ComparisonOperator.GREATER;
import static org.stompest.jms.internal.selector.ComparisonOperator.GREATER_OR_EQUAL;
import static org.stompest.jms.internal.selector.ComparisonOperator.LESS;
import static org.stompest.jms.internal.selector.ComparisonOperator.LESS_OR_EQUAL;

import org.stompest.jms.internal.selector.SelectorNode.And;
import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
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
import org.stompest.jms.internal.selector.SelectorNode.Sign;

/**
 * Evaluates conditions for one message.
 *
 * <p>Where the specification leaves values of the wrong kind open, a comparison, IN and LIKE of them are false, negated or
 * not, as it says for {@code <>}; arithmetic with them has no value; and an identifier that stands for a condition but is no
 * boolean is unknown.
 *
 * @param message where identifiers are looked up
 */
record SelectorEvaluator(SelectorContext message) implements ConditionVisitor<Truth>, ValueVisitor<Object> {
    Truth truth(Condition condition) {
        return condition.accept((ConditionVisitor<Truth>) this);
    }

    private Object value(SelectorNode.Value value) {
        return value.accept((ValueVisitor<Object>) this);
    }

    @Override
    public Truth bare(Identifier node) {
        return identifier(node) instanceof Boolean value ? Truth.of(value) : Truth.UNKNOWN;
    }

    @Override
    public Truth literal(BooleanLiteral node) {
        return Truth.of(node.value());
    }

    @Override
    public Truth not(Not node) {
        return truth(node.operand()).not();
    }

    @Override
    public Truth and(And node) {
        Truth all = Truth.TRUE;
        for (Condition operand : node.operands()) {
            all = all.and(truth(operand));
            if (all == Truth.FALSE) {
                return all;
            }
        }
        return all;
    }

    @Override
    public Truth or(Or node) {
        Truth any = Truth.FALSE;
        for (Condition operand : node.operands()) {
            any = any.or(truth(operand));
            if (any == Truth.TRUE) {
                return any;
            }
        }
        return any;
    }

    @Override
    public Truth comparison(Comparison node) {
        return node.operator().compare(value(node.left()), value(node.right()));
    }

    @Override
    public Truth between(Between node) {
        Object value = value(node.value());
        Object low = value(node.low());
        Object high = value(node.high());
        return node.negated()
                ? LESS.compare(value, low).or(GREATER.compare(value, high))
                : GREATER_OR_EQUAL.compare(value, low).and(LESS_OR_EQUAL.compare(value, high));
    }

    @Override
    public Truth in(In node) {
        Object value = identifier(node.identifier());
        if (value == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(value instanceof String text && node.texts().contains(text) != node.negated());
    }

    @Override
    public Truth like(Like node) {
        Object value = identifier(node.identifier());
        if (value == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(value instanceof String text && node.pattern().matches(text) != node.negated());
    }

    @Override
    public Truth isNull(IsNull node) {
        return Truth.of((identifier(node.identifier()) == null) != node.negated());
    }

    @Override
    public Object identifier(Identifier node) {
        Object value = message.value(node.name());
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? Double.valueOf(number.toString()) : value;
    }

    @Override
    public Object literal(Object value) {
        return value;
    }

    @Override
    public Object sign(Sign node) {
        if (!(value(node.operand()) instanceof Number number)) {
            return null;
        }
        return node.negative() ? ArithmeticOperator.negate(number) : number;
    }

    @Override
    public Object arithmetic(Arithmetic node) {
        if (value(node.left()) instanceof Number left && value(node.right()) instanceof Number right) {
            return node.operator().apply(left, right);
        }
        return null;
    }
}
