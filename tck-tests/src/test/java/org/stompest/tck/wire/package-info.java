/**
 * The wire library against real brokers, embedded: each class runs once for each of {@link org.stompest.tck.wire.BrokerKind}.
 * Knows nothing of JMS.
 */
package org.stompest.tck.wire;
