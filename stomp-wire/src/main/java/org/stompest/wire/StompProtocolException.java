package org.stompest.wire;

import java.util.Optional;
import org.stompest.wire.frame.StompFrame;

/** A frame that version or state forbids, or an ERROR frame of the broker, which it then carries. */
public class StompProtocolException extends StompException {
    private static final long serialVersionUID = 1L;

    private final transient StompFrame errorFrame;

    /**
     * Makes an exception.
     *
     * @param message what is forbidden and why
     */
    public StompProtocolException(String message) {
        this(message, null);
    }

    /**
     * Makes an exception for an ERROR frame.
     *
     * @param message what the broker refused
     * @param errorFrame the ERROR frame, or null
     */
    public StompProtocolException(String message, StompFrame errorFrame) {
        this(message, errorFrame, null);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what was wrong
     * @param errorFrame the ERROR frame, or null
     * @param cause why, or null
     */
    public StompProtocolException(String message, StompFrame errorFrame, Throwable cause) {
        super(message, cause);
        this.errorFrame = errorFrame;
    }

    /** {@return the ERROR frame, if the broker sent one; not kept by serialization} */
    public Optional<StompFrame> errorFrame() {
        return Optional.ofNullable(errorFrame);
    }
}
