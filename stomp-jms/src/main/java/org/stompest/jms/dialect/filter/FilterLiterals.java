package org.stompest.jms.dialect.filter;

import org.stompest.jms.internal.selector.LikePattern;

/** Writes constants as brokers read them. */
public final class FilterLiterals {
    /** Above every number but NaN, which brokers put above infinity. */
    public static final String INFINITY = "1E400";

    private FilterLiterals() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Writes a pattern with an escape character that brokers treat right, which they do not do for every one. */
    static String pattern(LikePattern pattern) {
        String escaped = pattern.escapedBy('!');
        return text(escaped) + (escaped.contains("!") ? " ESCAPE '!'" : "");
    }

    /**
     * Writes a number.
     *
     * @param value {@link Long} or {@link Double}
     * @return in parentheses if it has a sign
     */
    public static String number(Number value) {
        String text = value instanceof Long ? value.toString() : approximate(value.doubleValue());
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    private static String approximate(double value) {
        if (Double.isNaN(value)) {
            return "(" + INFINITY + " - " + INFINITY + ")";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? INFINITY : "-" + INFINITY;
        }
        return Double.toString(value);
    }
}
