package org.stompest.jms.dialect.artemis;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Subscriptions in the words of Artemis. */
final class ArtemisSubscriptions {
    private static final String DURABLE_NAME = "durable-subscription-name";
    private static final int BYTES_PER_MESSAGE = 1024;

    private ArtemisSubscriptions() {}

    static StompHeaders subscribe(SubscriptionRequest request) throws JMSException {
        StompHeaders.Builder headers = StompHeaders.builder();
        String name = request.destination().name();
        if (request.shared() && !request.durable()) {
            name = name + "::" + sharedQueue(request);
        }
        headers.add(StompHeaderNames.DESTINATION, name);
        headers.add("subscription-type", ArtemisDestinations.routing(request.destination()));
        headers.add(StompHeaderNames.ACK, request.individualAcks() ? "client-individual" : "client");
        headers.add("consumer-window-size", Integer.toString(windowSize(request.prefetch())));
        if (request.durable()) {
            headers.add(DURABLE_NAME, durableName(request.name(), request.clientId()));
        }
        if (request.noLocal()) {
            headers.add("no-local", "true");
        }
        if (request.selector().isPresent()) {
            headers.add(StompHeaderNames.SELECTOR, request.selector().get());
        }
        return headers.build();
    }

    static StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        return StompHeaders.of(DURABLE_NAME, durableName(Optional.of(name), clientId));
    }

    private static String durableName(Optional<String> name, Optional<String> clientId) throws JMSException {
        if (clientId.isEmpty()) {
            throw new InvalidClientIDException(
                    "a durable subscription needs a client id: set it on the connection or factory (jms.clientID)");
        }
        return name.orElseThrow(() -> new JMSException("a durable subscription needs a name"));
    }

    private static String sharedQueue(SubscriptionRequest request) throws JMSException {
        String name = request.name().orElseThrow(() -> new JMSException("a shared subscription needs a name"));
        return "nonDurable." + request.clientId().map(id -> id + ".").orElse("") + name;
    }

    private static int windowSize(int prefetch) {
        return prefetch <= 1 ? 0 : (int) Math.min(Integer.MAX_VALUE, (long) prefetch * BYTES_PER_MESSAGE);
    }
}
