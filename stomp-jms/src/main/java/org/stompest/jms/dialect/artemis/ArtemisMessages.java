package org.stompest.jms.dialect.artemis;

import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** The headers and bodies of Artemis's MESSAGE frames. */
final class ArtemisMessages {
    private static final String GROUP_ID = "JMSXGroupID";
    private static final String GROUP_SEQUENCE = "JMSXGroupSeq";
    private static final String GROUP_ID_HEADER = "_AMQ_GROUP_ID";
    private static final String GROUP_SEQUENCE_HEADER = "_AMQ_GROUP_SEQUENCE";

    private ArtemisMessages() {}

    /**
     * Tells a text message of the broker from a bytes message. Every MESSAGE that has a body has a {@code content-length},
     * but that of a bytes message stands before {@code message-id}, that of a text message at the end. A bytes message
     * is text all the same if its sender said so by {@code content-type}: clients of STOMP often send their texts with a
     * length.
     */
    static boolean isText(StompFrame message) {
        StompHeaders headers = message.headers();
        String contentType = headers.get(StompHeaderNames.CONTENT_TYPE);
        if (contentType != null && contentType.startsWith("text/")) {
            return true;
        }
        for (int i = 0; i < headers.size(); i++) {
            switch (headers.name(i)) {
                case StompHeaderNames.CONTENT_LENGTH -> {
                    return false;
                }
                case StompHeaderNames.MESSAGE_ID -> {
                    return true;
                }
                default -> {}
            }
        }
        return true;
    }

    static boolean ownsHeader(String header) {
        return switch (header) {
            case "destination-type", "ingress-timestamp", "AMQ_SCHEDULED_DELAY", "AMQ_SCHEDULED_TIME" -> true;
            default -> header.startsWith("_AMQ_") || header.startsWith("__AMQ_");
        };
    }

    static String headerOf(String property) {
        return switch (property) {
            case GROUP_ID -> GROUP_ID_HEADER;
            case GROUP_SEQUENCE -> GROUP_SEQUENCE_HEADER;
            default -> property;
        };
    }

    static String propertyOf(String header) {
        return switch (header) {
            case GROUP_ID_HEADER -> GROUP_ID;
            case GROUP_SEQUENCE_HEADER -> GROUP_SEQUENCE;
            default -> header;
        };
    }
}
