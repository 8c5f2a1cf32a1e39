package org.stompest.jms.dialect.filter;

import java.util.stream.Stream;
import org.stompest.jms.internal.selector.ArithmeticOperator;

/** A value of a selector as the broker sees it. */
public sealed interface FilterOperand {
    /** {@return whether it is certainly exact if it is a number} */
    boolean exact();

    /** {@return whether it is certainly approximate if it is a number} */
    boolean approximate();

    /** {@return the headers in it, each as often as it is there} */
    Stream<Header> headers();

    /**
     * A known value.
     *
     * @param value {@link String}, {@link Boolean}, {@link Long}, {@link Double}, or null for no value
     */
    record Constant(Object value) implements FilterOperand {
        @Override
        public boolean exact() {
            return value instanceof Long;
        }

        @Override
        public boolean approximate() {
            return value instanceof Double;
        }

        @Override
        public Stream<Header> headers() {
            return Stream.empty();
        }
    }

    /**
     * A property of the message, or what the broker knows of it.
     *
     * @param name by which a filter names it
     * @param property by which the header of types names it, null if it cannot be there
     * @param kind what is known of its type
     */
    record Header(String name, String property, Kind kind) implements FilterOperand {
        /** {@return that the message does not have it} */
        public FilterText isNull() {
            return switch (kind) {
                case NUMBER -> FilterText.FALSE;
                case COUNTED -> FilterText.and(FilterText.atom(name + " = 0"), TypeGuards.undeclared(this));
                default -> FilterText.atom(name + " IS NULL");
            };
        }

        /** {@return that the message has it} */
        public FilterText isNotNull() {
            return switch (kind) {
                case NUMBER -> FilterText.TRUE;
                case COUNTED -> FilterText.or(FilterText.atom(name + " > 0"), TypeGuards.declared(this));
                default -> FilterText.atom(name + " IS NOT NULL");
            };
        }

        /** {@return whether it may be a text to an application} */
        public boolean mayBeText() {
            return kind == Kind.ANY || kind == Kind.TEXT;
        }

        /** {@return whether it may be a number to an application} */
        public boolean mayBeNumber() {
            return kind != Kind.TEXT;
        }

        /** {@return whether it must be looked at to know that it is a number} */
        public boolean mayBeNoNumber() {
            return kind == Kind.ANY || kind == Kind.EXACT || kind == Kind.APPROXIMATE;
        }

        /**
         * Learns more of its type.
         *
         * @param other what is known now
         * @return the header with that
         */
        public Header as(Kind other) {
            return new Header(name, property, other);
        }

        @Override
        public boolean exact() {
            return kind != Kind.ANY && kind != Kind.APPROXIMATE && kind != Kind.TEXT;
        }

        @Override
        public boolean approximate() {
            return kind == Kind.APPROXIMATE;
        }

        @Override
        public Stream<Header> headers() {
            return Stream.of(this);
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
        /** It is an exact number to the broker too, and always there. */
        NUMBER,
        /** It is an exact number to the broker too, which has 0 where it is missing. */
        COUNTED
    }

    /**
     * A calculation that is no constant.
     *
     * @param left the first operand
     * @param operator one of the four
     * @param right the second operand
     */
    record Calculation(FilterOperand left, ArithmeticOperator operator, FilterOperand right) implements FilterOperand {
        @Override
        public boolean exact() {
            return left.exact() && right.exact();
        }

        @Override
        public boolean approximate() {
            return left.approximate() || right.approximate();
        }

        @Override
        public Stream<Header> headers() {
            return Stream.concat(left.headers(), right.headers());
        }
    }
}
