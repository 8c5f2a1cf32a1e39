/**
 * Connections that outlive a socket: {@link org.stompest.wire.client.ReconnectingConnection}, on which the JMS provider stands,
 * and the URI that configures it, {@link org.stompest.wire.client.StompUri}. The topmost layer; depends on all others. For
 * threads see each class.
 */
package org.stompest.wire.client;
