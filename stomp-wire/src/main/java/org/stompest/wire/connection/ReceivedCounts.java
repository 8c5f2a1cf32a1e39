package org.stompest.wire.connection;

import java.time.Instant;
import org.stompest.wire.frame.StompCommand;

/** Counts what came. Raised by whoever reads: the thread of the handshake, then the reader thread; read by any thread. */
final class ReceivedCounts {
    private final Count frames = new Count();
    private final Count bytes = new Count();
    private final Count messages = new Count();
    private final Count receipts = new Count();
    private final Count errors = new Count();
    private final Count heartBeats = new Count();

    void bytes(int count) {
        bytes.add(count);
    }

    void heartBeat() {
        heartBeats.add(1);
    }

    void frame(StompCommand command) {
        frames.add(1);
        switch (command) {
            case MESSAGE -> messages.add(1);
            case RECEIPT -> receipts.add(1);
            case ERROR -> errors.add(1);
            default -> {} // CONNECTED: a frame as any other
        }
    }

    ConnectionStatistics with(ConnectionStatistics sent, int pendingReceipts, Instant lastReceived) {
        return new ConnectionStatistics(
                sent.framesSent(),
                sent.bytesSent(),
                sent.flushes(),
                sent.heartBeatsSent(),
                frames.get(),
                bytes.get(),
                messages.get(),
                receipts.get(),
                errors.get(),
                heartBeats.get(),
                pendingReceipts,
                0,
                sent.lastSent(),
                lastReceived);
    }
}
