package org.stompest.jms.dialect.classic;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * Shared subscriptions by what Classic has in their place: what is published to a topic {@code VirtualTopic.X} is copied to each
 * queue {@code Consumer.NAME.VirtualTopic.X}, from which any number of consumers take. The queue stays when they leave, so
 * that this is a durable subscription and no other. Its name is the subscription's, behind the client id and a bar where there is
 * one; what would not be one word there is written as in URLs.
 *
 * <p>The names are those of a broker as it is installed.
 */
final class VirtualTopics {
    private static final String TOPIC = "VirtualTopic.";
    private static final String CONSUMER = "Consumer.";
    private static final String NOT_IN_WORDS = ".*>,|% ";

    private VirtualTopics() {}

    /** {@return the queue that is the shared subscription} */
    static String queue(SubscriptionRequest request) throws JMSException {
        String topic = request.destination().name();
        if (!topic.startsWith(TOPIC) || topic.matches(".*[*>,].*")) {
            throw new JMSException(
                    "ActiveMQ Classic has no shared subscriptions over STOMP, but virtual topics: a shared durable"
                            + " subscription can be had to a topic whose name begins with " + TOPIC + ", not to "
                            + topic);
        }
        if (!request.durable()) {
            throw new JMSException(
                    "ActiveMQ Classic has no shared subscriptions over STOMP that end with their consumers: make a"
                            + " shared durable one to " + topic);
        }
        String client = request.clientId().map(id -> word(id) + '|').orElse("");
        return CONSUMER + client + word(request.name().orElseThrow()) + '.' + topic;
    }

    /** {@return the topic behind such a queue, or null if it is none} */
    static StompDestination topicOf(String queue) {
        int end = queue.indexOf('.' + TOPIC);
        boolean oneWord = queue.startsWith(CONSUMER) && end > 0 && queue.indexOf('.', CONSUMER.length()) == end;
        return oneWord ? StompDestination.of(StompDestination.Kind.TOPIC, queue.substring(end + 1)) : null;
    }

    private static String word(String text) {
        StringBuilder word = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (NOT_IN_WORDS.indexOf(c) < 0) {
                word.append(c);
            } else {
                word.append(String.format("%%%02X", (int) c));
            }
        }
        return word.toString();
    }
}
