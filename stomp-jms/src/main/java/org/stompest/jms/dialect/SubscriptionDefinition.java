package org.stompest.jms.dialect;

import java.util.Optional;

/**
 * What a durable or shared subscription is made with beside its topic, as the application said it: if that is another, JMS wants
 * another subscription. What a dialect makes of it for its broker may change with the dialect.
 *
 * @param selector the selector, if there is one
 * @param noLocal whether messages of the own connection or client are left out
 */
public record SubscriptionDefinition(Optional<String> selector, boolean noLocal) {}
