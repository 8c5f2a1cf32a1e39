/**
 * What travels: {@link org.stompest.wire.frame.StompFrame} with its command and headers, and
 * {@link org.stompest.wire.frame.StompVersion}, the one place that knows in what the versions of STOMP differ. Depends on
 * nothing; every type is immutable.
 */
package org.stompest.wire.frame;
