package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.transport.Transport;

class FlushTest {
    private static final StompFrame BEGIN = ClientFrames.begin("t", null);
    private static final StompFrame COMMIT = ClientFrames.commit("t", null);

    /** Keeps the size of each write and who wrote. */
    private static final class RecordingTransport implements Transport {
        @Override
        public void connect() {}

        private record Write(int bytes, Thread by) {}

        private final List<Write> writes = new CopyOnWriteArrayList<>();

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void readTimeout(int millis) {
            // nothing is read
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(new Write(length, Thread.currentThread()));
        }

        @Override
        public void close() {
            // nothing is open
        }

        int bytes() {
            return writes.stream().mapToInt(Write::bytes).sum();
        }
    }

    private final RecordingTransport transport = new RecordingTransport();
    private final FrameWriter writer = new FrameWriter(transport, "tcp://test:1", new Receipts(), () -> {});
    private final Thread thread = new Thread(writer::run, "writer under test");

    @BeforeEach
    void begin() {
        writer.connected(StompVersion.V1_2, new HeartBeatWatch(HeartBeat.NONE, System.nanoTime()));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    @AfterEach
    void end() throws InterruptedException {
        writer.close();
        thread.join();
    }

    @Test
    void aLoneFrameLeavesAtOnceAndByItsSender() {
        writer.write(BEGIN, null, null, Flush.SOON);

        assertThat(transport.writes).hasSize(1);
        assertThat(transport.writes.get(0).by()).isSameAs(Thread.currentThread());
    }

    @Test
    void whatCanWaitForAnotherFrameLeavesWithIt() {
        writer.write(BEGIN, null, null, Flush.LATER);
        assertThat(transport.writes).isEmpty();

        writer.write(COMMIT, null, null, Flush.NOW);

        assertThat(transport.writes).hasSize(1);
    }

    @Test
    void whatCanWaitLeavesWhenTheBufferIsFull() {
        StompFrame frame = ClientFrames.send(StompHeaders.of("destination", "q", "transaction", "t"), new byte[20_000]);
        for (int i = 0; i < 6; i++) {
            writer.write(frame, null, null, Flush.LATER);
        }
        assertThat(transport.writes).isEmpty();

        writer.write(frame, null, null, Flush.LATER);

        assertThat(transport.writes).hasSize(1);
    }

    @Test
    void aBurstLeavesInFewerWritesThanFrames() {
        int frames = 10_000;
        for (int i = 0; i < frames; i++) {
            writer.write(BEGIN, null, null, Flush.SOON);
        }

        int frame = "BEGIN\ntransaction:t\n\n\0".length();
        await().until(() -> transport.bytes() == frames * frame);
        assertThat(transport.writes).hasSizeLessThan(frames / 2);
    }
}
