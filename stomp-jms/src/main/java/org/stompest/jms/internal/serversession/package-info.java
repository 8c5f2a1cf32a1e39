/**
 * Consuming by the threads of an application server (JMS 3.1, 11.2): a
 * {@link org.stompest.jms.internal.serversession.JmsConnectionConsumer} takes messages out of its subscription and loads them into
 * the sessions of a pool, where {@link org.stompest.jms.internal.serversession.AssignedMessages} holds them until their listener
 * has had them and the session has acknowledged them. Knows consumers; sessions and connections know it.
 */
package org.stompest.jms.internal.serversession;
