package org.stompest.jms.dialect.artemis;

import java.util.Optional;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Destinations in the words of Artemis. A SEND names the address and, in a header of its own, whether one queue or all
 * get the message; a reply-to carries the kind in front of the name, as Artemis's own JMS client writes and reads it.
 */
final class ArtemisDestinations {
    static final String ANYCAST = "ANYCAST";
    static final String MULTICAST = "MULTICAST";

    private static final String DESTINATION_TYPE = "destination-type";

    private ArtemisDestinations() {}

    static void address(StompDestination destination, StompHeaders.Builder send) {
        send.add(StompHeaderNames.DESTINATION, destination.name());
        send.add(DESTINATION_TYPE, routing(destination));
    }

    static String routing(StompDestination destination) {
        return destination.isTopic() ? MULTICAST : ANYCAST;
    }

    static String format(StompDestination destination) {
        return prefix(destination.kind()) + destination.name();
    }

    static StompDestination parse(String text, Kind otherwise) {
        for (Kind kind : Kind.values()) {
            String prefix = prefix(kind);
            if (text.startsWith(prefix) && text.length() > prefix.length()) {
                return StompDestination.of(kind, text.substring(prefix.length()));
            }
        }
        return StompDestination.of(otherwise, text);
    }

    /**
     * Deletes a queue by the broker's management. An address without a queue, as a topic is when its last subscriber has
     * left, goes by itself.
     */
    static Optional<StompFrame> remove(StompDestination temporary) {
        if (temporary.isTopic()) {
            return Optional.empty();
        }
        String removingConsumersAndAddress = Json.quoted(temporary.name()) + ",true,true";
        return Optional.of(ArtemisManagement.call("destroyQueue", removingConsumersAndAddress));
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case QUEUE -> "queue://";
            case TOPIC -> "topic://";
            case TEMPORARY_QUEUE -> "temp-queue://";
            case TEMPORARY_TOPIC -> "temp-topic://";
        };
    }
}
