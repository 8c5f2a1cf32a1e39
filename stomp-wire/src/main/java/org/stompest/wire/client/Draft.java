package org.stompest.wire.client;

import java.util.function.Supplier;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * A frame that is made when it is written.
 *
 * @param frame makes it
 * @param bytes about how much its body holds in memory until then
 */
record Draft(Supplier<StompFrame> frame, long bytes) {
    static Draft send(String destination, String text, StompHeaders headers, String transaction) {
        long bytes = text == null ? 0 : (long) Character.BYTES * text.length(); // null fails when it is made
        return new Draft(() -> Outgoing.send(destination, text, headers, transaction), bytes);
    }

    static Draft send(String destination, byte[] body, StompHeaders headers, String transaction) {
        long bytes = body == null ? 0 : body.length;
        return new Draft(() -> Outgoing.send(destination, body, headers, transaction), bytes);
    }

    static Draft of(StompFrame frame) {
        return new Draft(() -> frame, frame.bodyLength());
    }

    /** One without a body. */
    static Draft small(Supplier<StompFrame> frame) {
        return new Draft(frame, 0);
    }
}
