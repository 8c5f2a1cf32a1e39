package org.stompest.jms.internal.message;

import java.util.function.Function;

/**
 * The types of bodies and what the header {@link HeaderNames#BODY_TYPE} calls them. A body-less text or object message
 * keeps that it has no body: {@code text-null}, and an object of no bytes.
 */
public enum BodyType {
    /** UTF-8. */
    TEXT("text", JmsTextMessage::new),
    /** A text message whose text is null. */
    NULL_TEXT("text-null", JmsTextMessage::new),
    /** Bytes as they are. */
    BYTES("bytes", JmsBytesMessage::new),
    /** Names and values, see {@link ValueWriter}. */
    MAP("map", JmsMapMessage::new),
    /** Values, see {@link ValueWriter}. */
    STREAM("stream", JmsStreamMessage::new),
    /** Java serialization; no bytes for null. */
    OBJECT("object", JmsObjectMessage::new),
    /** No body. */
    NONE("message", JmsPlainMessage::new);

    private final String header;
    private final Function<MessageContext, JmsMessage> constructor;

    BodyType(String header, Function<MessageContext, JmsMessage> constructor) {
        this.header = header;
        this.constructor = constructor;
    }

    /** {@return the value of the header} */
    public String header() {
        return header;
    }

    /** Finds the type of a header's value, null where it is unknown or missing. */
    static BodyType of(String header) {
        if (header == null) {
            return null;
        }
        return switch (header) {
            case "text" -> TEXT;
            case "text-null" -> NULL_TEXT;
            case "bytes" -> BYTES;
            case "map" -> MAP;
            case "stream" -> STREAM;
            case "object" -> OBJECT;
            case "message" -> NONE;
            default -> null;
        };
    }

    JmsMessage newMessage(MessageContext context) {
        return constructor.apply(context);
    }
}
