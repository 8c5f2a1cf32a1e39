package org.stompest.wire.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * How a socket is set up.
 *
 * @param connectTimeout how long making the socket may take; more than zero
 * @param writeTimeout how long a write may be stuck before the connection counts as lost; zero is for ever
 * @param tcpNoDelay whether small packets are sent at once (TCP_NODELAY)
 * @param tcpKeepAlive whether the system probes an idle connection (SO_KEEPALIVE)
 * @param sendBufferSize bytes (SO_SNDBUF); 0 leaves it to the system
 * @param receiveBufferSize bytes (SO_RCVBUF); 0 leaves it to the system
 * @param soLinger seconds that a close waits for unsent bytes (SO_LINGER); -1 leaves it to the system
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration writeTimeout,
        boolean tcpNoDelay,
        boolean tcpKeepAlive,
        int sendBufferSize,
        int receiveBufferSize,
        int soLinger) {
    private static final OptionType<Integer> BUFFER = OptionType.integer(0, Integer.MAX_VALUE);

    private static final Option<Duration> CONNECT =
            Option.of("transport.connectTimeout", OptionType.millis(1), Duration.ofSeconds(15));
    private static final Option<Duration> WRITE =
            Option.of("transport.writeTimeout", OptionType.millis(0), Duration.ofSeconds(60));
    private static final Option<Boolean> NO_DELAY = Option.of("transport.tcpNoDelay", OptionType.bool(), true);
    private static final Option<Boolean> KEEP_ALIVE =
            Option.of("transport.tcpKeepAlive", OptionType.bool(), false).alias("transport.keepAlive");
    private static final Option<Integer> SEND_BUFFER = Option.of("transport.sendBufferSize", BUFFER, 0);
    private static final Option<Integer> RECEIVE_BUFFER = Option.of("transport.receiveBufferSize", BUFFER, 0);
    private static final Option<Integer> LINGER = Option.of("transport.soLinger", OptionType.integer(-1, 65535), -1);

    private static final OptionTable TABLE = new OptionTable(
            List.of(CONNECT, WRITE, NO_DELAY, KEEP_ALIVE, SEND_BUFFER, RECEIVE_BUFFER, LINGER),
            Set.of("transport.soTimeout", "transport.useInactivityMonitor", "wireFormat.*"));

    /** The defaults. */
    public static final TransportOptions DEFAULT = of(TABLE.read(Map.of()));

    /**
     * Checks the ranges.
     *
     * @param connectTimeout as of the record
     * @param writeTimeout as of the record
     * @param tcpNoDelay as of the record
     * @param tcpKeepAlive as of the record
     * @param sendBufferSize as of the record
     * @param receiveBufferSize as of the record
     * @param soLinger as of the record
     */
    public TransportOptions {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(writeTimeout, "writeTimeout");
        if (connectTimeout.isNegative() || connectTimeout.isZero() || writeTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout must be more than zero and writeTimeout not negative: "
                    + connectTimeout + ", " + writeTimeout);
        }
        if (sendBufferSize < 0 || receiveBufferSize < 0 || soLinger < -1) {
            throw new IllegalArgumentException("a buffer size is negative, or soLinger below -1: " + sendBufferSize
                    + ", " + receiveBufferSize + ", " + soLinger);
        }
    }

    /** {@return the options that are read, {@code transport.*}} */
    public static OptionTable options() {
        return TABLE;
    }

    /**
     * Makes transport options from what was read by {@link #options()}.
     *
     * @param values what was read
     * @return the options
     */
    public static TransportOptions of(OptionValues values) {
        return new TransportOptions(
                values.get(CONNECT),
                values.get(WRITE),
                values.get(NO_DELAY),
                values.get(KEEP_ALIVE),
                values.get(SEND_BUFFER),
                values.get(RECEIVE_BUFFER),
                values.get(LINGER));
    }

    /**
     * Sets how long making the socket may take.
     *
     * @param value more than zero
     * @return a copy with that value
     */
    public TransportOptions withConnectTimeout(Duration value) {
        return new TransportOptions(
                value, writeTimeout, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize, soLinger);
    }

    /**
     * Sets how long a write may be stuck.
     *
     * @param value zero is for ever
     * @return a copy with that value
     */
    public TransportOptions withWriteTimeout(Duration value) {
        return new TransportOptions(
                connectTimeout, value, tcpNoDelay, tcpKeepAlive, sendBufferSize, receiveBufferSize, soLinger);
    }
}
