/**
 * How many messages a second leave a client that waits for nothing, next to a bare socket loop, into a sink that only
 * swallows bytes: {@link org.stompest.benchmarks.send.SendRig}. Each contender and the sink have a JVM of their own.
 */
package org.stompest.benchmarks.send;
