package org.stompest.jms.internal.consumer;

import org.stompest.wire.frame.StompFrame;

/** Reads the header {@code expires} of a MESSAGE. Stateless. */
final class Expiry {
    private static final String EXPIRES = "expires";

    private Expiry() {}

    /** {@return whether the time after which nobody wants the message has passed; 0 or absent means there is none} */
    static boolean isExpired(StompFrame message, long nowMillis) {
        String expires = message.header(EXPIRES);
        if (expires == null || expires.equals("0")) {
            return false;
        }
        try {
            long at = Long.parseLong(expires);
            return at > 0 && at <= nowMillis;
        } catch (NumberFormatException e) {
            return false; // another client's header of that name: the message is not ours to drop
        }
    }
}
