package org.stompest.examples.launch;

/** The user has to call the program differently; the message says how. */
public final class WrongArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what to do
     */
    public WrongArgumentException(String message) {
        super(message);
    }

    /**
     * Makes one.
     *
     * @param message what to do
     * @param cause why
     */
    public WrongArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
