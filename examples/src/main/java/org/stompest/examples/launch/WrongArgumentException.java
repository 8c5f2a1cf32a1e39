package org.stompest.examples.launch;

/** The user has to call the program differently; the message says how. */
final class WrongArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongArgumentException(String message) {
        super(message);
    }

    WrongArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
