package org.stompest.wire;

/** Something did not happen within its time-out. */
public class StompTimeoutException extends StompException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was waited for, how long, and which option changes that
     */
    public StompTimeoutException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what was waited for, how long, and which option changes that
     * @param cause why, or null
     */
    public StompTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
