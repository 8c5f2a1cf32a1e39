/**
 * A rig that measures this provider side by side with a bare STOMP socket, which is the limit, and with the broker's own JMS
 * client: {@link org.stompest.benchmarks.Rig} for speed, {@link org.stompest.benchmarks.Soak} for what must not grow. The
 * broker and each contender have a JVM of their own. Depends on the provider's public API only.
 *
 * <p>Threads: each class is used by one thread unless it says otherwise.
 */
package org.stompest.benchmarks;
