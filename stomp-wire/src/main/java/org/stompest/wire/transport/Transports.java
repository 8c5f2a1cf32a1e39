package org.stompest.wire.transport;

import org.stompest.wire.failover.BrokerAddress;

/** Makes the transport that the scheme of an address asks for. Stateless; usable from any thread. */
public final class Transports {
    private Transports() {}

    /**
     * Makes a transport that is not yet connected.
     *
     * @param address where to; its scheme chooses the kind
     * @param options how
     * @return a transport
     */
    public static Transport create(BrokerAddress address, TransportOptions options) {
        return switch (address.scheme()) {
            case "tcp" -> new TcpTransport(address, options);
            case "ssl" -> new TlsTransport(address, options);
            case "ws" -> new WebSocketTransport(new TcpTransport(address, options), address, options);
            case "wss" -> new WebSocketTransport(new TlsTransport(address, options), address, options);
            default -> throw new IllegalArgumentException("no transport for the scheme of " + address);
        };
    }
}
