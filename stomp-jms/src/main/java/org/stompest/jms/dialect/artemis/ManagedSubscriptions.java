package org.stompest.jms.dialect.artemis;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * Durable and shared subscriptions by the management of Artemis (JMS 3.1, 8.3.2 to 8.3.4). To STOMP alone the broker gives a
 * consumer whatever queue has the name, with an old filter, of another topic even; so the queue is looked at first, and made here
 * with what STOMP has no word for.
 *
 * <p>A shared subscription that is not durable is a queue that throws away its messages and then itself when its last consumer
 * leaves. It is durable to the broker all the same, because STOMP's UNSUBSCRIBE tries to delete one that is not, for all its
 * consumers.
 *
 * <p>Between the look and SUBSCRIBE another client may do the same: then both have asked for a consumer of an unshared one, and
 * the broker, to which the queue is exclusive, gives the messages to one of them. Used by one thread.
 */
final class ManagedSubscriptions {
    /** How long a consumer or a connection that ends at this moment, for the broker a little later, is waited for. */
    private static final int PATIENCE_MILLIS = 1_000;

    private static final int PAUSE_MILLIS = 50;

    private final ManagementChannel channel;
    private final ArtemisManagement management;

    ManagedSubscriptions(ManagementChannel channel) {
        this.channel = channel;
        this.management = new ArtemisManagement(channel);
    }

    /**
     * Makes, replaces or checks a subscription.
     *
     * @return what to subscribe to; empty if the management cannot be used
     */
    Optional<SubscriptionRequest> prepare(SubscriptionRequest request, SubscriptionDefinition definition)
            throws JMSException {
        String queueName = ArtemisSubscriptions.queueName(request);
        Optional<List<ArtemisQueue>> found = request.durable()
                ? durable(request.name().orElse(""), request.clientId())
                : management.queuesLike(ArtemisSubscriptions.nonDurableOfAnyTopic(request));
        if (found.isEmpty()) {
            requireNoManagement(request);
            return Optional.empty();
        }
        if (!request.durable()) {
            checkOtherTopics(request, queueName, found.get());
        }
        String note = QueueNote.of(request, definition);
        ArtemisQueue existing = request.durable() ? first(found.get()) : named(queueName, found.get());
        if (existing == null) {
            create(request, queueName, note);
            return Optional.of(request);
        }
        checkKind(request, existing);
        boolean same = existing.address().equals(request.destination().name())
                && isDefinedAs(request, definition, note, existing);
        if (!same || !request.shared()) {
            checkInactive(request, existing);
        }
        if (!same) {
            management.destroy(existing.name());
            create(request, queueName, note);
            return Optional.of(request);
        }
        if (!isUpToDate(request, note, existing)) {
            management.update(configuration(request, existing.name(), note));
        }
        return Optional.of(
                existing.name().equals(queueName) ? request : ArtemisSubscriptions.of(existing.name(), request));
    }

    /**
     * Compares what was asked for. A queue without a note was made without the management, by an older version or by Artemis's own
     * client, which give it a filter; one that is not durable has none then, and its consumers filter for themselves.
     */
    private static boolean isDefinedAs(
            SubscriptionRequest request, SubscriptionDefinition definition, String note, ArtemisQueue queue) {
        if (QueueNote.isOurs(queue.note())) {
            return queue.note().equals(note);
        }
        String filter = queue.filter();
        return !request.durable()
                || filter.equals(request.selector().orElse(""))
                || filter.equals(QueueNote.filterOfCoreClient(definition, request.clientId()));
    }

    private static boolean isUpToDate(SubscriptionRequest request, String note, ArtemisQueue queue) {
        return !request.durable()
                || (queue.note().equals(note)
                        && queue.filter().equals(request.selector().orElse("")));
    }

    private static void requireNoManagement(SubscriptionRequest request) throws JMSException {
        if (request.durable() && request.clientId().isEmpty()) {
            throw new JMSException(
                    "no shared durable subscription without a client id: Artemis makes one over STOMP only"
                            + " by its management, which this user may not use; ask for the permission 'manage' on"
                            + " activemq.management, or set a client id (jms.clientID)");
        }
    }

    private static void checkOtherTopics(SubscriptionRequest request, String queueName, List<ArtemisQueue> found)
            throws JMSException {
        String beginning = ArtemisSubscriptions.nonDurableOfAnyTopic(request);
        for (ArtemisQueue queue : found) {
            if (queue.name().startsWith(beginning) && !queue.name().equals(queueName) && queue.consumers() > 0) {
                throw new JMSException("the shared subscription " + shown(request) + " is in use with another topic, "
                        + queue.address() + ", by " + queue.consumers() + " consumer(s)");
            }
        }
    }

    private static void checkKind(SubscriptionRequest request, ArtemisQueue queue) throws JMSException {
        if (!queue.subscription() || !queue.durable()) {
            throw new JMSException("the subscription " + shown(request) + " cannot be made: Artemis has a queue '"
                    + queue.name() + "' of address '" + queue.address() + "', which is no durable subscription");
        }
        if (request.durable()
                && (request.shared() ? QueueNote.isUnshared(queue.note()) : QueueNote.isShared(queue.note()))) {
            throw new JMSException("there is a durable subscription " + shown(request) + " that is "
                    + (request.shared() ? "not shared" : "shared") + ": unsubscribe it first, or take another name");
        }
    }

    private void checkInactive(SubscriptionRequest request, ArtemisQueue queue) throws JMSException {
        if (consumersLeft(queue) > 0) {
            throw new IllegalStateException("the subscription " + shown(request) + " has a consumer, somewhere: "
                    + (request.shared()
                            ? "so it cannot be had with another topic or selector"
                            : "it can have one at a time"));
        }
    }

    private int consumersLeft(ArtemisQueue queue) throws JMSException {
        int consumers = queue.consumers();
        for (int waited = 0; consumers > 0 && waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            channel.pause(PAUSE_MILLIS);
            ArtemisQueue now = first(management.queue(queue.name()).orElse(List.of()));
            consumers = now == null ? 0 : now.consumers();
        }
        return consumers;
    }

    private void create(SubscriptionRequest request, String queueName, String note) throws JMSException {
        Map<?, ?> made = management.create(configuration(request, queueName, note));
        if (!request.destination().name().equals(made.get("address")) || !note.equals(made.get("user"))) {
            throw new JMSException("the subscription " + shown(request)
                    + " was made at this moment by another client, with another topic or selector");
        }
    }

    private static String configuration(SubscriptionRequest request, String queueName, String note) {
        StringBuilder json = new StringBuilder("{\"name\":").append(Json.quoted(queueName));
        json.append(",\"address\":").append(Json.quoted(request.destination().name()));
        json.append(",\"routing-type\":\"MULTICAST\",\"durable\":true,\"auto-create-address\":true");
        json.append(",\"user\":").append(Json.quoted(note));
        request.selector()
                .ifPresent(filter -> json.append(",\"filter-string\":").append(Json.quoted(filter)));
        if (!request.durable()) {
            json.append(",\"purge-on-no-consumers\":true,\"auto-created\":true");
            json.append(",\"auto-delete\":true,\"auto-delete-delay\":0,\"auto-delete-message-count\":-1");
        } else {
            json.append(",\"auto-created\":false,\"auto-delete\":false");
            json.append(",\"exclusive\":").append(!request.shared());
        }
        return json.append('}').toString();
    }

    /**
     * Deletes a durable subscription.
     *
     * @return false if the management cannot be used
     */
    boolean delete(String name, Optional<String> clientId) throws JMSException {
        Optional<List<ArtemisQueue>> found = durable(name, clientId);
        if (found.isEmpty()) {
            return false;
        }
        ArtemisQueue queue = first(found.get());
        if (queue == null || !queue.subscription() || !queue.durable()) {
            throw new InvalidDestinationException("there is no durable subscription '" + name + "'"
                    + clientId.map(id -> " of the client id '" + id + "'").orElse(" without a client id"));
        }
        if (consumersLeft(queue) > 0) {
            throw new IllegalStateException(
                    "the durable subscription '" + name + "' has a consumer, somewhere: close it first");
        }
        management.destroy(queue.name());
        return true;
    }

    /** Checks that no connection but the one that asks has its client id. */
    void checkClientId(String clientId) throws JMSException {
        if (clientId.contains(ArtemisSubscriptions.ADDRESS_END)) {
            throw new InvalidClientIDException("Artemis cannot have '" + ArtemisSubscriptions.ADDRESS_END
                    + "' in a client id, for which it ends an address: '" + clientId + "'");
        }
        for (int waited = 0; othersHave(clientId); waited += PAUSE_MILLIS) {
            if (waited >= PATIENCE_MILLIS) {
                throw new InvalidClientIDException(
                        "the client id '" + clientId + "' is in use by another connection, of another client");
            }
            channel.pause(PAUSE_MILLIS);
        }
    }

    private boolean othersHave(String clientId) throws JMSException {
        List<String> connections = management.connectionsOf(clientId).orElse(List.of());
        String own = channel.session();
        return own.isEmpty()
                ? connections.size() > 1
                : connections.stream().anyMatch(connection -> !connection.equals(own));
    }

    /** Finds a durable subscription, be it one that Artemis's own client has made: a list of one, or of none. */
    private Optional<List<ArtemisQueue>> durable(String name, Optional<String> clientId) throws JMSException {
        String ours = ArtemisSubscriptions.durableQueue(name, clientId);
        String ofCoreClient = ArtemisSubscriptions.durableQueueOfCoreClient(name, clientId);
        Optional<List<ArtemisQueue>> found = management.queue(ours);
        boolean elsewhere = found.isPresent() && found.get().isEmpty() && !ofCoreClient.equals(ours);
        return elsewhere ? management.queue(ofCoreClient) : found;
    }

    private static ArtemisQueue first(List<ArtemisQueue> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static ArtemisQueue named(String name, List<ArtemisQueue> found) {
        return found.stream()
                .filter(queue -> queue.name().equals(name))
                .findAny()
                .orElse(null);
    }

    private static String shown(SubscriptionRequest request) {
        return "'" + request.name().orElse("") + "'";
    }
}
