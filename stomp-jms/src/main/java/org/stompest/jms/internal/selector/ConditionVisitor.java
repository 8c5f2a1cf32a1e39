package org.stompest.jms.internal.selector;

import org.stompest.jms.internal.selector.SelectorNode.And;
import org.stompest.jms.internal.selector.SelectorNode.Between;
import org.stompest.jms.internal.selector.SelectorNode.BooleanLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Comparison;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.In;
import org.stompest.jms.internal.selector.SelectorNode.IsNull;
import org.stompest.jms.internal.selector.SelectorNode.Like;
import org.stompest.jms.internal.selector.SelectorNode.Not;
import org.stompest.jms.internal.selector.SelectorNode.Or;

/**
 * One method for every kind of {@link SelectorNode.Condition}; each gets the node.
 *
 * @param <R> what is made of a condition
 */
public interface ConditionVisitor<R> {
    /** Gets an identifier that stands alone where a condition is wanted. */
    R bare(Identifier node);

    R literal(BooleanLiteral node);

    R not(Not node);

    R and(And node);

    R or(Or node);

    R comparison(Comparison node);

    R between(Between node);

    R in(In node);

    R like(Like node);

    R isNull(IsNull node);
}
