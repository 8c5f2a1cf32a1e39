package org.stompest.wire;

/** Something did not happen within its time-out. */
public class StompTimeoutException extends StompException {
    private static final long serialVersionUID = 1L;

    /** Whether the frame in question may have been processed by the broker. */
    private final boolean mayHaveReachedBroker;

    /**
     * Makes an exception.
     *
     * @param message what was waited for, how long, and which option changes that
     */
    public StompTimeoutException(String message) {
        this(message, null, false);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what was waited for, how long, and which option changes that
     * @param cause why, or null
     */
    public StompTimeoutException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * Makes an exception for a frame that was written.
     *
     * @param message what was waited for, how long, and which option changes that
     * @param cause why, or null
     * @param mayHaveReachedBroker whether the frame in question may have been processed
     */
    public StompTimeoutException(String message, Throwable cause, boolean mayHaveReachedBroker) {
        super(message, cause);
        this.mayHaveReachedBroker = mayHaveReachedBroker;
    }

    @Override
    public boolean mayHaveReachedBroker() {
        return mayHaveReachedBroker;
    }
}
