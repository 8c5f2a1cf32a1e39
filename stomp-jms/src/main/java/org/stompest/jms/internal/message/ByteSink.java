package org.stompest.jms.internal.message;

import java.nio.ByteBuffer;

/**
 * Bytes that grow at their end and nowhere else: a part that was handed out stays as it is while more is written behind
 * it. Numbers are written with the highest byte first. Not thread-safe.
 */
final class ByteSink {
    private static final int INITIAL = 128;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL);

    /** {@return the buffer, with at least so much room behind its position} */
    ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            long needed = (long) buffer.position() + bytes;
            if (needed > LARGEST) {
                throw new OutOfMemoryError("a body of " + needed + " bytes fits into no array");
            }
            buffer = ByteBuffer.allocate((int) Math.min(LARGEST, Math.max(needed, 2L * buffer.capacity())))
                    .put(buffer.flip());
        }
        return buffer;
    }

    void put(byte[] bytes, int offset, int length) {
        room(length).put(bytes, offset, length);
    }

    /** {@return what was written so far, not copied} */
    Slice written() {
        return new Slice(buffer.array(), 0, buffer.position());
    }
}
