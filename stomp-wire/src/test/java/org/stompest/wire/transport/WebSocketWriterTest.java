package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketWriterTest {
    private static final String FRAME = "SEND\ndestination:/queue/q\n\nhello\0";

    /** What arrived, write by write. */
    private final List<byte[]> writes = new ArrayList<>();

    private boolean broken;
    private final WebSocketWriter writer = new WebSocketWriter(new MemoryTransport((bytes, transport) -> {
        if (broken) {
            throw new UncheckedIOException(new IOException("broken"));
        }
        writes.add(bytes);
    }));

    @Test
    void framesThatAreWrittenTogetherLeaveTogetherEachAMessage() throws IOException {
        write(FRAME.repeat(500));

        assertThat(writes).hasSize(1);
        assertThat(messages()).hasSize(500).containsOnly(FRAME);
    }

    @Test
    void theFragmentsOfOneFrameLeaveTogetherToo() throws IOException {
        String frame = "SEND\ndestination:q\n\n" + "x".repeat(60_000) + "\0";

        write(frame);

        assertThat(writes).hasSize(1);
        assertThat(messages()).containsExactly(frame);
    }

    @Test
    void whatIsLargeIsNotCollectedWhole() throws IOException {
        String large = "SEND\ndestination:q\n\n" + "x".repeat(1_000_000) + "\0";

        write(FRAME + large + FRAME);

        assertThat(writes)
                .hasSizeLessThan(25)
                .allSatisfy(bytes -> assertThat(bytes).hasSizeLessThanOrEqualTo(WebSocketWriter.COLLECTED));
        assertThat(messages()).containsExactly(FRAME, large, FRAME);
    }

    @Test
    void eachWriteLeavesAtOnce() throws IOException {
        write(FRAME);
        assertThat(writes).hasSize(1);
        write(FRAME.substring(0, 10));
        assertThat(writes).hasSize(2);
        writer.control(WebSocketFrames.PONG, new byte[] {1});
        assertThat(writes).hasSize(3);
        write(FRAME.substring(10));
        assertThat(writes).hasSize(4);
    }

    @Test
    void whatAFailedWriteLeftIsNotWrittenLater() throws IOException {
        broken = true;
        assertThatThrownBy(() -> write(FRAME)).isInstanceOf(UncheckedIOException.class);
        broken = false;

        writer.control(WebSocketFrames.CLOSE, WebSocketFrames.closeFrame(WebSocketFrames.NORMAL_CLOSURE));

        assertThat(writes).hasSize(1);
        assertThat(writes.get(0)).hasSize(2 + 4 + 2);
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        writer.data(bytes, 0, bytes.length);
    }

    /** {@return the messages that were written, unmasked and put together} */
    private List<String> messages() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        writes.forEach(all::writeBytes);
        ByteBuffer in = ByteBuffer.wrap(all.toByteArray());
        List<String> messages = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            int first = in.get();
            int length = in.get() & 127;
            if (length == 126) {
                length = in.getShort();
            }
            assertThat(length).isLessThanOrEqualTo(WebSocketWriter.LARGEST);
            assertThat(first & 15)
                    .isEqualTo(message.size() == 0 ? WebSocketFrames.BINARY : WebSocketFrames.CONTINUATION);
            byte[] mask = new byte[4];
            in.get(mask);
            for (int i = 0; i < length; i++) {
                message.write(in.get() ^ mask[i & 3]);
            }
            if ((first & WebSocketFrames.FINAL) != 0) {
                messages.add(message.toString(UTF_8));
                message.reset();
            }
        }
        return messages;
    }
}
