package org.stompest.jms.internal.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * What the durable subscriptions that this JVM has made were made with. JMS wants a subscription replaced when it is asked for
 * with another topic or selector (JMS 3.1, 8.3.3); a broker that keeps the old one in silence cannot tell that it differs. So,
 * where its management cannot be asked, a change is noticed here, as long as the JVM lives: one across a restart is not.
 *
 * <p>Usable from any thread. Bounded: the oldest are forgotten first.
 */
public final class DurableDefinitions {
    private static final int REMEMBERED = 10_000;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Key, Definition> KNOWN = new LinkedHashMap<>();

    private record Key(String brokers, String clientId, String name) {}

    private record Definition(StompDestination destination, Optional<String> selector, boolean noLocal) {}

    private DurableDefinitions() {}

    /**
     * Tells whether a subscription exists with another definition.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param request a durable subscription
     * @return whether this JVM has made one of that name that differs
     */
    public static boolean differs(String brokers, SubscriptionRequest request) {
        LOCK.lock();
        try {
            Definition known = KNOWN.get(key(brokers, request));
            return known != null && !known.equals(definition(request));
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Remembers a subscription that was made.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param request a durable subscription
     */
    public static void remember(String brokers, SubscriptionRequest request) {
        LOCK.lock();
        try {
            KNOWN.put(key(brokers, request), definition(request));
            if (KNOWN.size() > REMEMBERED) {
                KNOWN.remove(KNOWN.keySet().iterator().next());
            }
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Forgets a subscription that was deleted.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param name its name
     * @param clientId of the connection
     */
    public static void forget(String brokers, String name, Optional<String> clientId) {
        LOCK.lock();
        try {
            KNOWN.remove(new Key(brokers, clientId.orElse(""), name));
        } finally {
            LOCK.unlock();
        }
    }

    private static Key key(String brokers, SubscriptionRequest request) {
        return new Key(brokers, request.clientId().orElse(""), request.name().orElse(""));
    }

    private static Definition definition(SubscriptionRequest request) {
        return new Definition(request.destination(), request.selector(), request.noLocal());
    }
}
