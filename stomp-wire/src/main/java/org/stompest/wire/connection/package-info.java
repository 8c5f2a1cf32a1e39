/**
<<<<<<< HEAD
 * One STOMP connection over one transport, used once: {@link org.stompest.wire.connection.StompConnection}. It owns a reader
 * thread, which alone calls handlers, and a writer thread; frames are written from any thread. Depends on all layers below,
 * not on {@code client}.
=======
 * One STOMP connection and what it is told at its start ({@link org.stompest.wire.connection.ConnectOptions}). Depends on
 * frame, codec, session, transport and options. The records are immutable.
>>>>>>> CONFIG
 */
package org.stompest.wire.connection;
