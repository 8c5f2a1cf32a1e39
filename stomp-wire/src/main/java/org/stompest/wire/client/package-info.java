/**
 * Where a connection URI becomes brokers and options ({@link org.stompest.wire.client.StompUri}), and the clients. Depends on
 * all other packages of the wire library. The records are immutable.
 */
package org.stompest.wire.client;
