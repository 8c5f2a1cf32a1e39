package org.stompest.wire.transport;

import java.io.IOException;
import java.security.SecureRandom;

/**
 * Writes the frames of a WebSocket client: masked, in fragments of at most {@value #LARGEST} bytes, one message for each STOMP
 * frame (RFC 6455, sections 5.2 to 5.5). Used by one thread at a time.
 */
final class WebSocketWriter {
    /** Brokers limit the payload of a WebSocket frame, Artemis to 64 KiB, but not how many make a message. */
    static final int LARGEST = 16 * 1024;

    private static final int LONGEST_HEADER = 14;
    private static final int SHORT_LENGTH = 126;
    private static final int MASK_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport transport;
    private final FrameEnds ends = new FrameEnds();
    private final byte[] frame = new byte[LONGEST_HEADER + LARGEST];
    private final byte[] masks = new byte[64 * MASK_BYTES];
    private int nextMask = masks.length;
    private boolean midMessage;

    WebSocketWriter(Transport transport) {
        this.transport = transport;
    }

    /** Writes bytes of STOMP. */
    void data(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int start = offset;
        while (start < end) {
            int frameEnd = ends.next(bytes, start, end);
            int stop = frameEnd < 0 ? end : frameEnd;
            while (start < stop) {
                int size = Math.min(LARGEST, stop - start);
                boolean last = frameEnd >= 0 && start + size == stop;
                int opcode = midMessage ? WebSocketFrames.CONTINUATION : WebSocketFrames.BINARY;
                write(last ? opcode | WebSocketFrames.FINAL : opcode, bytes, start, size);
                midMessage = !last;
                start += size;
            }
        }
    }

    /** Writes a control frame, which may stand between the fragments of a message. */
    void control(int opcode, byte[] payload) throws IOException {
        write(opcode | WebSocketFrames.FINAL, payload, 0, payload.length);
    }

    private void write(int first, byte[] bytes, int offset, int length) throws IOException {
        int at = 0;
        frame[at++] = (byte) first;
        if (length < SHORT_LENGTH) {
            frame[at++] = (byte) (WebSocketFrames.MASKED | length);
        } else {
            frame[at++] = (byte) (WebSocketFrames.MASKED | SHORT_LENGTH);
            frame[at++] = (byte) (length >> 8);
            frame[at++] = (byte) length;
        }
        if (nextMask == masks.length) {
            RANDOM.nextBytes(masks);
            nextMask = 0;
        }
        int mask = nextMask;
        nextMask += MASK_BYTES;
        System.arraycopy(masks, mask, frame, at, MASK_BYTES);
        at += MASK_BYTES;
        for (int i = 0; i < length; i++) {
            frame[at + i] = (byte) (bytes[offset + i] ^ masks[mask + (i & 3)]);
        }
        transport.write(frame, 0, at + length);
    }
}
