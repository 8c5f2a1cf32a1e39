package org.stompest.jms.internal.selector;

import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.Sign;

/**
 * One method for every kind of {@link SelectorNode.Value}.
 *
 * @param <R> what is made of a value
 */
public interface ValueVisitor<R> {
    R identifier(Identifier node);

    /** Gets the value of a literal: {@link String}, {@link Boolean}, {@link Long} or {@link Double}. */
    R literal(Object value);

    R sign(Sign node);

    R arithmetic(Arithmetic node);
}
