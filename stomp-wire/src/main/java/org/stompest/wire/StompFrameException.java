package org.stompest.wire;

/** Bytes that are no frame of the version spoken, or a frame beyond a limit; also a frame that cannot be written. */
public class StompFrameException extends StompException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is malformed, or which limit was passed and which option raises it
     */
    public StompFrameException(String message) {
        super(message);
    }
}
