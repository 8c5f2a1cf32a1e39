package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** What a frame costs in memory on its way in and out: itself, and nothing besides. */
class CodecAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 500;
    private static final int CHUNK = 64 * 1024;

    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
    private final FrameEncoder encoder = new FrameEncoder(StompVersion.V1_2);

    @Test
    void aSmallMessageCostsItsFrameItsValuesAndItsBody() {
        StompHeaders.Builder headers = StompHeaders.builder().add("content-length", "100");
        for (int i = 0; i < 9; i++) {
            headers.add("an-unknown-header-name-" + i, "value-" + i);
        }
        byte[] bytes = Wire.encode(StompVersion.V1_2, message(headers.build(), 100));

        long perFrame = allocatedBy(() -> decode(bytes)) / ROUNDS;

        // Ten values of at most 56 bytes, the body, and three objects; names would be another 500.
        assertThat(perFrame).isLessThan(10 * 56 + 120 + 200);
    }

    @Test
    void aLargeBodyIsAllocatedOnce() {
        int length = 1024 * 1024;
        byte[] bytes = Wire.encode(
                StompVersion.V1_2, message(StompHeaders.of("content-length", Integer.toString(length)), length));

        long perFrame = allocatedBy(() -> decode(bytes)) / ROUNDS;

        assertThat(perFrame).isLessThan(length + 1000);
    }

    @Test
    void encodingAllocatesNothing() {
        StompFrame message = message(StompHeaders.of("content-length", "100", "k\\:", "a:b€\uD83D\uDE00"), 100);
        FrameBuffer buffer = new FrameBuffer();

        long perFrame = allocatedBy(() -> {
                    buffer.clear();
                    encoder.encode(message, buffer);
                })
                / ROUNDS;

        assertThat(perFrame).isLessThan(8);
    }

    private void decode(byte[] bytes) {
        for (int pos = 0; pos < bytes.length; pos += CHUNK) {
            decoder.decode(bytes, pos, Math.min(CHUNK, bytes.length - pos), frame -> {});
        }
    }

    private static long allocatedBy(Runnable work) {
        for (int i = 0; i < 10; i++) {
            work.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static StompFrame message(StompHeaders headers, int length) {
        return StompFrame.of(StompCommand.MESSAGE, headers, new byte[length]);
    }
}
