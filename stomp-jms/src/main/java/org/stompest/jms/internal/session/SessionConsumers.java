package org.stompest.jms.internal.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.broker.ClosingTime;
import org.stompest.jms.internal.broker.NamedSubscriptions;
import org.stompest.jms.internal.consumer.ClientFilter;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.JmsConsumer;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.wire.connection.Confirmation;

/**
 * The consumers of a session and the subscriptions behind them. A subscription ends with its consumer, unless the application
 * still has messages of it that a commit or an acknowledgement is to cover: then it lingers until that is decided, and a new
 * consumer that asks for the same takes it over with what waits in it.
 *
 * <p>Guarded by the session's lock, which is not held while the broker is asked.
 */
final class SessionConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(SessionConsumers.class);

    private final SessionOwner owner;
    private final ConsumerHost host;
    private final boolean individualAcks;

    // guarded by the session's lock
    private final Set<JmsConsumer> open = new LinkedHashSet<>();
    private final List<SubscriptionFeed> lingering = new ArrayList<>();
    /** Those that have handed out messages, until it is seen that none is in hands any more. */
    private final Set<SubscriptionFeed> busy = new LinkedHashSet<>();

    private boolean ended;

    SessionConsumers(SessionOwner owner, ConsumerHost host, boolean individualAcks) {
        this.owner = owner;
        this.host = host;
        this.individualAcks = individualAcks;
    }

    /**
     * Makes a consumer.
     *
     * @param destination what to listen to
     * @param selector or null
     * @param noLocal whether to leave out what the connection itself sends
     * @param name of a durable or shared subscription, or null
     * @param durable whether it outlives its consumers
     * @param shared whether several consumers share it
     * @throws JMSException as JMS says for each of these
     */
    JmsConsumer create(
            StompDestination destination,
            String selector,
            boolean noLocal,
            String name,
            boolean durable,
            boolean shared)
            throws JMSException {
        if (destination == null) {
            throw new InvalidDestinationException("no destination to consume from");
        }
        Optional<Selector> parsed =
                selector == null || selector.isBlank() ? Optional.empty() : Optional.of(Selector.parse(selector));
        SubscriptionRequest wanted = new SubscriptionRequest(
                destination,
                atBroker(parsed, destination, name),
                noLocal && destination.isTopic(),
                Optional.ofNullable(name),
                durable,
                shared,
                owner.clientId(),
                owner.options().prefetch(),
                individualAcks);
        SubscriptionFeed taken = takeOver(wanted);
        return taken != null ? takenOver(taken, selector) : subscribe(wanted, parsed, selector);
    }

    private JmsConsumer takenOver(SubscriptionFeed taken, String selector) throws JMSException {
        JmsConsumer consumer = new JmsConsumer(host, taken, selector);
        boolean added = false;
        try {
            add(consumer);
            added = true;
            return consumer;
        } finally {
            if (!added) {
                end(List.of(taken));
            }
        }
    }

    /**
     * Translates a selector for the broker. What that cannot evaluate is left to the client for a topic, where what does not
     * match is nobody's; in a queue it is somebody else's, and a subscription with a name has to be told from one with another
     * selector.
     */
    private Optional<String> atBroker(Optional<Selector> selector, StompDestination destination, String name)
            throws JMSException {
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    owner.link().dialect().translateSelector(selector.get().text(), destination));
        } catch (InvalidSelectorException e) {
            throw e;
        } catch (JMSException e) {
            if (!destination.isTopic() || name != null) {
                throw e;
            }
            LOG.debug("the selector of a consumer of {} is applied by the client: {}", destination, e.getMessage());
            return Optional.empty();
        }
    }

    /** What is wanted, in words of the broker as far as noLocal is a selector to it. */
    private SubscriptionRequest withoutOwn(SubscriptionRequest wanted) throws JMSException {
        Optional<String> own = wanted.noLocal() ? owner.link().origin().leftOut() : Optional.empty();
        if (own.isEmpty()) {
            return wanted;
        }
        String selector = owner.link().dialect().withoutOwn(wanted.selector(), own.get());
        return filtered(wanted, Optional.of(selector), false);
    }

    private static SubscriptionRequest filtered(
            SubscriptionRequest wanted, Optional<String> selector, boolean noLocal) {
        return new SubscriptionRequest(
                wanted.destination(),
                selector,
                noLocal,
                wanted.name(),
                wanted.durable(),
                wanted.shared(),
                wanted.clientId(),
                wanted.prefetch(),
                wanted.individualAcks());
    }

    private SubscriptionFeed feed(
            SubscriptionRequest wanted, SubscriptionRequest inWordsOfBroker, Optional<Selector> selector) {
        BrokerDialect dialect = owner.link().dialect();
        Optional<Selector> own =
                wanted.selector().isEmpty() || !dialect.appliesSelector(wanted) ? selector : Optional.empty();
        boolean dropsLocal = inWordsOfBroker.noLocal() && !dialect.appliesNoLocal(inWordsOfBroker);
        ClientFilter filter = new ClientFilter(
                own,
                dropsLocal ? Optional.of(owner.messageIds()) : Optional.empty(),
                owner.options().localMessageExpiry());
        SubscriptionRequest atBroker = filtered(
                inWordsOfBroker,
                wanted.selector().isPresent() && own.isPresent() ? Optional.empty() : inWordsOfBroker.selector(),
                inWordsOfBroker.noLocal() && !dropsLocal);
        return new SubscriptionFeed(host, wanted, atBroker, filter);
    }

    private JmsConsumer subscribe(SubscriptionRequest request, Optional<Selector> parsed, String selector)
            throws JMSException {
        owner.temporaryDestinations().addConsumer(request.destination());
        boolean named = false;
        SubscriptionFeed subscribed = null;
        boolean added = false;
        try {
            owner.subscriptionNames().enter(request);
            named = true;
            SubscriptionRequest inWordsOfBroker = withoutOwn(request);
            SubscriptionRequest prepared = NamedSubscriptions.prepare(
                    owner.link(),
                    inWordsOfBroker,
                    new SubscriptionDefinition(parsed.map(Selector::text), request.noLocal()));
            SubscriptionFeed feed = feed(request, prepared, parsed);
            JmsConsumer consumer = new JmsConsumer(host, feed, selector);
            feed.subscribe();
            subscribed = feed;
            NamedSubscriptions.subscribed(owner.link(), inWordsOfBroker);
            add(consumer);
            added = true;
            return consumer;
        } finally {
            if (!added) {
                if (subscribed != null) {
                    owner.link()
                            .awaitUnsubscribed(
                                    subscribed.unsubscribe(), owner.link().closingTime());
                }
                owner.temporaryDestinations().removeConsumer(request.destination());
                if (named) {
                    owner.subscriptionNames().leave(request);
                }
            }
        }
    }

    /** Deletes a durable subscription that nobody uses. */
    void deleteDurable(String name) throws JMSException {
        NamedSubscriptions.delete(owner.link(), name, owner.clientId());
    }

    /** A session may have closed while the broker was asked: what it ended then did not include this one. */
    private void add(JmsConsumer consumer) throws JMSException {
        host.lock().lock();
        try {
            if (ended) {
                throw new IllegalStateException("the session is closed");
            }
            open.add(consumer);
        } finally {
            host.lock().unlock();
        }
    }

    private SubscriptionFeed takeOver(SubscriptionRequest request) {
        host.lock().lock();
        try {
            for (Iterator<SubscriptionFeed> all = lingering.iterator(); all.hasNext(); ) {
                SubscriptionFeed feed = all.next();
                if (feed.request().equals(request)) {
                    all.remove();
                    return feed;
                }
            }
            return null;
        } finally {
            host.lock().unlock();
        }
    }

    /** A consumer has closed: its subscription ends, or lingers. */
    void closed(JmsConsumer consumer) {
        SubscriptionFeed feed = consumer.feed();
        host.lock().lock();
        try {
            open.remove(consumer);
            busy.remove(feed);
            // What a topic publishes after the consumer has closed is not for a later one, so that does not linger.
            boolean kept = !feed.destination().isTopic() || feed.request().durable();
            if (kept && feed.hasInHands()) {
                lingering.add(feed);
                busy.add(feed);
                return;
            }
        } finally {
            host.lock().unlock();
        }
        end(List.of(feed));
    }

    /** Subscriptions without consumers end, if what was in hands of them has been decided. */
    void endLingering() {
        List<SubscriptionFeed> ending;
        host.lock().lock();
        try {
            if (lingering.isEmpty()) {
                return;
            }
            ending = new ArrayList<>(lingering);
            ending.removeIf(SubscriptionFeed::hasInHands);
            lingering.removeAll(ending);
        } finally {
            host.lock().unlock();
        }
        end(ending);
    }

    private void end(List<SubscriptionFeed> feeds) {
        end(feeds, owner.link().closingTime());
    }

    /** Ends subscriptions, all of them before the broker's answers are awaited. */
    private void end(List<SubscriptionFeed> feeds, ClosingTime time) {
        List<Confirmation> confirmations =
                feeds.stream().map(SubscriptionFeed::unsubscribe).toList();
        confirmations.forEach(confirmation -> owner.link().awaitUnsubscribed(confirmation, time));
        for (SubscriptionFeed feed : feeds) {
            feed.unsubscribed();
            owner.temporaryDestinations().removeConsumer(feed.destination());
            owner.subscriptionNames().leave(feed.request());
        }
    }

    /** {@return the consumers that are open; under the lock} */
    List<JmsConsumer> open() {
        return List.copyOf(open);
    }

    private List<SubscriptionFeed> feeds() {
        List<SubscriptionFeed> feeds = new ArrayList<>(open.size() + lingering.size());
        open.forEach(consumer -> feeds.add(consumer.feed()));
        feeds.addAll(lingering);
        return feeds;
    }

    /** A subscription has handed out a message; under the lock. */
    void handedOut(SubscriptionFeed feed) {
        busy.add(feed);
    }

    /** {@return the subscriptions of which messages are in hands; without the lock} */
    List<SubscriptionFeed> busyNow() {
        host.lock().lock();
        try {
            return busy();
        } finally {
            host.lock().unlock();
        }
    }

    /** {@return the same, which cost as little as they are few; under the lock} */
    List<SubscriptionFeed> busy() {
        busy.removeIf(feed -> !feed.hasInHands());
        return List.copyOf(busy);
    }

    /** {@return whether messages in the application's hands are still to come again after a reconnect; under the lock} */
    boolean awaitsReturn() {
        return busy().stream().anyMatch(SubscriptionFeed::awaitsReturn);
    }

    /** Puts everything in hands back, to be delivered again in order. */
    void giveBackAll() {
        host.lock().lock();
        try {
            busy().forEach(SubscriptionFeed::giveBackAll);
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Acknowledges everything in hands.
     *
     * @param toldRefusal as for {@link org.stompest.jms.internal.consumer.Settlement#settleAll}
     * @return completes when the broker has confirmed it
     */
    List<CompletableFuture<Void>> settleAll(boolean toldRefusal) {
        List<SubscriptionFeed> all = busyNow();
        List<CompletableFuture<Void>> confirmations = new ArrayList<>(all.size());
        for (SubscriptionFeed feed : all) {
            CompletableFuture<Void> confirmed = feed.settlement().settleAll(toldRefusal);
            if (confirmed != null) {
                confirmations.add(confirmed);
            }
        }
        return confirmations;
    }

    /** Ends all subscriptions, with the session; waits for the broker as long as there is time. */
    void closeAll(ClosingTime time) {
        List<SubscriptionFeed> ending;
        host.lock().lock();
        try {
            ended = true;
            ending = feeds();
            open.clear();
            lingering.clear();
            busy.clear();
        } finally {
            host.lock().unlock();
        }
        end(ending, time);
    }
}
