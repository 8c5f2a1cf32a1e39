/**
 * Sessions: {@link org.stompest.jms.internal.session.JmsSession} with its acknowledgement modes, its transaction and the
 * dispatcher of its listeners, and the views of one domain. What it needs of the connection it asks of a
 * {@link org.stompest.jms.internal.session.SessionOwner}. As JMS says, a session is used by one thread at a time; only
 * {@code close} comes from any.
 */
package org.stompest.jms.internal.session;
