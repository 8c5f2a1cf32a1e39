package org.stompest.wire.client;

/**
 * A subscription of an asynchronous client. Immutable.
 *
 * @param handle what the application knows
 * @param options what becomes of its messages
 * @param handler the application's
 */
record HandledSubscription(StompSubscription handle, SubscribeOptions options, MessageHandler handler) {}
