package org.stompest.wire.session;

import org.stompest.wire.frame.StompFrame;

/**
 * A subscription as it was made, which is enough to make it again.
 *
 * <p>Immutable; usable from any thread.
 *
 * @param id its id; null in 1.0 where the SUBSCRIBE had none
 * @param destination what is subscribed to
 * @param frame the SUBSCRIBE with all its headers
 * @param context what the caller gave to have it back; may be null
 */
public record Subscription(String id, String destination, StompFrame frame, Object context) {
    /** {@return by what MESSAGE and UNSUBSCRIBE name it: the id, or the destination where there is none} */
    public String token() {
        return id == null ? destination : id;
    }
}
