/**
 * What a connection may do next, and what is replayed after it was lost: {@link org.stompest.wire.session.StompSession}, a
 * state machine without I/O, threads or a clock. Depends on {@code frame} and {@code command}. The session is guarded by its
 * owner; all other types are immutable.
 */
package org.stompest.wire.session;
