/**
 * Consumers: {@link org.stompest.jms.internal.consumer.JmsConsumer} is what the application holds,
 * {@link org.stompest.jms.internal.consumer.SubscriptionFeed} the subscription behind it with the ledger of what was delivered,
 * is in hands, and is acknowledged. Depends on {@code broker} and {@code message}; what it needs of a session it asks of a
 * {@link org.stompest.jms.internal.consumer.ConsumerHost}. State is guarded by the session's lock, which is never held over
 * I/O or a callback.
 */
package org.stompest.jms.internal.consumer;
