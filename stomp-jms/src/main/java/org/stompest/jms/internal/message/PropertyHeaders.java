package org.stompest.jms.internal.message;

import java.util.Set;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * Which header a property travels in. It has the property's name, so that any other client finds it, unless a header of
 * that name means something to STOMP, this provider or the broker: a property {@code type} or {@code receipt} travels as
 * {@code JMS_STOMP_Property_type}, {@code JMS_STOMP_Property_receipt}. A few have a name of the broker's own, see {@link
 * BrokerDialect#headerOf}.
 */
public final class PropertyHeaders {
    private static final String JMS = "JMS";

    /** Brokers keep some of JMS's own headers as properties of these names, and take such a property for the header. */
    private static final Set<String> HEADERS_OF_JMS = Set.of(
            "JMSDestination",
            "JMSDeliveryMode",
            "JMSExpiration",
            "JMSDeliveryTime",
            "JMSPriority",
            "JMSMessageID",
            "JMSTimestamp",
            "JMSCorrelationID",
            "JMSReplyTo",
            "JMSType",
            "JMSRedelivered");

    private PropertyHeaders() {}

    /**
     * Finds the header of a property.
     *
     * @param property the property's name
     * @param dialect knows what the broker owns
     * @return the header's name
     */
    public static String headerOf(String property, BrokerDialect dialect) {
        return isOwned(property, dialect) ? HeaderNames.PROPERTY_PREFIX + property : dialect.headerOf(property);
    }

    /**
     * Finds the property of a header.
     *
     * @param header the header's name
     * @param dialect knows what the broker owns
     * @return the property's name, or null if the header holds no property
     */
    static String propertyOf(String header, BrokerDialect dialect) {
        String property = dialect.propertyOf(header);
        if (!property.equals(header) || !isOwned(header, dialect)) {
            return property;
        }
        int prefix = HeaderNames.PROPERTY_PREFIX.length();
        return header.length() > prefix && header.startsWith(HeaderNames.PROPERTY_PREFIX)
                ? header.substring(prefix)
                : null;
    }

    private static boolean isOwned(String header, BrokerDialect dialect) {
        return switch (header) {
            case StompHeaderNames.DESTINATION,
                    StompHeaderNames.CONTENT_LENGTH,
                    StompHeaderNames.CONTENT_TYPE,
                    StompHeaderNames.RECEIPT,
                    StompHeaderNames.TRANSACTION,
                    StompHeaderNames.MESSAGE_ID,
                    StompHeaderNames.SUBSCRIPTION,
                    StompHeaderNames.ACK,
                    HeaderNames.CORRELATION_ID,
                    HeaderNames.REPLY_TO,
                    HeaderNames.TYPE,
                    HeaderNames.PRIORITY,
                    HeaderNames.PERSISTENT,
                    HeaderNames.EXPIRES,
                    HeaderNames.TIMESTAMP_OF_BROKER,
                    HeaderNames.REDELIVERED,
                    HeaderNames.JMSX_DELIVERY_COUNT -> true;
            default ->
                header.startsWith(HeaderNames.OWN_PREFIX)
                        || header.startsWith(JMS) && HEADERS_OF_JMS.contains(header)
                        || dialect.ownsHeader(header);
        };
    }
}
