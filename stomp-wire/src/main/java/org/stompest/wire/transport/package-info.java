/**
 * Carries bytes: {@link org.stompest.wire.transport.Transport} and its kinds. Depends on {@code failover} for addresses;
 * knows nothing of frames. One thread reads, one at a time writes, any thread closes.
 */
package org.stompest.wire.transport;
