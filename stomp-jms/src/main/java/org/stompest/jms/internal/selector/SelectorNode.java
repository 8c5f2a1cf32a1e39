package org.stompest.jms.internal.selector;

import java.util.List;

/**
 * The tree of a selector. A {@link Condition} is true, false or unknown; a {@link Value} is a number, a text, a boolean or
 * nothing. An identifier and a boolean literal are both. All nodes are immutable and compare by value.
 */
public sealed interface SelectorNode {
    /** What can stand alone, and what AND, OR and NOT combine. */
    sealed interface Condition extends SelectorNode {
        /**
         * Calls the method that belongs to this kind of condition.
         *
         * @param visitor gets this
         * @param <R> what the visitor makes of it
         * @return what the visitor returned
         */
        <R> R accept(ConditionVisitor<R> visitor);
    }

    /** What is compared and calculated with. */
    sealed interface Value extends SelectorNode {
        /**
         * Calls the method that belongs to this kind of value.
         *
         * @param visitor gets this
         * @param <R> what the visitor makes of it
         * @return what the visitor returned
         */
        <R> R accept(ValueVisitor<R> visitor);
    }

    /**
     * A property or header of the message.
     *
     * @param name its name
     */
    record Identifier(String name) implements Condition, Value {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.bare(this);
        }

        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.identifier(this);
        }
    }

    /**
     * TRUE or FALSE.
     *
     * @param value which of them
     */
    record BooleanLiteral(boolean value) implements Condition, Value {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.literal(this);
        }

        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.literal(value);
        }
    }

    /**
     * A text in quotes.
     *
     * @param value without the quotes
     */
    record StringLiteral(String value) implements Value {
        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.literal(value);
        }
    }

    /**
     * A number: exact ({@link Long}) or approximate ({@link Double}). A sign before a literal is part of it.
     *
     * @param value {@link Long} or {@link Double}
     */
    record NumberLiteral(Number value) implements Value {
        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.literal(value);
        }
    }

    /**
     * A sign before something that is no literal.
     *
     * @param negative whether it is a minus
     * @param operand what stands after it
     */
    record Sign(boolean negative, Value operand) implements Value {
        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.sign(this);
        }
    }

    /**
     * A calculation.
     *
     * @param left the first operand
     * @param operator one of the four
     * @param right the second operand
     */
    record Arithmetic(Value left, ArithmeticOperator operator, Value right) implements Value {
        @Override
        public <R> R accept(ValueVisitor<R> visitor) {
            return visitor.arithmetic(this);
        }
    }

    /**
     * NOT.
     *
     * @param operand what is negated
     */
    record Not(Condition operand) implements Condition {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /**
     * A chain of ANDs.
     *
     * @param operands two or more
     */
    record And(List<Condition> operands) implements Condition {
        /** Copies the list. */
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /**
     * A chain of ORs.
     *
     * @param operands two or more
     */
    record Or(List<Condition> operands) implements Condition {
        /** Copies the list. */
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /**
     * A comparison of two values.
     *
     * @param left the first operand
     * @param operator one of the six
     * @param right the second operand
     */
    record Comparison(Value left, ComparisonOperator operator, Value right) implements Condition {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.comparison(this);
        }
    }

    /**
     * BETWEEN, both ends included.
     *
     * @param value what is compared
     * @param low the lower end
     * @param high the upper end
     * @param negated whether it is NOT BETWEEN
     */
    record Between(Value value, Value low, Value high, boolean negated) implements Condition {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.between(this);
        }
    }

    /**
     * IN.
     *
     * @param identifier what is looked for
     * @param texts where, one or more
     * @param negated whether it is NOT IN
     */
    record In(Identifier identifier, List<String> texts, boolean negated) implements Condition {
        /** Copies the list. */
        public In {
            texts = List.copyOf(texts);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.in(this);
        }
    }

    /**
     * LIKE.
     *
     * @param identifier what is compared
     * @param pattern with what
     * @param negated whether it is NOT LIKE
     */
    record Like(Identifier identifier, LikePattern pattern, boolean negated) implements Condition {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.like(this);
        }
    }

    /**
     * IS NULL.
     *
     * @param identifier what is looked for
     * @param negated whether it is IS NOT NULL
     */
    record IsNull(Identifier identifier, boolean negated) implements Condition {
        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.isNull(this);
        }
    }
}
