package org.stompest.wire.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.FailoverUri;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.transport.TransportOptions;

/**
 * A connection URI, read whole: {@code tcp://host:61613?options} for one broker, or
 * {@code failover:(uri1,uri2)?options} for several. The options, their defaults and reasons are listed in
 * {@code docs/configuration.md}.
 *
 * @param brokers the brokers, in the order of the URI; at least one
 * @param reconnect how brokers are tried again; {@link ReconnectOptions#NONE} without failover
 * @param failover whether the URI is a failover URI
 * @param others options of the layer above, by full name, percent-decoded
 */
public record StompUri(
        List<BrokerEndpoint> brokers, ReconnectOptions reconnect, boolean failover, Map<String, String> others) {
    /**
     * Copies the parts.
     *
     * @param brokers as of the record
     * @param reconnect as of the record
     * @param failover as of the record
     * @param others as of the record
     */
    public StompUri {
        brokers = List.copyOf(brokers);
        Objects.requireNonNull(reconnect, "reconnect");
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("a connection URI names at least one broker");
        }
    }

    /**
     * Reads a URI that has no other options than those of the wire clients.
     *
     * @param uri the URI
     * @return its parts
     * @throws IllegalArgumentException that says what is malformed or unknown, what is allowed, and never shows a password
     */
    public static StompUri parse(String uri) {
        return parse(uri, Set.of());
    }

    /**
     * Reads a URI for the wire clients: the defaults for failover are those of {@link ReconnectOptions#DEFAULT}.
     *
     * @param uri the URI
     * @param otherPrefixes prefixes of options that the caller reads, such as {@code jms.}
     * @return its parts
     * @throws IllegalArgumentException that says what is malformed or unknown, what is allowed, and never shows a password
     */
    public static StompUri parse(String uri, Set<String> otherPrefixes) {
        return parse(uri, otherPrefixes, ReconnectOptions.DEFAULT);
    }

    /**
     * Reads a URI.
     *
     * @param uri the URI
     * @param otherPrefixes prefixes of options that the caller reads, such as {@code jms.}
     * @param reconnectDefaults what holds for failover where the URI says nothing
     * @return its parts
     * @throws IllegalArgumentException that says what is malformed or unknown, what is allowed, and never shows a password
     */
    public static StompUri parse(String uri, Set<String> otherPrefixes, ReconnectOptions reconnectDefaults) {
        String text = Objects.requireNonNull(uri, "uri").strip();
        StompUriReader reader = new StompUriReader(otherPrefixes);
        return FailoverUri.matches(text) ? reader.failover(text, reconnectDefaults) : reader.single(text);
    }

    /**
     * Changes what is said to every broker in CONNECT.
     *
     * @param change makes the new options of a broker out of its old ones
     * @return a copy with these options
     */
    public StompUri withConnect(UnaryOperator<ConnectOptions> change) {
        List<BrokerEndpoint> changed = brokers.stream()
                .map(broker -> new BrokerEndpoint(broker.address(), change.apply(broker.connect()), broker.transport()))
                .toList();
        return new StompUri(changed, reconnect, failover, others);
    }

    /**
     * Changes how every broker is connected to, such as by an SSLContext of the caller, which no URI can name.
     *
     * @param change makes the new options of a broker out of its old ones
     * @return a copy with these options
     */
    public StompUri withTransport(UnaryOperator<TransportOptions> change) {
        List<BrokerEndpoint> changed = brokers.stream()
                .map(broker -> new BrokerEndpoint(broker.address(), broker.connect(), change.apply(broker.transport())))
                .toList();
        return new StompUri(changed, reconnect, failover, others);
    }

    /** {@return the brokers and the names of the other options; no values, as one may be a password} */
    @Override
    public String toString() {
        return "StompUri[brokers=" + brokers + ", reconnect=" + reconnect + ", failover=" + failover + ", others="
                + others.keySet() + "]";
    }
}
