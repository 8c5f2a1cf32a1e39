package org.stompest.wire;

/** The connection could not be made, or was lost. */
public class StompConnectionException extends StompException {
    private static final long serialVersionUID = 1L;

    /** Whether the frame in question may have been processed by the broker. */
    private final boolean mayHaveReachedBroker;

    /**
     * Makes an exception for something that the broker certainly did not get.
     *
     * @param message what failed, with the address and what to do
     * @param cause why, or null
     */
    public StompConnectionException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * Makes an exception.
     *
     * @param message what failed, with the address and what to do
     * @param cause why, or null
     * @param mayHaveReachedBroker whether the frame in question may have been processed
     */
    public StompConnectionException(String message, Throwable cause, boolean mayHaveReachedBroker) {
        super(message, cause);
        this.mayHaveReachedBroker = mayHaveReachedBroker;
    }

    @Override
    public boolean mayHaveReachedBroker() {
        return mayHaveReachedBroker;
    }
}
