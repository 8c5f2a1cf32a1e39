package org.stompest.wire.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Makes the SEND of a message that could not be handled. Stateless; usable from any thread. */
final class FailedMessage {
    private static final String MESSAGE_FAILED = "message-failed";
    private static final String PERSISTENT = "persistent";
    private static final int LONGEST_REASON = 1000;
    private static final char LAST_ASCII = 126;

    /** Headers that belong to one delivery, or that brokers set themselves. */
    private static final Set<String> OF_THE_DELIVERY = Set.of(
            StompHeaderNames.DESTINATION,
            StompHeaderNames.MESSAGE_ID,
            StompHeaderNames.SUBSCRIPTION,
            StompHeaderNames.ACK,
            StompHeaderNames.CONTENT_LENGTH,
            StompHeaderNames.RECEIPT,
            StompHeaderNames.RECEIPT_ID,
            StompHeaderNames.TRANSACTION,
            StompHeaderNames.ID,
            "expires",
            "redelivered",
            "timestamp",
            PERSISTENT,
            MESSAGE_FAILED);

    private FailedMessage() {}

    static StompFrame send(StompFrame message, StompVersion version, Throwable failure, String destination) {
        StompHeaders.Builder headers = StompHeaders.builder()
                .add(StompHeaderNames.DESTINATION, destination)
                .add(PERSISTENT, "true")
                .add(MESSAGE_FAILED, reason(failure, version));
        for (Map.Entry<String, String> header : message.headers()) {
            if (!OF_THE_DELIVERY.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        return ClientFrames.send(headers, message.bodyArray(), message.bodyOffset(), message.bodyLength());
    }

    /** One line, whatever the failure says; in STOMP 1.0, whose headers are ASCII, without anything else. */
    private static String reason(Throwable failure, StompVersion version) {
        String text = failure.toString();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_REASON); i++) {
            char c = text.charAt(i);
            boolean tooMuch = version == StompVersion.V1_0 && c > LAST_ASCII || Character.isSurrogate(c);
            line.append(Character.isISOControl(c) ? ' ' : tooMuch ? '?' : c);
        }
        return line.toString().strip();
    }
}
