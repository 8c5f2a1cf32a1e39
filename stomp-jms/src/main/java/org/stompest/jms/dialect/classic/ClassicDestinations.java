package org.stompest.jms.dialect.classic;

import jakarta.jms.InvalidDestinationException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;

/**
 * Destinations in the words of Classic: a prefix tells the kind. A name with commas is a composite destination, in which each
 * part may say its own kind as Classic's JMS client writes it ({@code orders,topic://audit}); over STOMP each part needs
 * a prefix. Temporary destinations of one's own and of others have different prefixes.
 */
final class ClassicDestinations {
    private static final String QUEUE = "/queue/";
    private static final String TOPIC = "/topic/";
    private static final String TEMPORARY_QUEUE = "/temp-queue/";
    private static final String TEMPORARY_TOPIC = "/temp-topic/";
    private static final String FOREIGN_QUEUE = "/remote-temp-queue/";
    private static final String FOREIGN_TOPIC = "/remote-temp-topic/";

    private static final String QUEUE_IN_NAME = "queue://";
    private static final String TOPIC_IN_NAME = "topic://";
    private static final String SEPARATOR = ",";

    private ClassicDestinations() {}

    /** What the broker would drop without a word: spaces around a name, and options behind a question mark. */
    static void checkName(StompDestination destination) throws InvalidDestinationException {
        String name = destination.name();
        if (name.indexOf('?') >= 0) {
            throw new InvalidDestinationException(
                    destination + ": what stands behind the ? of a name are options of ActiveMQ's"
                            + " own client, which do not work over STOMP: set options of the connection factory instead");
        }
        if (hasBlankAtAnEnd(name)) {
            throw new InvalidDestinationException(
                    destination + ": ActiveMQ Classic has no names that begin or end with a space");
        }
        if (name.contains(SEPARATOR)) {
            checkParts(destination);
        }
    }

    private static void checkParts(StompDestination composite) throws InvalidDestinationException {
        for (String part : composite.name().split(SEPARATOR, -1)) {
            String name = withoutSpaces(part);
            name = name.startsWith(QUEUE_IN_NAME) || name.startsWith(TOPIC_IN_NAME)
                    ? name.substring(QUEUE_IN_NAME.length())
                    : name;
            if (name.isEmpty()) {
                throw new InvalidDestinationException(composite
                        + ": a part between commas is empty; to ActiveMQ Classic it names several destinations");
            }
            if (hasBlankAtAnEnd(name)) {
                throw new InvalidDestinationException(
                        composite + ": ActiveMQ Classic has no names that begin or end with a space");
            }
        }
    }

    private static boolean hasBlankAtAnEnd(String name) {
        return name.charAt(0) <= ' ' || name.charAt(name.length() - 1) <= ' ';
    }

    /** The spaces between which the application may write the parts of a composite destination; no other blanks. */
    private static String withoutSpaces(String part) {
        int from = 0;
        int to = part.length();
        while (from < to && part.charAt(from) == ' ') {
            from++;
        }
        while (from < to && part.charAt(to - 1) == ' ') {
            to--;
        }
        return part.substring(from, to);
    }

    static String format(StompDestination destination) {
        String name = destination.name();
        return switch (destination.kind()) {
            case QUEUE -> composite(QUEUE, name);
            case TOPIC -> composite(TOPIC, name);
            case TEMPORARY_QUEUE -> FOREIGN_QUEUE + name;
            case TEMPORARY_TOPIC -> FOREIGN_TOPIC + name;
        };
    }

    /** Writes a temporary destination for the connection that made it; on a new connection, the broker makes it again. */
    static String formatOwn(StompDestination temporary) {
        return (temporary.isTopic() ? TEMPORARY_TOPIC : TEMPORARY_QUEUE) + temporary.name();
    }

    static String format(String queue) {
        return QUEUE + queue;
    }

    private static String composite(String prefix, String name) {
        return name.contains(SEPARATOR)
                ? Arrays.stream(name.split(SEPARATOR))
                        .map(part -> part(prefix, withoutSpaces(part)))
                        .collect(Collectors.joining(SEPARATOR))
                : prefix + name;
    }

    private static String part(String prefix, String part) {
        if (part.startsWith(QUEUE_IN_NAME)) {
            return QUEUE + part.substring(QUEUE_IN_NAME.length());
        }
        if (part.startsWith(TOPIC_IN_NAME)) {
            return TOPIC + part.substring(TOPIC_IN_NAME.length());
        }
        return prefix + part;
    }

    static StompDestination parse(String text, Kind otherwise) {
        StompDestination composite = text.contains(SEPARATOR) ? parseComposite(text) : null;
        if (composite != null) {
            return composite;
        }
        StompDestination known = parse(text, QUEUE, Kind.QUEUE);
        if (known != null && otherwise == Kind.TOPIC) { // who subscribes to a topic does not want to know of queues
            StompDestination topic = VirtualTopics.topicOf(known.name());
            return topic != null ? topic : known;
        }
        known = known != null ? known : parse(text, TOPIC, Kind.TOPIC);
        known = known != null ? known : parse(text, TEMPORARY_QUEUE, Kind.TEMPORARY_QUEUE);
        known = known != null ? known : parse(text, TEMPORARY_TOPIC, Kind.TEMPORARY_TOPIC);
        known = known != null ? known : parse(text, FOREIGN_QUEUE, Kind.TEMPORARY_QUEUE);
        known = known != null ? known : parse(text, FOREIGN_TOPIC, Kind.TEMPORARY_TOPIC);
        return known != null ? known : StompDestination.of(otherwise, text);
    }

    /** {@return the composite destination that {@link #composite} has written, or null if the text is none} */
    private static StompDestination parseComposite(String text) {
        Kind kind = text.startsWith(TOPIC) ? Kind.TOPIC : Kind.QUEUE;
        String own = kind == Kind.TOPIC ? TOPIC : QUEUE;
        String other = kind == Kind.TOPIC ? QUEUE : TOPIC;
        StringBuilder name = new StringBuilder();
        for (String part : text.split(SEPARATOR, -1)) {
            if (part.startsWith(own) && part.length() > own.length()) {
                name.append(SEPARATOR).append(part, own.length(), part.length());
            } else if (part.startsWith(other) && part.length() > other.length()) {
                name.append(SEPARATOR)
                        .append(kind == Kind.TOPIC ? QUEUE_IN_NAME : TOPIC_IN_NAME)
                        .append(part, other.length(), part.length());
            } else {
                return null;
            }
        }
        return StompDestination.of(kind, name.substring(SEPARATOR.length()));
    }

    private static StompDestination parse(String text, String prefix, Kind kind) {
        return text.startsWith(prefix) && text.length() > prefix.length()
                ? StompDestination.of(kind, text.substring(prefix.length()))
                : null;
    }
}
