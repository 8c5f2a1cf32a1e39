/**
 * The JMS connection: {@link org.stompest.jms.internal.connection.JmsConnection}, its views of one domain and its metadata.
 * Wires the other internal packages together; they do not know it. Connections are used from any thread.
 */
package org.stompest.jms.internal.connection;
