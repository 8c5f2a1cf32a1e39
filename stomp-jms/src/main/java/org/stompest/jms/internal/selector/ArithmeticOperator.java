package org.stompest.jms.internal.selector;

/** The four operations of a selector's arithmetic. */
public enum ArithmeticOperator {
    /** Addition. */
    PLUS("+"),
    /** Subtraction. */
    MINUS("-"),
    /** Multiplication. */
    TIMES("*"),
    /** Division; between exact numbers it truncates, as in Java. */
    DIVIDED_BY("/");

    private final String symbol;

    ArithmeticOperator(String symbol) {
        this.symbol = symbol;
    }

    /** {@return as it is written in a selector} */
    public String symbol() {
        return symbol;
    }

    /**
     * Calculates after numeric promotion: two longs as longs (which wrap around), otherwise as doubles.
     *
     * @param left {@link Long} or {@link Double}
     * @param right {@link Long} or {@link Double}
     * @return {@link Long} or {@link Double}; null, which is no value, where a long is divided by zero
     */
    public Number apply(Number left, Number right) {
        if (left instanceof Long && right instanceof Long) {
            return exact(left.longValue(), right.longValue());
        }
        return approximate(left.doubleValue(), right.doubleValue());
    }

    /**
     * Changes the sign.
     *
     * @param number {@link Long} or {@link Double}
     * @return of the same type
     */
    public static Number negate(Number number) {
        if (number instanceof Long exact) {
            return -exact;
        }
        return -number.doubleValue();
    }

    private Long exact(long left, long right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> right == 0 ? null : Long.valueOf(left / right);
        };
    }

    private double approximate(double left, double right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED_BY -> left / right;
        };
    }
}
