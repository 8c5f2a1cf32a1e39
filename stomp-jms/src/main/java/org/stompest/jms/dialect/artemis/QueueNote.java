package org.stompest.jms.dialect.artemis;

import java.util.Optional;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * What the queue of a subscription is for, in words of JMS. It is noted in the queue's attribute {@code user}, that the broker has no
 * use for, because a filter does not tell it: what is made of a selector may change with a version of this library, and then the
 * subscription must be the same as before. Stateless.
 */
final class QueueNote {
    private static final String OURS = "jms:";
    private static final String SHARED = OURS + "shared";
    private static final String UNSHARED = OURS + "unshared";
    private static final String NO_LOCAL = ",noLocal";
    private static final char SELECTOR = ':';

    private QueueNote() {}

    static String of(SubscriptionRequest request, SubscriptionDefinition definition) {
        return (request.shared() ? SHARED : UNSHARED)
                + (definition.noLocal() ? NO_LOCAL : "")
                + SELECTOR
                + definition.selector().orElse("");
    }

    /** {@return whether this library has made the queue with its note} */
    static boolean isOurs(String note) {
        return note.startsWith(OURS);
    }

    static boolean isShared(String note) {
        return note.startsWith(SHARED);
    }

    static boolean isUnshared(String note) {
        return note.startsWith(UNSHARED);
    }

    /**
     * Writes the filter that Artemis's own JMS client gives a subscription.
     *
     * @param definition what was asked for
     * @param clientId of the connection, if it has one
     */
    static String filterOfCoreClient(SubscriptionDefinition definition, Optional<String> clientId) {
        String selector = definition
                .selector()
                .orElse("")
                .replace("JMSMessageID", "AMQUserID")
                .replace("JMSPriority", "AMQPriority")
                .replace("JMSTimestamp", "AMQTimestamp")
                .replace("JMSExpiration", "AMQExpiration")
                .replace("JMSDeliveryMode", "AMQDurable")
                .replace("'NON_PERSISTENT'", "'NON_DURABLE'")
                .replace("'PERSISTENT'", "'DURABLE'");
        if (!definition.noLocal()) {
            return selector;
        }
        String others = "__AMQ_CID<>'" + clientId.orElse("") + "'";
        return selector.isEmpty() ? others : selector + " AND " + others;
    }
}
