package org.stompest.wire.transport;

import org.stompest.wire.failover.BrokerAddress;

/**
 * Makes transports: {@link Transports#create} by the scheme of the address, or whatever a caller puts in its place, such as
 * one for tests. Called from any thread.
 */
@FunctionalInterface
public interface TransportFactory {
    /**
     * Makes a transport that is not yet connected. Does no input or output, so that whoever gives up an attempt can close it
     * in any stage.
     *
     * @param address where to
     * @param options time-outs and socket options
     * @return a transport
     * @throws IllegalArgumentException if the options do not go together
     */
    Transport create(BrokerAddress address, TransportOptions options);
}
