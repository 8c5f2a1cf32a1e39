package org.stompest.wire.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketOption;

/**
 * A socket whose reads, until {@link #connected()}, must all be done by one deadline: a peer that sends a byte now and then
 * cannot draw a handshake out, as it could with a time-out for each read.
 *
 * <p>After that it lets the system acknowledge what was read at once, where it can (Linux) and TCP_NODELAY is set: a
 * broker that has not set it itself, as ActiveMQ Classic has not, keeps the second of two small frames back until the first
 * is acknowledged, and the system would take its time for that, 40 ms.
 */
final class DeadlineSocket extends Socket {
    /** Who sends more than that in one go is not held up. */
    private static final int SMALL = 4096;

    private final ConnectDeadline deadline;
    private volatile boolean connecting = true;

    /** TCP_QUICKACK, which the system forgets after a while; null where it is of no use. */
    private volatile SocketOption<?> quickAck;

    DeadlineSocket(ConnectDeadline deadline) {
        this.deadline = deadline;
    }

    /** From now on only the usual time-out counts, and there is none. */
    void connected() throws IOException {
        connecting = false;
        setSoTimeout(0);
        if (getTcpNoDelay()) {
            quickAck = supportedOptions().stream()
                    .filter(option -> option.name().equals("TCP_QUICKACK"))
                    .findFirst()
                    .orElse(null);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                limit();
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                limit();
                int count = in.read(buffer, offset, length);
                if (count > 0 && count < SMALL && quickAck != null) {
                    acknowledge();
                }
                return count;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private void acknowledge() {
        try {
            setOption((SocketOption<Boolean>) quickAck, true);
        } catch (IOException e) {
            quickAck = null; // what was read counts all the same; if the socket was closed, the next read tells
        }
    }

    private void limit() throws IOException {
        if (connecting) {
            setSoTimeout(deadline.leftMillis());
        }
    }
}
