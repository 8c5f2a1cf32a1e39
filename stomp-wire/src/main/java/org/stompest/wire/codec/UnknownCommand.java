package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import org.stompest.wire.StompFrameException;

/** Says what came where a command should stand, and which protocol it looks like. */
final class UnknownCommand {
    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final byte TLS_ALERT = 0x15;
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte TLS_MAJOR = 0x03;

    private UnknownCommand() {}

    /**
     * Makes the error.
     *
     * @param bytes holds what came
     * @param from the index of its first byte
     * @param end where it ends, or the bytes do
     * @param stompSeen whether the peer has spoken STOMP before: then these may be the bytes of a body, and are not shown
     * @return the error
     */
    static StompFrameException error(byte[] bytes, int from, int end, boolean stompSeen) {
        if (stompSeen) {
            return new StompFrameException(
                    "no command of STOMP where a frame should begin: the frame before it may have had "
                            + "a body with a NUL and no content-length");
        }
        if (looksLikeTls(bytes, from, end)) {
            return new StompFrameException(
                    "the peer speaks TLS, not plain STOMP: connect with ssl:// or to the port without TLS");
        }
        int stop = from;
        while (stop < end && bytes[stop] != '\n' && bytes[stop] != '\r') {
            stop++;
        }
        String shown = Excerpt.of(bytes, from, stop);
        if (looksLikeHttp(bytes, from, end)) {
            return new StompFrameException("the peer speaks HTTP, not STOMP (it began with " + shown
                    + "): is this the port of a web console, or one for ws://?");
        }
        return new StompFrameException("the peer does not speak STOMP: it began with " + shown);
    }

    private static boolean looksLikeTls(byte[] bytes, int from, int end) {
        byte first = bytes[from];
        return (first == TLS_ALERT || first == TLS_HANDSHAKE) && (from + 1 == end || bytes[from + 1] == TLS_MAJOR);
    }

    private static boolean looksLikeHttp(byte[] bytes, int from, int end) {
        int length = Math.min(end - from, HTTP.length);
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != HTTP[i]) {
                return false;
            }
        }
        return true;
    }
}
