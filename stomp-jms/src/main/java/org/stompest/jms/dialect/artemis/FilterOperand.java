package org.stompest.jms.dialect.artemis;

import org.stompest.jms.internal.selector.ArithmeticOperator;

/** A value of a selector as Artemis sees it. */
sealed interface FilterOperand {
    /**
     * A known value.
     *
     * @param value {@link String}, {@link Boolean}, {@link Long}, {@link Double}, or null for no value
     */
    record Constant(Object value) implements FilterOperand {}

    /**
     * A property of the message, or what Artemis knows of it.
     *
     * @param name by which a filter names it
     * @param property by which the header of types names it, if it may be there
     * @param kind what is known of its type
     */
    record Header(String name, String property, Kind kind) implements FilterOperand {
        FilterText isNull() {
            return kind == Kind.NUMBER ? FilterText.FALSE : FilterText.atom(name + " IS NULL");
        }

        FilterText isNotNull() {
            return kind == Kind.NUMBER ? FilterText.TRUE : FilterText.atom(name + " IS NOT NULL");
        }

        boolean mayBeText() {
            return kind == Kind.ANY || kind == Kind.TEXT;
        }

        boolean mayBeNumber() {
            return kind != Kind.TEXT;
        }

        /** {@return whether it must be looked at to know that it is a number} */
        boolean mayBeNoNumber() {
            return kind == Kind.ANY || kind == Kind.EXACT || kind == Kind.APPROXIMATE;
        }

        Header as(Kind other) {
            return new Header(name, property, other);
        }
    }

    /** What is known of a header's type. */
    enum Kind {
        /** Nothing. */
        ANY,
        /** If it is a number, it is an exact one. */
        EXACT,
        /** If it is a number, it is an approximate one. */
        APPROXIMATE,
        /** It is a text. */
        TEXT,
        /** It is an exact number, written as text. */
        DIGITS,
        /** It is an exact number to Artemis too, and always there. */
        NUMBER
    }

    /**
     * A calculation that is no constant.
     *
     * @param left the first operand
     * @param operator one of the four
     * @param right the second operand
     */
    record Calculation(FilterOperand left, ArithmeticOperator operator, FilterOperand right) implements FilterOperand {}
}
