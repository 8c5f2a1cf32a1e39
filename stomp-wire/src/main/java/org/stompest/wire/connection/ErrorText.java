package org.stompest.wire.connection;

import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/** One line out of an ERROR frame. Stateless. */
final class ErrorText {
    private static final int LONGEST = 300;

    private ErrorText() {}

    /** {@return the header {@code message}, or else the first line of the body, which may be a stack trace} */
    static String of(StompFrame error) {
        String text = error.header(StompHeaderNames.MESSAGE);
        if (text == null || text.isBlank()) {
            text = error.bodyText().strip().lines().findFirst().orElse("(no text)");
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
