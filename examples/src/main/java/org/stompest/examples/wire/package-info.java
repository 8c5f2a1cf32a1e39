/**
 * The wire library without JMS, one program for each way to use it: a client of one's own made of codec and session, a
 * transport of one's own, a connection that outlives its sockets, the synchronous client, the asynchronous client, transactions of
 * both, failover. Each but that with its own transport takes the URI of a broker, whose destinations are
 * named {@code /queue/NAME}; for Apache ActiveMQ Artemis that is an acceptor with {@code anycastPrefix=/queue/}.
 */
package org.stompest.examples.wire;
