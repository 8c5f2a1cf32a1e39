package org.stompest.jms.dialect;

import java.util.Optional;
import org.stompest.jms.StompDestination;

/**
 * What a consumer wants to subscribe to, in the words of JMS.
 *
 * @param destination what is listened to
 * @param selector the selector as {@link BrokerDialect#translateSelector} gave it, if the broker filters
 * @param noLocal whether messages of the same connection are left out
 * @param name the name of a durable or shared subscription
 * @param durable whether the subscription outlives its consumer
 * @param shared whether several consumers share the subscription
 * @param clientId the connection's client id, if it has one
 * @param prefetch how many messages may wait on the client: 0 and more
 * @param individualAcks whether each message is acknowledged for itself rather than with all before it
 */
public record SubscriptionRequest(
        StompDestination destination,
        Optional<String> selector,
        boolean noLocal,
        Optional<String> name,
        boolean durable,
        boolean shared,
        Optional<String> clientId,
        int prefetch,
        boolean individualAcks) {}
