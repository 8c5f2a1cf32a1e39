/**
 * Carries bytes: {@link org.stompest.wire.transport.Transport} and its kinds, each on top of the one before. A
 * {@code SocketConnector} makes a TCP connection, through a proxy if there is one;
 * {@link org.stompest.wire.transport.TcpTransport} is that and no more, {@link org.stompest.wire.transport.TlsTransport} speaks
 * TLS over it, and a {@link org.stompest.wire.transport.WebSocketTransport} has either of them beneath.
 * {@link org.stompest.wire.transport.TransportOptions} say how, with one record for each concern.
 *
 * <p>Depends on {@code failover} for addresses; knows nothing of frames but where they end. One thread reads, one at a time
 * writes, any thread closes.
 */
package org.stompest.wire.transport;
