package org.stompest.wire.transport;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

/** Opens the transport that the scheme of an address asks for. Stateless; usable from any thread. */
public final class Transports {
    private Transports() {}

    /**
     * Opens a transport.
     *
     * @param address where to; its scheme chooses the kind
     * @param options time-outs and socket options
     * @return an open transport
     * @throws StompConnectionException if nobody answers there, or the scheme has no transport
     * @throws StompTimeoutException if nobody answered within {@link TransportOptions#connectTimeout()}
     */
    public static Transport connect(BrokerAddress address, TransportOptions options) {
        if (address.scheme().equals("tcp")) {
            return TcpTransport.connect(address, options);
        }
        throw new StompConnectionException(
                "no transport for '" + address.scheme() + "' in " + address + ": this version speaks tcp://", null);
    }
}
