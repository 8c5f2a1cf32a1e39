/** TLS and WebSocket against the acceptors of a real Artemis. */
package org.stompest.tck.wire.transport;
