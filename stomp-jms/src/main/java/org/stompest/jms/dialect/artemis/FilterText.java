package org.stompest.jms.dialect.artemis;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition in the language of Artemis's filters, with the parentheses that it needs inside another.
 *
 * @param text the condition
 * @param binding how close it binds
 */
record FilterText(String text, Binding binding) {
    /** Always true. */
    static final FilterText TRUE = new FilterText("TRUE", Binding.ATOM);
    /** Never true. */
    static final FilterText FALSE = new FilterText("FALSE", Binding.ATOM);

    /** From loose to close. */
    enum Binding {
        OR,
        AND,
        ATOM
    }

    static FilterText atom(String text) {
        return new FilterText(text, Binding.ATOM);
    }

    static FilterText of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static FilterText and(FilterText... conditions) {
        return and(List.of(conditions));
    }

    /** Joins conditions that Artemis evaluates in this order and only as far as necessary. */
    static FilterText and(Collection<FilterText> conditions) {
        return join(conditions, Binding.AND, TRUE, FALSE);
    }

    static FilterText or(FilterText... conditions) {
        return or(List.of(conditions));
    }

    static FilterText or(Collection<FilterText> conditions) {
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

    /** Negates a condition that must have a value: Artemis takes NOT of no value for false. */
    FilterText not() {
        if (equals(TRUE)) {
            return FALSE;
        }
        return equals(FALSE) ? TRUE : atom("NOT (" + text + ")");
    }
}
