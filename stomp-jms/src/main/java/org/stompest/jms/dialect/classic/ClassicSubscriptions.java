package org.stompest.jms.dialect.classic;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Subscriptions in the words of Classic, which takes properties of its own consumers as headers {@code activemq.*}. */
final class ClassicSubscriptions {
    static final String BROWSER = "browser";

    private static final String DURABLE_NAME = "activemq.subscriptionName";

    private ClassicSubscriptions() {}

    static StompHeaders subscribe(SubscriptionRequest request, String source) throws JMSException {
        StompHeaders.Builder headers = StompHeaders.builder();
        headers.add(
                StompHeaderNames.DESTINATION,
                request.shared() ? ClassicDestinations.format(VirtualTopics.queue(request)) : source);
        headers.add(StompHeaderNames.ACK, request.individualAcks() ? "client-individual" : "client");
        headers.add("activemq.prefetchSize", Integer.toString(Math.max(1, request.prefetch()))); // 0 delivers nothing
        if (request.durable() && !request.shared()) {
            checkClientId(request.clientId());
            headers.add(DURABLE_NAME, request.name().orElseThrow());
        }
        if (request.noLocal()) {
            headers.add("activemq.noLocal", "true");
        }
        request.selector().ifPresent(selector -> headers.add(StompHeaderNames.SELECTOR, selector));
        return headers.build();
    }

    /** With {@code ack:auto} the broker goes on beyond its prefetch by itself; a browser's acknowledgements take nothing away. */
    static StompHeaders browse(StompDestination queue, Optional<String> selector) {
        StompHeaders.Builder headers = StompHeaders.builder();
        headers.add(StompHeaderNames.DESTINATION, ClassicDestinations.format(queue));
        headers.add(StompHeaderNames.ACK, "auto");
        headers.add(BROWSER, "true");
        selector.ifPresent(text -> headers.add(StompHeaderNames.SELECTOR, text));
        return headers.build();
    }

    static StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        checkClientId(clientId);
        return StompHeaders.of(DURABLE_NAME, name);
    }

    private static void checkClientId(Optional<String> clientId) throws JMSException {
        if (clientId.isEmpty()) {
            throw new InvalidClientIDException(
                    "a durable subscription needs a client id: set it on the connection or the factory (jms.clientID)");
        }
    }
}
