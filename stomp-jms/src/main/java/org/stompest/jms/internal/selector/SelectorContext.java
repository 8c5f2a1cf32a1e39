package org.stompest.jms.internal.selector;

/** The message that a selector looks at: its properties and those headers that selectors may name. */
@FunctionalInterface
public interface SelectorContext {
    /**
     * Looks up a property or header.
     *
     * @param identifier a property's name, or one of JMSDeliveryMode (whose value is {@code PERSISTENT} or
     *     {@code NON_PERSISTENT}), JMSPriority, JMSMessageID, JMSTimestamp, JMSCorrelationID and JMSType
     * @return a {@link String}, {@link Boolean}, {@link Long} or {@link Double}, null if the message has none; the narrower
     *     number types are taken for the wider
     */
    Object value(String identifier);
}
