package org.stompest.wire.transport;

import java.io.Closeable;
import java.io.IOException;

/**
 * Carries bytes to a broker and back: the whole of what this library needs of a network.
 *
 * <p>Threads: one thread reads, one at a time writes, and {@link #close()} comes from any thread and makes a read and a
 * write that are under way fail.
 */
public interface Transport extends Closeable {
    /**
     * Waits for bytes.
     *
     * @param buffer where to put them
     * @param offset index of the first byte
     * @param length how many at the most, 1 or more
     * @return how many came, 1 or more, or -1 at the end of the stream
     * @throws java.net.SocketTimeoutException if nothing came within {@link #readTimeout(int)}; reading may go on
     * @throws IOException if the transport failed or was closed
     */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /**
     * Limits how long a read waits.
     *
     * @param millis milliseconds, 0 for no limit
     * @throws IOException if the transport failed or was closed
     */
    void readTimeout(int millis) throws IOException;

    /**
     * Writes all of the bytes; returns when the system has taken them.
     *
     * @param bytes holds them
     * @param offset index of the first byte
     * @param length how many
     * @throws IOException if the transport failed or was closed
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Ends the transport at once. A second call does nothing. */
    @Override
    void close();
}
