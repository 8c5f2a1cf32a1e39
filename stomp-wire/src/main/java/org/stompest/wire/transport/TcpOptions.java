package org.stompest.wire.transport;

import java.util.List;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * How the system is to treat a socket.
 *
 * @param noDelay whether small packets are sent at once (TCP_NODELAY)
 * @param keepAlive whether the system probes an idle connection (SO_KEEPALIVE)
 * @param sendBufferSize bytes (SO_SNDBUF); 0 leaves it to the system
 * @param receiveBufferSize bytes (SO_RCVBUF); 0 leaves it to the system
 * @param linger seconds to 65535 that a close waits for unsent bytes (SO_LINGER); -1 leaves it to the system
 * @param trafficClass to 255, the class of service in the header of IP packets (IP_TOS); 0 leaves it to the system
 * @param localAddress name or numeric address of the interface to connect from, or null for any
 */
public record TcpOptions(
        boolean noDelay,
        boolean keepAlive,
        int sendBufferSize,
        int receiveBufferSize,
        int linger,
        int trafficClass,
        String localAddress) {
    private static final int MAX_LINGER = 65535;
    private static final int MAX_TRAFFIC_CLASS = 255;
    private static final OptionType<Integer> BUFFER = OptionType.integer(0, Integer.MAX_VALUE);

    private static final Option<Boolean> NO_DELAY = Option.of("transport.tcpNoDelay", OptionType.bool(), true);
    private static final Option<Boolean> KEEP_ALIVE =
            Option.of("transport.tcpKeepAlive", OptionType.bool(), false).alias("transport.keepAlive");
    private static final Option<Integer> SEND_BUFFER = Option.of("transport.sendBufferSize", BUFFER, 0);
    private static final Option<Integer> RECEIVE_BUFFER = Option.of("transport.receiveBufferSize", BUFFER, 0);
    private static final Option<Integer> LINGER =
            Option.of("transport.soLinger", OptionType.integer(-1, MAX_LINGER), -1);
    private static final Option<Integer> TRAFFIC_CLASS =
            Option.of("transport.trafficClass", OptionType.integer(0, MAX_TRAFFIC_CLASS), 0);
    private static final Option<String> LOCAL_ADDRESS = Option.of("transport.localAddress", OptionType.text(), null);

    /** What is read, in the order of the document. */
    static final List<Option<?>> OPTIONS =
            List.of(NO_DELAY, KEEP_ALIVE, SEND_BUFFER, RECEIVE_BUFFER, LINGER, TRAFFIC_CLASS, LOCAL_ADDRESS);

    /** The defaults: no delay, and everything else as the system has it. */
    public static final TcpOptions DEFAULT = new TcpOptions(true, false, 0, 0, -1, 0, null);

    /**
     * Checks the ranges.
     *
     * @param noDelay as of the record
     * @param keepAlive as of the record
     * @param sendBufferSize as of the record
     * @param receiveBufferSize as of the record
     * @param linger as of the record
     * @param trafficClass as of the record
     * @param localAddress as of the record
     */
    public TcpOptions {
        if (sendBufferSize < 0 || receiveBufferSize < 0) {
            throw new IllegalArgumentException("a buffer size is negative: sendBufferSize " + sendBufferSize
                    + ", receiveBufferSize " + receiveBufferSize);
        }
        if (linger < -1 || linger > MAX_LINGER) {
            throw new IllegalArgumentException("linger is not from -1 to " + MAX_LINGER + " seconds: " + linger);
        }
        if (trafficClass < 0 || trafficClass > MAX_TRAFFIC_CLASS) {
            throw new IllegalArgumentException(
                    "trafficClass is not from 0 to " + MAX_TRAFFIC_CLASS + ": " + trafficClass);
        }
    }

    static TcpOptions of(OptionValues values) {
        return new TcpOptions(
                values.get(NO_DELAY),
                values.get(KEEP_ALIVE),
                values.get(SEND_BUFFER),
                values.get(RECEIVE_BUFFER),
                values.get(LINGER),
                values.get(TRAFFIC_CLASS),
                values.get(LOCAL_ADDRESS));
    }
}
