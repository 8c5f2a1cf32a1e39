package org.stompest.wire.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * Reads the frames of a WebSocket server and hands on what is in them, as a stream of bytes: where a message ends means
 * nothing, and neither whether it is called text or binary (RFC 6455, sections 5.2 to 5.5). A read that timed out may be
 * repeated. Used by one thread.
 */
final class WebSocketReader {
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int FIRST_CONTROL = 8;

    private final Transport transport;
    private final Controls controls;
    private final byte[] input = new byte[8 * 1024];
    private int position;
    private int limit;

    /** Bytes of the frame's header so far. */
    private final byte[] header = new byte[10];

    private int headerLength;
    /** Payload bytes that are still to come; -1 within a header. */
    private long left = -1;

    private boolean midMessage;
    private int control; // the opcode of the control frame whose payload is being read, else 0
    private byte[] controlPayload;

    /** Is told of control frames, on the reading thread. */
    interface Controls {
        void ping(byte[] payload);

        /** What follows a close frame is not read. */
        void close(byte[] payload) throws IOException;
    }

    WebSocketReader(Transport transport, Controls controls) {
        this.transport = transport;
        this.controls = controls;
    }

    /** {@return a byte as it comes, outside of frames: of the response to the handshake; -1 at the end} */
    int raw() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return input[position++] & 0xFF;
    }

    /**
     * Reads payload of data frames, and takes care of control frames on the way.
     *
     * @return how many bytes; 0 if there were only other things; -1 at the end of the stream
     */
    int read(byte[] buffer, int offset, int length) throws IOException {
        if (position == limit) {
            if (left > 0 && control == 0 && length >= input.length) {
                return direct(buffer, offset, length);
            }
            if (!fill()) {
                return end();
            }
        }
        int count = 0;
        while (position < limit && count < length) {
            if (left < 0) {
                header(input[position++]);
            } else if (control != 0) {
                control();
            } else {
                int size = (int) Math.min(Math.min(left, limit - position), length - count);
                System.arraycopy(input, position, buffer, offset + count, size);
                position += size;
                count += size;
                left -= size;
            }
            endOfFrame();
        }
        return count;
    }

    /** Large payloads go past the buffer. */
    private int direct(byte[] buffer, int offset, int length) throws IOException {
        int count = transport.read(buffer, offset, (int) Math.min(left, length));
        if (count < 0) {
            return end();
        }
        left -= count;
        endOfFrame();
        return count;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        int count = transport.read(input, 0, input.length);
        limit = Math.max(0, count);
        return count > 0;
    }

    private int end() throws IOException {
        if (left >= 0 || headerLength > 0 || midMessage) {
            throw new EOFException("the stream ended in the middle of a WebSocket message");
        }
        return -1;
    }

    private void header(byte b) throws IOException {
        header[headerLength++] = b;
        if (headerLength < 2) {
            return;
        }
        int length = header[1] & 0xFF;
        if ((length & WebSocketFrames.MASKED) != 0) {
            throw new ProtocolException("a masked WebSocket frame came from the broker");
        }
        int needed = length == TWO_BYTES ? 4 : length == EIGHT_BYTES ? 10 : 2;
        if (headerLength < needed) {
            return;
        }
        long value = length;
        if (needed > 2) {
            value = 0;
            for (int i = 2; i < needed; i++) {
                value = value << 8 | header[i] & 0xFF;
            }
        }
        if (value < 0) {
            throw new ProtocolException("a WebSocket frame came with a length of more than 63 bits");
        }
        begin(header[0] & 0xFF, value);
    }

    private void begin(int first, long length) throws IOException {
        int opcode = first & OPCODE;
        boolean last = (first & WebSocketFrames.FINAL) != 0;
        if ((first & RESERVED) != 0) {
            throw new ProtocolException("a WebSocket frame came with reserved bits, though no extension was agreed on");
        }
        if (opcode >= FIRST_CONTROL) {
            if (opcode > WebSocketFrames.PONG) {
                throw new ProtocolException("a WebSocket frame came with the unknown opcode " + opcode);
            }
            if (!last || length > WebSocketFrames.LONGEST_CONTROL) {
                throw new ProtocolException("a WebSocket control frame came in fragments or with more than "
                        + WebSocketFrames.LONGEST_CONTROL + " bytes");
            }
            control = opcode;
            controlPayload = new byte[(int) length];
        } else {
            if (opcode > WebSocketFrames.BINARY) {
                throw new ProtocolException("a WebSocket frame came with the unknown opcode " + opcode);
            }
            if (midMessage != (opcode == WebSocketFrames.CONTINUATION)) {
                throw new ProtocolException(
                        midMessage
                                ? "a WebSocket message began before the one before it had ended"
                                : "a WebSocket message came without its beginning");
            }
            midMessage = !last;
        }
        left = length;
    }

    private void control() {
        int size = (int) Math.min(left, limit - position);
        System.arraycopy(input, position, controlPayload, controlPayload.length - (int) left, size);
        position += size;
        left -= size;
    }

    private void endOfFrame() throws IOException {
        if (left != 0) {
            return;
        }
        left = -1;
        headerLength = 0;
        int opcode = control;
        control = 0;
        if (opcode == WebSocketFrames.PING) {
            controls.ping(controlPayload);
        } else if (opcode == WebSocketFrames.CLOSE) {
            controls.close(controlPayload);
        }
    }
}
