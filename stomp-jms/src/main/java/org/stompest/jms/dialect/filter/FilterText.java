package org.stompest.jms.dialect.filter;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition in the language of filters, with the parentheses that it needs inside another.
 *
 * @param text the condition
 * @param binding how close it binds
 */
public record FilterText(String text, Binding binding) {
    /** Always true. */
    public static final FilterText TRUE = new FilterText("TRUE", Binding.ATOM);
    /** Never true. */
    public static final FilterText FALSE = new FilterText("FALSE", Binding.ATOM);

    /** From loose to close. */
    public enum Binding {
        /** It is a chain of ORs. */
        OR,
        /** It is a chain of ANDs. */
        AND,
        /** It is neither, or in parentheses. */
        ATOM
    }

    /**
     * Makes a condition that needs no parentheses.
     *
     * @param text a test, or something in parentheses
     * @return the condition
     */
    public static FilterText atom(String text) {
        return new FilterText(text, Binding.ATOM);
    }

    static FilterText of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * Joins conditions that the broker evaluates in this order and only as far as necessary.
     *
     * @param conditions none or more
     * @return that all of them hold
     */
    public static FilterText and(FilterText... conditions) {
        return and(List.of(conditions));
    }

    /**
     * Joins conditions that the broker evaluates in this order and only as far as necessary.
     *
     * @param conditions none or more
     * @return that all of them hold
     */
    public static FilterText and(Collection<FilterText> conditions) {
        return join(conditions, Binding.AND, TRUE, FALSE);
    }

    /**
     * Joins conditions.
     *
     * @param conditions none or more
     * @return that one of them holds
     */
    public static FilterText or(FilterText... conditions) {
        return or(List.of(conditions));
    }

    /**
     * Joins conditions.
     *
     * @param conditions none or more
     * @return that one of them holds
     */
    public static FilterText or(Collection<FilterText> conditions) {
        return join(conditions, Binding.OR, FALSE, TRUE);
    }

    private static FilterText join(
            Collection<FilterText> conditions, Binding binding, FilterText neutral, FilterText decisive) {
        Set<String> parts = new LinkedHashSet<>();
        FilterText last = neutral;
        for (FilterText condition : conditions) {
            if (condition.equals(decisive)) {
                return decisive;
            }
            if (condition.equals(neutral)) {
                continue;
            }
            String part = condition.binding.compareTo(binding) < 0 ? "(" + condition.text + ")" : condition.text;
            if (parts.add(part)) {
                last = condition;
            }
        }
        if (parts.size() < 2) {
            return last;
        }
        return new FilterText(String.join(" " + binding + " ", parts), binding);
    }

    /** {@return the opposite of a condition that must have a value: a broker may take NOT of no value for false} */
    public FilterText not() {
        if (equals(TRUE)) {
            return FALSE;
        }
        return equals(FALSE) ? TRUE : atom("NOT (" + text + ")");
    }
}
