package org.stompest.jms.dialect.classic;

import jakarta.jms.JMSException;
import java.util.regex.Pattern;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** The headers and bodies of Classic's MESSAGE frames. */
final class ClassicMessages {
    private static final String GROUP_ID = "JMSXGroupID";
    private static final String GROUP_SEQUENCE = "JMSXGroupSeq";
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}"); // any else is an error to the broker

    private ClassicMessages() {}

    /**
     * Tells a text message of the broker from a bytes message: only the latter has a {@code content-length}. It is text all the
     * same if its sender said so by {@code content-type}: clients of STOMP often send their texts with a length.
     */
    static boolean isText(StompFrame message) {
        StompHeaders headers = message.headers();
        String contentType = headers.get(StompHeaderNames.CONTENT_TYPE);
        return !headers.contains(StompHeaderNames.CONTENT_LENGTH)
                || (contentType != null && contentType.startsWith("text/"));
    }

    /**
     * Adds the headers that the broker takes and does not give to receivers (groups), or takes and otherwise makes itself (the
     * timestamp, by which selectors go).
     */
    static StompHeaders complete(StompHeaders.Builder send) throws JMSException {
        String group = send.get(HeaderNames.PROPERTY_PREFIX + GROUP_ID);
        if (group != null) {
            send.add(GROUP_ID, group);
            String sequence = send.get(HeaderNames.PROPERTY_PREFIX + GROUP_SEQUENCE);
            if (sequence != null && NUMBER.matcher(sequence).matches()) {
                send.add(GROUP_SEQUENCE, sequence);
            }
        }
        String timestamp = send.get(HeaderNames.TIMESTAMP);
        if (timestamp != null) {
            send.add(HeaderNames.TIMESTAMP_OF_BROKER, timestamp);
        }
        ClassicDelay.keepExpiration(send);
        return LongHeaders.split(send.build());
    }

    /** {@return whether the broker itself must see a header} */
    static boolean isForTheBroker(String header) {
        return switch (header) {
            case StompHeaderNames.DESTINATION,
                    StompHeaderNames.RECEIPT,
                    StompHeaderNames.TRANSACTION,
                    HeaderNames.CORRELATION_ID,
                    HeaderNames.REPLY_TO,
                    HeaderNames.TYPE,
                    GROUP_ID -> true;
            default -> false;
        };
    }

    /** Headers that make the broker do something or that it adds itself; the rest of what it takes is known to be STOMP's. */
    static boolean ownsHeader(String header) {
        return switch (header) {
            case "amq-msg-type",
                    "transformation",
                    "transformation-error",
                    "original-destination",
                    "browser",
                    ClassicDelay.JOB,
                    GROUP_ID,
                    GROUP_SEQUENCE -> true;
            default -> false;
        };
    }
}
