package org.stompest.jms.dialect.artemis;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Subscriptions in the words of Artemis. A durable one is a queue {@code CLIENTID.NAME} that any consumer of that client
 * id shares; one that is shared and has no client id, or is not durable, is subscribed to by the name of its queue,
 * {@code TOPIC::NAME} or {@code TOPIC::nonDurable.NAME.TOPIC}. The names are those that Artemis's own JMS client gives them, with
 * a backslash before dots and backslashes, so that an application that changes its provider finds its durable subscriptions. The
 * topic at the end is ours: the broker removes a queue some time after its last consumer, and under another topic it must not be
 * found again.
 */
final class ArtemisSubscriptions {
    private static final String DURABLE_NAME = "durable-subscription-name";
    private static final String NON_DURABLE = "nonDurable.";
    static final String ADDRESS_END = "::";

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
        if (request.durable() && request.clientId().isPresent()) {
            headers.add(DURABLE_NAME, escaped(name(request)));
        } else if (request.durable() && !request.shared()) {
            throw new InvalidClientIDException(
                    "a durable subscription needs a client id: set it on the connection or the factory (jms.clientID)");
        }
        request.selector().ifPresent(selector -> headers.add(StompHeaderNames.SELECTOR, selector));
        return headers.build();
    }

    /** The queue of a shared subscription that is not durable has no filter: what does not match would stay in it for ever. */
    static boolean appliesSelector(SubscriptionRequest request) {
        return !request.shared() || request.durable();
    }

    static StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        if (clientId.isEmpty()) {
            throw new JMSException(
                    "cannot delete the durable subscription '" + name + "': without a client id (jms.clientID)"
                            + " this takes the management of Artemis, which this user may not use");
        }
        return StompHeaders.of(DURABLE_NAME, escaped(name));
    }

    /** The queue of a durable subscription: with a client id the broker itself makes the name so, without escaping the id. */
    static String durableQueue(String name, Optional<String> clientId) {
        return clientId.map(id -> id + '.').orElse("") + escaped(name);
    }

    /** The same as Artemis's own client makes it, which does escape the id. */
    static String durableQueueOfCoreClient(String name, Optional<String> clientId) {
        return clientId.map(id -> escaped(id) + '.').orElse("") + escaped(name);
    }

    /** What subscribes to a queue that has another name than {@link #queueName} makes. */
    static SubscriptionRequest of(String queue, SubscriptionRequest request) {
        return new SubscriptionRequest(
                StompDestination.of(
                        request.destination().kind(), request.destination().name() + ADDRESS_END + queue),
                request.selector(),
                request.noLocal(),
                request.name(),
                request.durable(),
                request.shared(),
                request.clientId(),
                request.prefetch(),
                request.individualAcks());
    }

    /** The queue of a durable or shared subscription. */
    static String queueName(SubscriptionRequest request) throws JMSException {
        return request.durable()
                ? durableQueue(name(request), request.clientId())
                : nonDurableOfAnyTopic(request) + escaped(request.destination().name());
    }

    /** What the queues of a shared subscription that is not durable begin with, whatever their topic. */
    static String nonDurableOfAnyTopic(SubscriptionRequest request) throws JMSException {
        String owner = request.clientId().map(id -> escaped(id) + '.').orElse("");
        return NON_DURABLE + owner + escaped(name(request)) + '.';
    }

    private static String source(SubscriptionRequest request) throws JMSException {
        String address = request.destination().name();
        boolean byNameOfQueue =
                request.shared() && !(request.durable() && request.clientId().isPresent());
        return byNameOfQueue ? address + ADDRESS_END + queueName(request) : address;
    }

    private static String name(SubscriptionRequest request) throws JMSException {
        return request.name()
                .orElseThrow(() -> new JMSException("a durable or shared subscription needs a name: " + request));
    }

    /** Two colons would end the address in a name of address and queue. */
    private static String escaped(String name) {
        String escaped = name.replace("\\", "\\\\").replace(".", "\\.");
        return escaped.contains(ADDRESS_END) ? escaped.replace(":", "\\:") : escaped;
    }

    private static String windowSize(int prefetch) {
        return prefetch <= 1 ? ONE_AT_A_TIME : Long.toString(windowBytes(prefetch));
    }

    static long windowBytes(int prefetch) {
        return prefetch <= 1 ? 1 : Math.min(Integer.MAX_VALUE, (long) prefetch * BYTES_PER_MESSAGE);
    }
}
