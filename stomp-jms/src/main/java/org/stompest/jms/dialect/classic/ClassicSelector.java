package org.stompest.jms.dialect.classic;

import jakarta.jms.JMSException;
import java.util.function.UnaryOperator;
import org.stompest.jms.dialect.filter.FilterTranslation;
import org.stompest.jms.internal.selector.Selector;

/**
 * Translates selectors for ActiveMQ Classic, so that the broker itself decides what Jakarta Messaging 3.1, section 3.8 says. It
 * has selectors of its own, but to it every header of a STOMP message is a text: {@code price > 2} is false of 2.5, {@code b}
 * is false of {@code true}, and {@code age + 1 = 8} throws in the broker whenever somebody sends a message.
 *
 * <p>For messages of this provider the answer is exact, with these exceptions: exact arithmetic does not wrap around where it
 * leaves the range of a long; a float is compared as it is written, so that the float 1.1 equals the literal 1.1; of a text
 * with the character NUL only IS NULL tells something; JMSXDeliveryCount is the broker's count. Properties that other
 * protocols set keep their types. In messages of other STOMP clients, where all is text, what reads as a number or boolean may
 * stand for one, and for a text as well.
 *
 * <p>Refused is what the broker cannot evaluate: numbers that are compared or calculated with other properties, as in {@code a
 * = b} or {@code a * b > 5}, where JMSPriority is no such property; a division by a property; names that hold other than
 * letters of English, digits, {@code _} and {@code $}; and what becomes longer than a header may be.
 */
final class ClassicSelector {
    private static final ClassicLanguage LANGUAGE = new ClassicLanguage();

    private ClassicSelector() {}

    /**
     * Translates a selector.
     *
     * @param selector the selector
     * @param headerOfProperty tells in which header a property travels
     * @return the value of the header {@code selector} of SUBSCRIBE
     * @throws JMSException if ActiveMQ Classic cannot evaluate it
     */
    static String translate(Selector selector, UnaryOperator<String> headerOfProperty) throws JMSException {
        return FilterTranslation.translate(selector, headerOfProperty, LANGUAGE);
    }
}
