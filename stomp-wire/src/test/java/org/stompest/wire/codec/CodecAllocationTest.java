package org.stompest.wire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** What a frame costs in memory on its way in and out: itself, and nothing besides. */
class CodecAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 2000;
    private static final int CHUNK = 64 * 1024;
    private static final int DIFFERENT = 64;
    private static final byte[] VALUE = new byte[100];

    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
    private final FrameEncoder encoder = new FrameEncoder(StompVersion.V1_2);

    /** Ten headers whose values are different in each frame, and 100 bytes. */
    private final byte[][] different = IntStream.range(0, DIFFERENT)
            .mapToObj(i -> Wire.encode(StompVersion.V1_2, message(headers(i), 100)))
            .toArray(byte[][]::new);

    private int turn;
    private StompFrame kept;

    @Test
    void aSmallMessageCostsItsFrameItsValuesAndItsBody() {
        long decoded = allocatedBy(() -> decode(different[turn++ % DIFFERENT])) / ROUNDS;
        StompHeaders.Builder builder = StompHeaders.builder();
        StompFrame sample = message(headers(0), 100);
        long byHand = allocatedBy(() -> kept = copy(sample, builder)) / ROUNDS;

        assertThat(decoded)
                .as("compared with %d bytes of the frame, its ten values and its body", byHand)
                .isLessThan(byHand + byHand / 50);
    }

    @Test
    void valuesThatRepeatCostNothing() {
        byte[] bytes = different[0];
        long perFrame = allocatedBy(() -> decode(bytes)) / ROUNDS;

        // The body, three objects, and an array of twenty references, which have eight bytes at most.
        assertThat(perFrame).isLessThan(120 + 2 * (32 + 24 + 16) + 20 * 8);
    }

    @Test
    void aBodyThatIsOnlyAnnouncedTakesNoRoom() {
        byte[] beginning = ("MESSAGE\ncontent-length:" + 100 * 1024 * 1024 + "\n\nx").getBytes(ISO_8859_1);
        decode(beginning);
        decoder.reset();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decode(beginning);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        decoder.reset();

        assertThat(allocated).isLessThan(2 * 1024 * 1024);
    }

    @Test
    void encodingHeadersThatDifferEachTimeAllocatesNothing() {
        StompFrame[] frames = IntStream.range(0, DIFFERENT)
                .mapToObj(i -> message(headers(i), 100))
                .toArray(StompFrame[]::new);
        FrameBuffer buffer = new FrameBuffer();

        long perFrame = allocatedBy(() -> {
                    buffer.clear();
                    encoder.encode(frames[turn++ % DIFFERENT], buffer);
                })
                / ROUNDS;

        assertThat(perFrame).as("a few lines kept, then none").isLessThan(8);
    }

    private static StompFrame copy(StompFrame frame, StompHeaders.Builder builder) {
        StompHeaders headers = frame.headers();
        for (int i = 0; i < headers.size(); i++) {
            builder.add(headers.name(i), new String(VALUE, 0, headers.value(i).length(), ISO_8859_1));
        }
        return StompFrame.of(frame.command(), builder.build(), frame.bodyArray().clone());
    }

    private static StompHeaders headers(int index) {
        StompHeaders.Builder headers = StompHeaders.builder().add("content-length", "100");
        for (int i = 0; i < 9; i++) {
            headers.add("an-unknown-header-name-" + i, "value-" + (1000 + index) + i);
        }
        return headers.build();
    }

    @Test
    void aLargeBodyIsAllocatedOnce() {
        int length = 256 * 1024;
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
