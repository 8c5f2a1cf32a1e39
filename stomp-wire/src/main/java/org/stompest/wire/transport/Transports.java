package org.stompest.wire.transport;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/** Makes the transport that the scheme of an address asks for. Stateless; usable from any thread. */
public final class Transports {
    private Transports() {}

    /**
     * Makes a transport that is not yet connected.
     *
     * @param address where to; its scheme chooses the kind
     * @param options time-outs and socket options
     * @return a transport
     * @throws StompConnectionException if the scheme has no transport
     */
    public static Transport create(BrokerAddress address, TransportOptions options) {
        if (address.scheme().equals("tcp")) {
            return new TcpTransport(address, options);
        }
        throw new StompConnectionException(
                "no transport for '" + address.scheme() + "' in " + address + ": this version speaks tcp://", null);
    }
}
