package org.stompest.jms;

import jakarta.jms.Destination;
import java.io.Serializable;
import java.util.Objects;

/**
 * A destination of this provider: a {@link StompQueue}, a {@link StompTopic} or a temporary one of either domain. It holds
 * the name as the application gave it; what a broker's frames call it is the dialect's affair.
 *
 * <p>Immutable; usable from any thread and with every connection. Equal are destinations of the same kind and name.
 */
public abstract class StompDestination implements Destination, Serializable {
    private static final long serialVersionUID = 1L;

    /** What a destination is. */
    public enum Kind {
        /** A queue. */
        QUEUE(false, false),
        /** A topic. */
        TOPIC(true, false),
        /** A queue that lives as long as the connection that made it. */
        TEMPORARY_QUEUE(false, true),
        /** A topic that lives as long as the connection that made it. */
        TEMPORARY_TOPIC(true, true);

        private final boolean topic;
        private final boolean temporary;

        Kind(boolean topic, boolean temporary) {
            this.topic = topic;
            this.temporary = temporary;
        }

        /** {@return whether this is a topic, temporary or not} */
        public boolean isTopic() {
            return topic;
        }

        /** {@return whether this ends with its connection} */
        public boolean isTemporary() {
            return temporary;
        }
    }

    /** What the dialect makes a destination of the broker from. */
    private final String name;

    /**
     * Makes a destination.
     *
     * @param name not null, not empty
     */
    StompDestination(String name) {
        this.name = Objects.requireNonNull(name, "name of the destination");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a destination must not be empty");
        }
    }

    /**
     * Makes a destination of a kind. A temporary one made so is only an address, as in a reply-to header: it cannot be
     * deleted.
     *
     * @param kind what it is
     * @param name not null, not empty
     * @return the destination
     */
    public static StompDestination of(Kind kind, String name) {
        return switch (kind) {
            case QUEUE -> new StompQueue(name);
            case TOPIC -> new StompTopic(name);
            case TEMPORARY_QUEUE -> new StompTemporaryQueue(name, null);
            case TEMPORARY_TOPIC -> new StompTemporaryTopic(name, null);
        };
    }

    /** {@return what this is} */
    public abstract Kind kind();

    /** {@return the name as the application knows it} */
    public final String name() {
        return name;
    }

    /** {@return whether this is a topic, temporary or not} */
    public final boolean isTopic() {
        return kind().isTopic();
    }

    /** {@return whether this ends with the connection that made it} */
    public final boolean isTemporary() {
        return kind().isTemporary();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof StompDestination that && kind() == that.kind() && name.equals(that.name);
    }

    @Override
    public final int hashCode() {
        return 31 * kind().ordinal() + name.hashCode();
    }

    /** {@return kind and name, such as {@code queue://orders}} */
    @Override
    public final String toString() {
        String scheme = switch (kind()) {
            case QUEUE -> "queue://";
            case TOPIC -> "topic://";
            case TEMPORARY_QUEUE -> "temp-queue://";
            case TEMPORARY_TOPIC -> "temp-topic://";
        };
        return scheme + name;
    }
}
