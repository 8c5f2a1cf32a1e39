package org.stompest.wire.client;

import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * A subscription of a client, which survives reconnects. Two are equal only if they are the same.
 *
 * <p>Immutable; usable from any thread.
 */
public final class StompSubscription {
    private final String id;
    private final StompHeaders headers;

    /** Headers have {@code id} and {@code destination}; those of one reconnect are those of the next. */
    StompSubscription(StompHeaders headers) {
        this.id = headers.get(StompHeaderNames.ID);
        this.headers = headers;
    }

    /** {@return the value of the header {@code id}, unique within the client} */
    public String id() {
        return id;
    }

    /** {@return the destination} */
    public String destination() {
        return headers.get(StompHeaderNames.DESTINATION);
    }

    /** {@return the headers of SUBSCRIBE, without {@code receipt}} */
    public StompHeaders headers() {
        return headers;
    }

    /** {@return whether messages count as acknowledged when they were sent} */
    boolean acknowledgesItself() {
        String mode = headers.get(StompHeaderNames.ACK);
        return mode == null || mode.equals(AckModes.AUTO);
    }

    /** {@return whether one acknowledgement stands for all messages before} */
    boolean acknowledgesCumulatively() {
        return AckModes.CLIENT.equals(headers.get(StompHeaderNames.ACK));
    }

    /** {@return id and destination} */
    @Override
    public String toString() {
        return "subscription " + id + " to " + destination();
    }
}
