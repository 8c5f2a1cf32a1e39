package org.stompest.wire.connection;

import java.io.IOException;
import org.stompest.wire.transport.Transport;

/** One whose writes fail from some moment on, while it still reads. Usable from any thread. */
public final class BreakingTransport implements Transport {
    private final Transport whole;
    private volatile boolean broken;

    /**
     * Makes one that is whole.
     *
     * @param whole carries the bytes
     */
    public BreakingTransport(Transport whole) {
        this.whole = whole;
    }

    /** From now on nothing can be written. */
    public void breakWrites() {
        broken = true;
    }

    @Override
    public void connect() {
        whole.connect();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return whole.read(buffer, offset, length);
    }

    @Override
    public void readTimeout(int millis) throws IOException {
        whole.readTimeout(millis);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (broken) {
            throw new IOException("Broken pipe");
        }
        whole.write(bytes, offset, length);
    }

    @Override
    public void close() {
        whole.close();
    }
}
