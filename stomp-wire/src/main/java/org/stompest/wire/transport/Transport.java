package org.stompest.wire.transport;

import java.io.Closeable;
import java.io.IOException;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;

/**
 * Carries bytes to a broker and back: the whole of what this library needs of a network. Made by a {@link TransportFactory},
 * connected once, closed once.
 *
 * <p>Threads: one thread connects, then one reads and one at a time writes; {@link #close()} comes from any thread and makes
 * whatever is under way fail, connecting included.
 */
public interface Transport extends Closeable {
    /**
     * Connects, as far as bytes of STOMP can be carried: with TLS, after its handshake. Called once, before anything else.
     *
     * @throws StompConnectionException if nobody answers, or who answers is not to be trusted, or the transport was closed
     * @throws StompTimeoutException if the time-out for connecting passed first
     */
    void connect();

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
     * @throws IOException if the transport failed or was closed before the last byte was taken; who writes relies on it that then
     *     that byte does not get to the peer
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Ends the transport at once. A second call does nothing. */
    @Override
    void close();
}
