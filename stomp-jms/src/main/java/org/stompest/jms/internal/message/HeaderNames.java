package org.stompest.jms.internal.message;

/** The header names of messages that STOMP does not define: our own, and those that brokers agree on by custom. */
public final class HeaderNames {
    /** What all headers of our own begin with; no property shows itself under such a name. */
    public static final String OWN_PREFIX = "JMS_STOMP_";
    /** JMSMessageID as the producer made it. */
    public static final String MESSAGE_ID = OWN_PREFIX + "MessageID";
    /** JMSTimestamp as the producer set it, milliseconds since 1970; 0 where it was told not to. */
    public static final String TIMESTAMP = OWN_PREFIX + "Timestamp";
    /** The type of the body, see {@link BodyType}. */
    public static final String BODY_TYPE = OWN_PREFIX + "BodyType";
    /** The types of properties that are no plain strings, see {@link PropertyTypes}. */
    public static final String PROPERTY_TYPES = OWN_PREFIX + "PropertyTypes";
    /** JMSDeliveryTime, milliseconds since 1970. */
    public static final String DELIVERY_TIME = OWN_PREFIX + "DeliveryTime";
    /** JMSCorrelationID in base 64, where it was set as bytes that are no UTF-8. */
    public static final String CORRELATION_ID_BYTES = OWN_PREFIX + "CorrelationIDBytes";
    /** Which connection or client sent the message, where the broker has no header of its own for that. */
    public static final String ORIGIN = OWN_PREFIX + "Origin";
    /** What a property's name gets in front where a header of that name has a meaning to STOMP or the broker. */
    public static final String PROPERTY_PREFIX = OWN_PREFIX + "Property_";

    /** JMSCorrelationID. */
    public static final String CORRELATION_ID = "correlation-id";
    /** JMSReplyTo, in the words of the dialect. */
    public static final String REPLY_TO = "reply-to";
    /** JMSType. */
    public static final String TYPE = "type";
    /** JMSPriority, 0 to 9. */
    public static final String PRIORITY = "priority";
    /** {@code true} for JMSDeliveryMode PERSISTENT, else left out. */
    public static final String PERSISTENT = "persistent";
    /** JMSExpiration, milliseconds since 1970; left out or 0 for never. */
    public static final String EXPIRES = "expires";
    /** When the message was sent, as the broker has it, milliseconds since 1970. */
    public static final String TIMESTAMP_OF_BROKER = "timestamp";
    /** {@code true} if the broker delivered the message before. */
    public static final String REDELIVERED = "redelivered";

    /** How often the message was delivered: set by the provider, never by a message's sender. */
    public static final String JMSX_DELIVERY_COUNT = "JMSXDeliveryCount";
    /** The place of a message in its group: an int by definition, whoever sent it. */
    static final String JMSX_GROUP_SEQ = "JMSXGroupSeq";

    private HeaderNames() {}
}
