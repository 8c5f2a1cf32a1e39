package org.stompest.wire.client;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.transport.Transport;

/** Gets stuck in one stage of being opened, until it is closed. Usable from any thread. */
final class StuckTransport implements Transport {
    enum Stage {
        CONNECTING,
        WRITING_CONNECT,
        AWAITING_CONNECTED
    }

    private final Stage stage;
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    StuckTransport(Stage stage) {
        this.stage = stage;
    }

    void awaitStuck() {
        Brokers.await(stuck);
    }

    private void pass(Stage here) throws IOException {
        if (stage == here) {
            stuck.countDown();
            Brokers.await(closed);
            throw new IOException("closed");
        }
    }

    @Override
    public void connect() {
        try {
            pass(Stage.CONNECTING);
        } catch (IOException e) {
            throw new StompConnectionException("closed", e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        pass(Stage.AWAITING_CONNECTED);
        return -1;
    }

    @Override
    public void readTimeout(int millis) {}

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        pass(Stage.WRITING_CONNECT);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
