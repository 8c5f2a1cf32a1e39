package org.stompest.jms.dialect.artemis;

import org.stompest.jms.internal.selector.LikePattern;

/** Writes constants as Artemis reads them. */
final class FilterLiterals {
    /** Above every number but NaN, which Artemis puts above infinity. */
    static final String INFINITY = "1E400";

    private FilterLiterals() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Writes a pattern with an escape character that Artemis treats right, which it does not do for every one. */
    static String pattern(LikePattern pattern) {
        String escaped = pattern.escapedBy('!');
        return text(escaped) + (escaped.contains("!") ? " ESCAPE '!'" : "");
    }

    static String number(Number value) {
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
