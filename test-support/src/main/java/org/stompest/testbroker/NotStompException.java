package org.stompest.testbroker;

import java.io.IOException;

/** The client wrote something that is not STOMP. */
final class NotStompException extends IOException {
    private static final long serialVersionUID = 1L;

    NotStompException(String message) {
        super(message);
    }

    NotStompException(String message, Throwable cause) {
        super(message, cause);
    }
}
