/**
<<<<<<< HEAD
 * Connections that outlive a socket: {@link org.stompest.wire.client.ReconnectingConnection}, on which the JMS provider stands,
 * and the URI that configures it, {@link org.stompest.wire.client.StompUri}. The topmost layer; depends on all others. For
 * threads see each class.
=======
 * Where a connection URI becomes brokers and options ({@link org.stompest.wire.client.StompUri}), and the clients. Depends on
 * all other packages of the wire library. The records are immutable.
>>>>>>> CONFIG
 */
package org.stompest.wire.client;
