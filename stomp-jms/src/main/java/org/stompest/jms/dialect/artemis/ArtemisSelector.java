package org.stompest.jms.dialect.artemis;

import jakarta.jms.JMSException;
import java.util.function.UnaryOperator;
import org.stompest.jms.dialect.filter.FilterTranslation;
import org.stompest.jms.internal.selector.Selector;

/**
 * Translates selectors into the core filters of Artemis, so that the broker itself decides what Jakarta Messaging 3.1, section
 * 3.8 says, although to it every header of a STOMP message is a text.
 *
 * <p>For messages of this provider the answer is exact, with these exceptions: properties that are NaN or infinite match no
 * arithmetic and no comparison with another property; quotients of exact numbers beyond 2<sup>53</sup> are rounded; a float is
 * compared as it is written, so that the float 1.1 equals the literal 1.1; of a text with the character NUL only IS NULL tells
 * something. Properties that other protocols set keep their types. In messages of other STOMP clients, where all is text, what
 * reads as a number or boolean may stand for one, and for a text as well.
 */
final class ArtemisSelector {
    private static final String PREFIX = "convert_string_expressions:";

    private static final ArtemisLanguage LANGUAGE = new ArtemisLanguage();

    private ArtemisSelector() {}

    /**
     * Translates a selector.
     *
     * @param selector the selector
     * @param headerOfProperty tells in which header a property travels
     * @return the value of the header {@code selector} of SUBSCRIBE, its colon not yet escaped
     * @throws JMSException if Artemis cannot evaluate it
     */
    static String translate(Selector selector, UnaryOperator<String> headerOfProperty) throws JMSException {
        String filter = FilterTranslation.translate(selector, headerOfProperty, LANGUAGE);
        return PREFIX + "(" + filter + ")";
    }
}
