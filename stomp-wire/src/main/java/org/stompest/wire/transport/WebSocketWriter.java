package org.stompest.wire.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Writes the frames of a WebSocket client: masked, in fragments of at most {@value #LARGEST} bytes, one message for each STOMP
 * frame (RFC 6455, sections 5.2 to 5.5). What the caller writes together leaves together, as far as {@value #COLLECTED} bytes
 * hold it: a system call, or a record of TLS, for each small frame would undo that they were collected. Used by one thread at
 * a time.
 */
final class WebSocketWriter {
    /** Brokers limit the payload of a WebSocket frame, Artemis to 64 KiB, but not how many make a message. */
    static final int LARGEST = 16 * 1024;

    /** How many bytes are handed on at once. */
    static final int COLLECTED = 64 * 1024;

    private static final int LONGEST_HEADER = 14;
    private static final int SHORT_LENGTH = 126;
    private static final int MASK_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport transport;
    private final FrameEnds ends = new FrameEnds();
    /** Grows where it is needed; an idle connection has a small one. */
    private byte[] out = new byte[1024];

    private int filled;
    private final byte[] masks = new byte[64 * MASK_BYTES];
    private int nextMask = masks.length;
    private boolean midMessage;

    WebSocketWriter(Transport transport) {
        this.transport = transport;
    }

    /** Writes bytes of STOMP. */
    void data(byte[] bytes, int offset, int length) throws IOException {
        filled = 0; // what a write that failed has left
        int end = offset + length;
        int start = offset;
        while (start < end) {
            int frameEnd = ends.next(bytes, start, end);
            int stop = frameEnd < 0 ? end : frameEnd;
            while (start < stop) {
                int size = Math.min(LARGEST, stop - start);
                boolean last = frameEnd >= 0 && start + size == stop;
                int opcode = midMessage ? WebSocketFrames.CONTINUATION : WebSocketFrames.BINARY;
                add(last ? opcode | WebSocketFrames.FINAL : opcode, bytes, start, size);
                midMessage = !last;
                start += size;
            }
        }
        flush();
    }

    /** Writes a control frame, which may stand between the fragments of a message. */
    void control(int opcode, byte[] payload) throws IOException {
        filled = 0;
        add(opcode | WebSocketFrames.FINAL, payload, 0, payload.length);
        flush();
    }

    private void add(int first, byte[] bytes, int offset, int length) throws IOException {
        reserve(LONGEST_HEADER + length);
        int at = filled;
        out[at++] = (byte) first;
        if (length < SHORT_LENGTH) {
            out[at++] = (byte) (WebSocketFrames.MASKED | length);
        } else {
            out[at++] = (byte) (WebSocketFrames.MASKED | SHORT_LENGTH);
            out[at++] = (byte) (length >> 8);
            out[at++] = (byte) length;
        }
        if (nextMask == masks.length) {
            RANDOM.nextBytes(masks);
            nextMask = 0;
        }
        int mask = nextMask;
        nextMask += MASK_BYTES;
        System.arraycopy(masks, mask, out, at, MASK_BYTES);
        at += MASK_BYTES;
        for (int i = 0; i < length; i++) {
            out[at + i] = (byte) (bytes[offset + i] ^ masks[mask + (i & 3)]);
        }
        filled = at + length;
    }

    private void reserve(int bytes) throws IOException {
        if (filled + bytes > COLLECTED) {
            flush();
        }
        if (filled + bytes > out.length) {
            out = Arrays.copyOf(out, Math.min(COLLECTED, Math.max(2 * out.length, filled + bytes)));
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            transport.write(out, 0, filled);
            filled = 0;
        }
    }
}
