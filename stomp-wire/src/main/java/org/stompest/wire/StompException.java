package org.stompest.wire;

import java.util.Optional;

/**
 * The root of what goes wrong in this library. Unchecked throughout the library, so that handlers, futures and transaction
 * scopes need no wrapping; every method names in its Javadoc which subclass it throws.
 */
public class StompException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what went wrong and what to do; never a password or a body
     */
    public StompException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what went wrong and what to do; never a password or a body
     * @param cause why, or null
     */
    public StompException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Tells whether the frame that this is about may have been processed by the broker, so that doing it again may do it twice.
     *
     * @return false if the broker certainly did not process it, or refused it
     */
    public boolean mayHaveReachedBroker() {
        return false;
    }

    /** {@return the ERROR or violation of the protocol that is behind this, if one is: itself, or what caused it} */
    public Optional<StompProtocolException> refusal() {
        if (this instanceof StompProtocolException own) {
            return Optional.of(own);
        }
        return getCause() instanceof StompException cause ? cause.refusal() : Optional.empty();
    }
}
