package org.stompest.jms.dialect.filter;

import jakarta.jms.JMSException;
import java.util.function.UnaryOperator;
import org.stompest.jms.internal.selector.Selector;

/** Translates selectors into filters. */
public final class FilterTranslation {
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

    private static String shown(Selector selector) {
        String text = selector.text();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
