package org.stompest.jms.internal.broker;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * The durable and shared subscriptions of a broker, and the client ids that they belong to: by the broker's management, where the
 * dialect knows it and the user may use it, else by STOMP and by what this JVM remembers. Stateless; usable from any thread.
 */
public final class NamedSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(NamedSubscriptions.class);

    private NamedSubscriptions() {}

    /**
     * Sees to it that a subscription can be subscribed to as it is asked for.
     *
     * @param link the way to the broker
     * @param request what is wanted of the broker; nothing is done for one without a name
     * @param definition the same as the application said it
     * @return what to subscribe to
     * @throws JMSException if it is in use with another definition, or the broker has nothing like it
     */
    public static SubscriptionRequest prepare(
            BrokerLink link, SubscriptionRequest request, SubscriptionDefinition definition) throws JMSException {
        if (request.name().isEmpty()) {
            return request;
        }
        try (ManagementSession management = new ManagementSession(link)) {
            Optional<SubscriptionRequest> prepared =
                    link.dialect().prepareSubscription(request, definition, management);
            if (prepared.isPresent()) {
                return prepared.get();
            }
        }
        if (request.durable() && DurableDefinitions.differs(link.brokers(), request)) {
            deleteByName(link, request.name().get(), request.clientId());
        }
        return request;
    }

    /**
     * Remembers a subscription that was subscribed to.
     *
     * @param link the way to the broker
     * @param request what {@link #prepare} was called with
     */
    public static void subscribed(BrokerLink link, SubscriptionRequest request) {
        if (request.durable()) {
            DurableDefinitions.remember(link.brokers(), request);
        }
    }

    /**
     * Deletes a durable subscription.
     *
     * @param link the way to the broker
     * @param name its name
     * @param clientId the connection's client id, if it has one
     * @throws JMSException if the broker refuses, which not every broker does for a name that it does not know
     */
    public static void delete(BrokerLink link, String name, Optional<String> clientId) throws JMSException {
        try (ManagementSession management = new ManagementSession(link)) {
            if (link.dialect().deleteSubscription(name, clientId, management)) {
                DurableDefinitions.forget(link.brokers(), name, clientId);
                return;
            }
        }
        deleteByName(link, name, clientId);
    }

    private static void deleteByName(BrokerLink link, String name, Optional<String> clientId) throws JMSException {
        StompHeaders headers = link.dialect().deleteDurable(name, clientId).toBuilder()
                .add(StompHeaderNames.ID, link.nextSubscriptionId())
                .add(StompHeaderNames.RECEIPT, link.nextReceiptId())
                .build();
        StompFrame frame = StompFrame.of(StompCommand.UNSUBSCRIBE, headers);
        AtomicBoolean repeated = new AtomicBoolean();
        try {
            link.request(
                    frame,
                    () -> {
                        repeated.set(true);
                        return List.of(frame);
                    },
                    link.requestDeadline(),
                    "delete the durable subscription",
                    name);
        } catch (InvalidDestinationException e) {
            if (!repeated.get()) {
                throw e;
            }
            LOG.debug("the durable subscription {} had been deleted before the connection was lost", name, e);
        }
        DurableDefinitions.forget(link.brokers(), name, clientId);
    }

    /**
     * Checks that no other connection has the client id of this one, if the broker can be asked for that.
     *
     * @param link the connection that has it
     * @param clientId its client id
     * @throws JMSException {@link jakarta.jms.InvalidClientIDException} if another one has it
     */
    public static void checkClientId(BrokerLink link, String clientId) throws JMSException {
        try (ManagementSession management = new ManagementSession(link)) {
            link.dialect().checkClientId(clientId, management);
        }
    }
}
