/**
 * Destinations that are full, and brokers: a send waits, up to {@code jms.sendTimeout}, or fails, while whoever consumes over the same
 * JMS connection goes on. What each broker does is in {@code docs/adr/0016}.
 */
package org.stompest.tck.full;
