/**
 * The exceptions of the wire library. The parts stand in the packages below, each usable without the next: {@code frame},
 * {@code codec}, {@code command}, {@code session}, {@code failover}, {@code transport}, {@code connection},
 * {@code client}.
 */
package org.stompest.wire;
