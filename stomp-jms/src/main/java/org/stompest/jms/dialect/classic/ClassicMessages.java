package org.stompest.jms.dialect.classic;

import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** The headers and bodies of Classic's MESSAGE frames. */
final class ClassicMessages {
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

    /** Headers that make the broker convert or that it adds itself; the rest of what it takes is known to be STOMP's. */
    static boolean ownsHeader(String header) {
        return switch (header) {
            case "amq-msg-type",
                    "transformation",
                    "transformation-error",
                    "original-destination",
                    "browser",
                    "scheduledJobId" -> true;
            default -> false;
        };
    }
}
