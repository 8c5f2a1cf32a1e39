package org.stompest.jms.internal.selector;

/** The three values of a condition, with the operators of SQL (Jakarta Messaging 3.1, section 3.8.1.2). */
public enum Truth {
    /** The condition holds. */
    TRUE,
    /** The condition does not hold. */
    FALSE,
    /** The message lacks what the condition looks at. */
    UNKNOWN;

    /**
     * Converts from the two values of Java.
     *
     * @param value whether it holds
     * @return TRUE or FALSE
     */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * AND.
     *
     * @param other the other side
     * @return FALSE if one of them is, else UNKNOWN if one of them is, else TRUE
     */
    public Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN ? UNKNOWN : other;
    }

    /**
     * OR.
     *
     * @param other the other side
     * @return TRUE if one of them is, else UNKNOWN if one of them is, else FALSE
     */
    public Truth or(Truth other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        return this == UNKNOWN ? UNKNOWN : other;
    }

    /** {@return the opposite, of which UNKNOWN has none} */
    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
