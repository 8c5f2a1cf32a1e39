/**
 * What the parts of one JMS connection share on their way to the broker: {@link org.stompest.jms.internal.broker.BrokerLink}
 * with its errors and time-outs, the temporary destinations, the ids of transactions, and what is remembered of deliveries.
 * Depends on the wire library, the dialects and the public API; knows no sessions. Every class is usable from any thread.
 */
package org.stompest.jms.internal.broker;
