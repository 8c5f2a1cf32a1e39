package org.stompest.jms.dialect.filter;

import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stompest.jms.internal.selector.Selector;

/** Translates selectors into filters. */
public final class FilterTranslation {
    /** In front of a filter: then texts stand for numbers. */
    private static final String CONVERTING = "convert_string_expressions:";

    private static final int MAX_SHOWN = 200;

    private FilterTranslation() {}

    /**
     * Translates a selector into a filter that matches the same messages of this provider, although to the broker every header
     * of a STOMP message is a text.
     *
     * @param selector the selector
     * @param headerOfProperty tells in which header a property travels
     * @param language what the broker does in its own way
     * @return the filter
     * @throws JMSException if the broker cannot evaluate it
     */
    public static String translate(Selector selector, UnaryOperator<String> headerOfProperty, FilterLanguage language)
            throws JMSException {
        try {
            FilterTranslator translator =
                    new FilterTranslator(new Cases(headerOfProperty, language), new Comparisons(language));
            String filter = selector.root().accept(translator).whenTrue().text();
            language.checkSize(filter);
            return filter;
        } catch (Untranslatable e) {
            JMSException refusal = new JMSException(
                    language.broker() + " cannot evaluate the selector \"" + shown(selector) + "\": " + e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /**
     * Adds to a filter that messages of an origin are left out. The comparison is one of a list, in which even a converting filter
     * takes nothing for a number.
     *
     * @param filter with or without the prefix of a converting one, or empty
     * @param header in which messages say where they come from
     * @param origin what it says in those that are left out
     * @return a filter
     */
    public static String withoutOrigin(Optional<String> filter, String header, String origin) {
        String others = header + " IS NULL OR " + header + " NOT IN ('" + origin.replace("'", "''") + "')";
        if (filter.isEmpty()) {
            return others;
        }
        String prefix = filter.get().startsWith(CONVERTING) ? CONVERTING : "";
        return prefix + "(" + filter.get().substring(prefix.length()) + ") AND (" + others + ")";
    }

    private static String shown(Selector selector) {
        String text = selector.text();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
