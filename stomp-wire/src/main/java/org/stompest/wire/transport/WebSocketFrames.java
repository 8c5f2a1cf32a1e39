package org.stompest.wire.transport;

import java.nio.charset.StandardCharsets;

/** Numbers of the WebSocket protocol (RFC 6455, sections 5.2 and 7.4.1), and what they mean. */
final class WebSocketFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int FINAL = 0x80;
    static final int MASKED = 0x80;
    static final int LONGEST_CONTROL = 125;

    static final int NORMAL_CLOSURE = 1000;
    static final int PROTOCOL_ERROR = 1002;

    private WebSocketFrames() {}

    /** {@return the payload of a close frame without a reason} */
    static byte[] closeFrame(int code) {
        return new byte[] {(byte) (code >> 8), (byte) code};
    }

    /** {@return the code of a close frame, or 0 if it has none} */
    static int closeCode(byte[] payload) {
        return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }

    /** {@return the reason of a close frame, perhaps empty; what is not UTF-8 in it is replaced} */
    static String closeReason(byte[] payload) {
        return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** {@return what a close code means, in a word or two; empty if that is not known} */
    static String meaning(int code) {
        return switch (code) {
            case NORMAL_CLOSURE -> "normal";
            case 1001 -> "going away";
            case PROTOCOL_ERROR -> "protocol error";
            case 1003 -> "cannot accept this kind of data";
            case 1007 -> "inconsistent data";
            case 1008 -> "policy violation";
            case 1009 -> "message too big";
            case 1010 -> "extension missing";
            case 1011 -> "unexpected condition";
            case 1012 -> "restarting";
            case 1013 -> "try again later";
            default -> "";
        };
    }
}
