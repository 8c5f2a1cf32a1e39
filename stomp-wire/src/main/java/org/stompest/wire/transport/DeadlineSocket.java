package org.stompest.wire.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket whose reads, until {@link #connected()}, must all be done by one deadline: a peer that sends a byte now and then
 * cannot draw a handshake out, as it could with a time-out for each read.
 */
final class DeadlineSocket extends Socket {
    private final ConnectDeadline deadline;
    private volatile boolean connecting = true;

    DeadlineSocket(ConnectDeadline deadline) {
        this.deadline = deadline;
    }

    /** From now on only the usual time-out counts, and there is none. */
    void connected() throws IOException {
        connecting = false;
        setSoTimeout(0);
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
                return in.read(buffer, offset, length);
            }
        };
    }

    private void limit() throws IOException {
        if (connecting) {
            setSoTimeout(deadline.leftMillis());
        }
    }
}
