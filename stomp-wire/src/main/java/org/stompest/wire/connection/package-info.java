/**
 * One STOMP connection over one transport, used once: {@link org.stompest.wire.connection.StompConnection}. It owns a reader
 * thread, which alone calls handlers, and a writer thread; frames are written from any thread. Depends on all layers below,
 * not on {@code client}.
 */
package org.stompest.wire.connection;
