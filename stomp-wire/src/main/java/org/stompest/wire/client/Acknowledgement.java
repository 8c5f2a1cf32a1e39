package org.stompest.wire.client;

import java.util.Map;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** ACK and NACK with headers of the caller's own. Stateless; usable from any thread. */
final class Acknowledgement {
    private Acknowledgement() {}

    /** Writes one where the message came from, and waits for its receipt if the headers ask for one. */
    static void write(
            ClientLink link, StompMessage message, boolean positive, String transaction, StompHeaders headers) {
        try {
            StompFrame frame = with(headers, ClientLink.acknowledgement(message, positive, transaction));
            if (headers.contains(StompHeaderNames.RECEIPT)) {
                link.confirmOn(message.connection(), frame);
            } else {
                message.connection().write(frame, Flush.SOON);
            }
        } catch (StompConnectionException e) {
            throw ClientLink.tooLate(message, e);
        }
    }

    /** Makes one; throws if the message's connection has ended. */
    static StompFrame frame(StompMessage message, boolean positive, String transaction, StompHeaders headers) {
        try {
            return with(headers, ClientLink.acknowledgement(message, positive, transaction));
        } catch (StompConnectionException e) {
            throw ClientLink.tooLate(message, e);
        }
    }

    /** What the frame says itself, such as which message it means, is not for the caller to change. */
    private static StompFrame with(StompHeaders headers, StompFrame frame) {
        if (headers.size() == 0) {
            return frame;
        }
        StompHeaders.Builder all = headers.toBuilder();
        for (Map.Entry<String, String> own : frame.headers()) {
            all.set(own.getKey(), own.getValue());
        }
        return frame.withHeaders(all.build());
    }
}
