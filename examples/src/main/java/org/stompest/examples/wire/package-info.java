/**
 * The wire library without JMS, one program for each way to use it: a client of one's own made of codec and session, the
 * synchronous client, transactions, the asynchronous client, failover. Each takes the URI of a broker, whose destinations are
 * named {@code /queue/NAME}; for Apache ActiveMQ Artemis that is an acceptor with {@code anycastPrefix=/queue/}.
 */
package org.stompest.examples.wire;
