package org.stompest.jms.dialect.artemis;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Subscriptions in the words of Artemis. A durable one is a queue {@code CLIENTID.NAME} that any consumer of that client
 * id shares; a shared one that is not durable is subscribed to by the name of its queue, {@code TOPIC::nonDurable.NAME}.
 * The names are those that Artemis's own JMS client gives them, with a backslash before dots and backslashes, so that an
 * application that changes its provider finds its subscriptions.
 */
final class ArtemisSubscriptions {
    private static final String DURABLE_NAME = "durable-subscription-name";
    private static final String NON_DURABLE = "nonDurable.";

    /** The broker counts its prefetch in bytes; a message of no more than that comes alone with a window of 0. */
    private static final int BYTES_PER_MESSAGE = 1024;

    private static final String ONE_AT_A_TIME = "0";

    private ArtemisSubscriptions() {}

    static StompHeaders subscribe(SubscriptionRequest request) throws JMSException {
        StompHeaders.Builder headers = StompHeaders.builder();
        headers.add(StompHeaderNames.DESTINATION, source(request));
        headers.add("subscription-type", ArtemisDestinations.routing(request.destination()));
        headers.add(StompHeaderNames.ACK, request.individualAcks() ? "client-individual" : "client");
        headers.add("consumer-window-size", windowSize(request.prefetch()));
        if (request.durable()) {
            headers.add(DURABLE_NAME, durableName(request));
        }
        if (request.noLocal() && request.destination().isTopic()) {
            headers.add("no-local", "true");
        }
        request.selector().ifPresent(selector -> headers.add(StompHeaderNames.SELECTOR, selector));
        return headers.build();
    }

    /** The queue of a shared subscription that is not durable has no filter: what does not match would stay in it for ever. */
    static boolean appliesSelector(SubscriptionRequest request) {
        return !request.shared() || request.durable();
    }

    /** The broker puts its own condition in front of the selector, where the selector's prefix makes that no filter any more. */
    static boolean appliesNoLocal(SubscriptionRequest request) {
        return request.selector().isEmpty();
    }

    static StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        checkClientId(clientId);
        return StompHeaders.of(DURABLE_NAME, escaped(name));
    }

    private static String source(SubscriptionRequest request) throws JMSException {
        String address = request.destination().name();
        if (!request.shared() || request.durable()) {
            return address;
        }
        String owner = request.clientId().map(id -> escaped(id) + '.').orElse("");
        // The broker removes the queue some time after its last consumer: under another topic it must not be found
        // again.
        return address + "::" + NON_DURABLE + owner + escaped(name(request)) + '.' + escaped(address);
    }

    private static String durableName(SubscriptionRequest request) throws JMSException {
        if (request.shared() && request.clientId().isEmpty()) {
            throw new JMSException("Artemis has no shared durable subscriptions over STOMP without a client id: "
                    + "set one on the connection or the factory (jms.clientID)");
        }
        checkClientId(request.clientId());
        return escaped(name(request));
    }

    private static void checkClientId(Optional<String> clientId) throws JMSException {
        if (clientId.isEmpty()) {
            throw new InvalidClientIDException(
                    "a durable subscription needs a client id: set it on the connection or the factory (jms.clientID)");
        }
    }

    private static String name(SubscriptionRequest request) throws JMSException {
        return request.name()
                .orElseThrow(() -> new JMSException("a durable or shared subscription needs a name: " + request));
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace(".", "\\.");
    }

    private static String windowSize(int prefetch) {
        return prefetch <= 1
                ? ONE_AT_A_TIME
                : Long.toString(Math.min(Integer.MAX_VALUE, (long) prefetch * BYTES_PER_MESSAGE));
    }
}
