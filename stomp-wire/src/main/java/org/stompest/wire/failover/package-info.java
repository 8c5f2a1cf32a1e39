/**
 * Who is tried when: {@link org.stompest.wire.failover.FailoverUri} takes a failover URI apart,
 * {@link org.stompest.wire.failover.ReconnectSchedule} says which broker is next and how long to wait before, which
 * {@link org.stompest.wire.failover.ReconnectDelays} alone says too. Pure: no clock,
 * no socket, no thread; the random source is given. Depends on the options package only. The records are immutable; the
 * schedule belongs to one thread.
 */
package org.stompest.wire.failover;
