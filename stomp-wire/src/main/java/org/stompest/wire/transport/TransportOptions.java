package org.stompest.wire.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * How a broker is connected to.
 *
 * @param connectTimeout how long that may take until bytes of STOMP can be carried, proxy, TLS and WebSocket included; more
 *     than zero
 * @param writeTimeout how long a write may be stuck before the connection counts as lost; zero is for ever
 * @param tcp how the system is to treat the socket
 * @param proxy the proxy in between, {@link ProxyOptions#NONE} for none
 * @param tls for {@code ssl} and {@code wss}
 * @param webSocket for {@code ws} and {@code wss}
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration writeTimeout,
        TcpOptions tcp,
        ProxyOptions proxy,
        TlsOptions tls,
        WebSocketOptions webSocket) {
    private static final Option<Duration> CONNECT =
            Option.of("transport.connectTimeout", OptionType.millis(1), Duration.ofSeconds(15));
    private static final Option<Duration> WRITE =
            Option.of("transport.writeTimeout", OptionType.millis(0), Duration.ofSeconds(60));

    private static final OptionTable TABLE = table();

    /** The defaults. */
    public static final TransportOptions DEFAULT = of(TABLE.read(Map.of()));

    /**
     * Checks the ranges.
     *
     * @param connectTimeout as of the record
     * @param writeTimeout as of the record
     * @param tcp as of the record
     * @param proxy as of the record
     * @param tls as of the record
     * @param webSocket as of the record
     */
    public TransportOptions {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(writeTimeout, "writeTimeout");
        Objects.requireNonNull(tcp, "tcp");
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(webSocket, "webSocket");
        if (connectTimeout.isNegative() || connectTimeout.isZero() || writeTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout must be more than zero and writeTimeout not negative: "
                    + connectTimeout + ", " + writeTimeout);
        }
    }

    private static OptionTable table() {
        List<Option<?>> options = new ArrayList<>(List.of(CONNECT, WRITE));
        options.addAll(TcpOptions.OPTIONS);
        options.addAll(ProxyOptions.OPTIONS);
        options.addAll(TlsOptions.OPTIONS);
        options.addAll(WebSocketOptions.OPTIONS);
        return new OptionTable(
                options, Set.of("transport.soTimeout", "transport.useInactivityMonitor", "wireFormat.*"));
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
     * @throws IllegalArgumentException if they do not go together; it names them
     */
    public static TransportOptions of(OptionValues values) {
        return new TransportOptions(
                values.get(CONNECT),
                values.get(WRITE),
                TcpOptions.of(values),
                ProxyOptions.of(values),
                TlsOptions.of(values),
                WebSocketOptions.of(values));
    }

    /**
     * Refuses options that mean nothing to any of the brokers that they are given for, such as a trust store for {@code tcp}:
     * whoever gave them believes that the connection is secured.
     *
     * @param names names of options; those of other tables are passed over
     * @param addresses the brokers
     * @throws IllegalArgumentException that names the option and the schemes that it is for
     */
    public static void requireMeaning(Collection<String> names, Collection<BrokerAddress> addresses) {
        for (String name : names) {
            Option<?> option = TABLE.find(name);
            if (option == null) {
                continue;
            }
            if (TlsOptions.OPTIONS.contains(option)) {
                requireScheme(name, Set.of("ssl", "wss"), addresses);
            } else if (WebSocketOptions.OPTIONS.contains(option)) {
                requireScheme(name, Set.of("ws", "wss"), addresses);
            }
        }
    }

    private static void requireScheme(String name, Set<String> schemes, Collection<BrokerAddress> addresses) {
        if (addresses.stream().noneMatch(address -> schemes.contains(address.scheme()))) {
            throw new IllegalArgumentException("option '" + name + "' means nothing to "
                    + addresses.iterator().next() + "; it is for "
                    + String.join(":// and ", schemes.stream().sorted().toList()) + "://");
        }
    }

    /**
     * Sets how long connecting may take.
     *
     * @param value more than zero
     * @return a copy with that value
     */
    public TransportOptions withConnectTimeout(Duration value) {
        return new TransportOptions(value, writeTimeout, tcp, proxy, tls, webSocket);
    }

    /**
     * Sets how long a write may be stuck.
     *
     * @param value zero is for ever
     * @return a copy with that value
     */
    public TransportOptions withWriteTimeout(Duration value) {
        return new TransportOptions(connectTimeout, value, tcp, proxy, tls, webSocket);
    }

    /**
     * Sets how the system is to treat the socket.
     *
     * @param value the options
     * @return a copy with these
     */
    public TransportOptions withTcp(TcpOptions value) {
        return new TransportOptions(connectTimeout, writeTimeout, value, proxy, tls, webSocket);
    }

    /**
     * Sets the proxy.
     *
     * @param value the proxy, or {@link ProxyOptions#NONE}
     * @return a copy with that proxy
     */
    public TransportOptions withProxy(ProxyOptions value) {
        return new TransportOptions(connectTimeout, writeTimeout, tcp, value, tls, webSocket);
    }

    /**
     * Sets whom to trust and as whom to appear.
     *
     * @param value the options
     * @return a copy with these
     */
    public TransportOptions withTls(TlsOptions value) {
        return new TransportOptions(connectTimeout, writeTimeout, tcp, proxy, value, webSocket);
    }

    /**
     * Sets what is said in the handshake of a WebSocket.
     *
     * @param value the options
     * @return a copy with these
     */
    public TransportOptions withWebSocket(WebSocketOptions value) {
        return new TransportOptions(connectTimeout, writeTimeout, tcp, proxy, tls, value);
    }
}
