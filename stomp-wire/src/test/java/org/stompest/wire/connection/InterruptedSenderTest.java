package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.VirtualThreads;
import org.stompest.wire.transport.Transport;

/** Who sends must not be able to break the connection for the others. */
class InterruptedSenderTest {
    private static final int BURST = 40;

    private final Received received = new Received();

    @Test
    void anInterruptedVirtualThreadLeavesTheSocketAlone() throws Exception {
        ExecutorService virtual = VirtualThreads.executor();
        try (ScriptedBroker broker = new ScriptedBroker(4 * 1024)) {
            CountDownLatch later = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .stopReading()
                    .await(later)
                    .resumeReading()
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                AtomicInteger sent = new AtomicInteger();
                Future<?> sender = virtual.submit(() -> {
                    for (int i = 0; i < BURST; i++) {
                        connection.write(Broker.send("x".repeat(500_000)), Flush.NOW);
                        sent.incrementAndGet();
                    }
                });
                await().until(() -> sent.get() > 0 && sent.get() < BURST);

                sender.cancel(true);
                later.countDown();

                Confirmation confirmation = new Confirmation();
                connection.request(Broker.send("after it", "1"), confirmation, Flush.NOW);
                assertThat(confirmation.await(Deadline.in(Broker.PATIENCE))).isNull();
                assertThat(connection.isOpen()).isTrue();
            }
        } finally {
            virtual.shutdownNow();
        }
    }

    @Test
    void whateverATransportThrowsEndsWriting() {
        AtomicInteger told = new AtomicInteger();
        FrameWriter writer = new FrameWriter(new Broken(), "tcp://here:1", new Receipts(), told::incrementAndGet);

        assertThatThrownBy(() -> writer.write(Broker.send("a"), null, null, Flush.NOW))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("a mistake of the transport");

        assertThat(writer.isOpen()).isFalse();
        assertThat(told).hasValue(1);
        assertThatThrownBy(() -> writer.write(Broker.send("b"), null, null, Flush.NOW))
                .isInstanceOf(StompConnectionException.class);
    }

    private static final class Broken implements Transport {
        @Override
        public void connect() {}

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("nothing to read");
        }

        @Override
        public void readTimeout(int millis) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("a mistake of the transport");
        }

        @Override
        public void close() {}
    }
}
