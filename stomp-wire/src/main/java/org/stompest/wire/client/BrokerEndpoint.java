package org.stompest.wire.client;

import java.util.Objects;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.transport.TransportOptions;

/**
 * One broker and how to talk to it.
 *
 * @param address where it listens
 * @param connect what CONNECT says to it
 * @param transport how the socket is set up
 */
public record BrokerEndpoint(BrokerAddress address, ConnectOptions connect, TransportOptions transport) {
    /**
     * Requires all parts.
     *
     * @param address as of the record
     * @param connect as of the record
     * @param transport as of the record
     */
    public BrokerEndpoint {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(transport, "transport");
    }
}
