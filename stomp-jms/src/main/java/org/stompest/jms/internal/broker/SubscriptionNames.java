package org.stompest.jms.internal.broker;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.dialect.SubscriptionRequest;

/**
 * The durable and shared subscriptions that a connection's consumers use now, and the rules that JMS has for their names (JMS
 * 3.1, 8.3). Usable from any thread.
 */
public final class SubscriptionNames {
    private record Key(String name, boolean durable) {}

    private static final class Use {
        private final SubscriptionRequest request;
        private int consumers = 1;

        Use(SubscriptionRequest request) {
            this.request = request;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Use> uses = new HashMap<>();

    /**
     * Enters a consumer.
     *
     * @param request what it subscribes to; one without a name is none of this class's affair
     * @throws IllegalStateException if the name has a consumer and is not shared
     * @throws JMSException if it is shared, and another topic or selector is in use under that name
     */
    public void enter(SubscriptionRequest request) throws JMSException {
        if (request.name().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Use use = uses.get(key(request));
            if (use == null) {
                uses.put(key(request), new Use(request));
                return;
            }
            String name = request.name().get();
            if (!request.shared() || !use.request.shared()) {
                throw new IllegalStateException(
                        "the subscription '" + name + "' has a consumer already, and it is not shared");
            }
            if (!use.request.destination().equals(request.destination())
                    || !Objects.equals(use.request.selector(), request.selector())) {
                throw new JMSException("the shared subscription '" + name + "' is in use with "
                        + use.request.destination() + " and another selector or topic");
            }
            use.consumers++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a consumer out.
     *
     * @param request what {@link #enter} was called with
     */
    public void leave(SubscriptionRequest request) {
        if (request.name().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Use use = uses.get(key(request));
            if (use != null && --use.consumers == 0) {
                uses.remove(key(request));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks that a durable subscription can be deleted.
     *
     * @param name its name
     * @throws IllegalStateException if it has consumers
     */
    public void checkUnused(String name) throws IllegalStateException {
        lock.lock();
        try {
            if (uses.containsKey(new Key(name, true))) {
                throw new IllegalStateException(
                        "the durable subscription '" + name + "' has consumers: close them first");
            }
        } finally {
            lock.unlock();
        }
    }

    private static Key key(SubscriptionRequest request) {
        return new Key(request.name().orElseThrow(), request.durable());
    }
}
