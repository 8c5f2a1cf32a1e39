package org.stompest.jms.internal.selector;

/** The six comparisons of a selector. */
public enum ComparisonOperator {
    /** The same number, text or boolean. */
    EQUAL("="),
    /** Of the same kind, but not the same. */
    NOT_EQUAL("<>"),
    /** Numbers only. */
    LESS("<"),
    /** Numbers only. */
    LESS_OR_EQUAL("<="),
    /** Numbers only. */
    GREATER(">"),
    /** Numbers only. */
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    /** {@return as it is written in a selector} */
    public String symbol() {
        return symbol;
    }

    /** {@return whether it asks for an order, which text and booleans do not have} */
    public boolean ordering() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /** {@return the operator that gives the same answer with its operands exchanged} */
    public ComparisonOperator mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    /**
     * Compares two values. Numbers are compared after numeric promotion: two longs exactly, otherwise as doubles, where NaN
     * differs from everything and the two zeros are the same.
     *
     * @param left {@link String}, {@link Boolean}, {@link Long}, {@link Double} or null
     * @param right the same
     * @return UNKNOWN if one is null, FALSE if they are of different kinds or have no order that is asked for
     */
    public Truth compare(Object left, Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Truth.of(compareNumbers(a, b));
        }
        if (ordering() || left.getClass() != right.getClass()) {
            return Truth.FALSE;
        }
        return Truth.of(left.equals(right) == (this == EQUAL));
    }

    private boolean compareNumbers(Number left, Number right) {
        if (left instanceof Long && right instanceof Long) {
            return holds(Long.compare(left.longValue(), right.longValue()));
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return this == NOT_EQUAL;
        }
        return holds(a < b ? -1 : a > b ? 1 : 0);
    }

    /**
     * Looks at the order of two numbers.
     *
     * @param order negative, 0 or positive if the left one is less, the same or greater
     * @return whether the comparison is true of them
     */
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
