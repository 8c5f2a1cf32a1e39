/**
 * One STOMP connection and what it is told at its start ({@link org.stompest.wire.connection.ConnectOptions}). Depends on
 * frame, codec, session, transport and options. The records are immutable.
 */
package org.stompest.wire.connection;
