package org.stompest.wire.client;

import java.nio.charset.StandardCharsets;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Makes the SEND frames of both clients and their transactions. Stateless; usable from any thread. */
final class Outgoing {
    private static final String CONTENT_TYPE = "content-type";
    private static final String TEXT_PLAIN = "text/plain";

    private Outgoing() {}

    /** A text goes as UTF-8, and says that it is a text ("Header content-type"). */
    static StompFrame send(String destination, String text, StompHeaders headers, String transaction) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        StompHeaders.Builder all = head(destination, headers, transaction);
        if (!headers.contains(CONTENT_TYPE)) {
            all.add(CONTENT_TYPE, TEXT_PLAIN);
        }
        return ClientFrames.send(all, body, 0, body.length);
    }

    /** The array is the body, not a copy of it: it is not to be changed before the frame was written. */
    static StompFrame send(String destination, byte[] body, StompHeaders headers, String transaction) {
        return ClientFrames.send(head(destination, headers, transaction), body, 0, body.length);
    }

    private static StompHeaders.Builder head(String destination, StompHeaders headers, String transaction) {
        StompHeaders.Builder all = headers.toBuilder().set(StompHeaderNames.DESTINATION, destination);
        if (transaction != null) {
            all.set(StompHeaderNames.TRANSACTION, transaction);
        }
        return all;
    }
}
