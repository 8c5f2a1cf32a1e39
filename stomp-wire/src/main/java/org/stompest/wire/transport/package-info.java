/**
 * Sockets and how they are set up ({@link org.stompest.wire.transport.TransportOptions}). Depends on options. The records are
 * immutable.
 */
package org.stompest.wire.transport;
