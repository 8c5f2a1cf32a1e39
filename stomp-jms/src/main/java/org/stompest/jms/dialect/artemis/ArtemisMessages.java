package org.stompest.jms.dialect.artemis;

import org.stompest.wire.frame.StompFrame;

/** The headers and bodies of Artemis's MESSAGE frames. */
final class ArtemisMessages {
    private ArtemisMessages() {}

    static boolean ownsHeader(String header) {
        return switch (header) {
            case "destination-type", "ingress-timestamp", "AMQ_SCHEDULED_DELAY", "AMQ_SCHEDULED_TIME" -> true;
            default -> header.startsWith("_AMQ_") || header.startsWith("__AMQ_");
        };
    }

    static boolean isText(StompFrame message) {
        byte[] body = message.bodyArray();
        for (int i = message.bodyOffset(); i < message.bodyOffset() + message.bodyLength(); i++) {
            if (body[i] >= 0 && body[i] < ' ' && body[i] != '\t' && body[i] != '\n' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
