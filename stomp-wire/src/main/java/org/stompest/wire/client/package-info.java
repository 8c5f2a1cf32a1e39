/**
 * The clients: {@link org.stompest.wire.client.StompClient}, synchronous, and
 * {@link org.stompest.wire.client.AsyncStompClient}, on futures; beneath both, and beneath the JMS provider,
 * {@link org.stompest.wire.client.ReconnectingConnection}, which outlives its sockets; and the URI that configures them,
 * {@link org.stompest.wire.client.StompUri}. The topmost layer; depends on all others. For threads see each class.
 */
package org.stompest.wire.client;
