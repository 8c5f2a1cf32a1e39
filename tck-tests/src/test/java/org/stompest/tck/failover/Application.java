package org.stompest.tck.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.tck.failover.Flow.Receiving;
import org.stompest.tck.failover.Flow.Sending;

/**
 * An application that does all at once that can be done with a JMS provider, over three connections, while something happens to
 * its broker.
 */
final class Application implements AutoCloseable {
    /** How much each kind of work gets on with, before and after. */
    private static final int STEPS = 15;

    private static final Duration LIMIT = Duration.ofSeconds(45);

    private final List<Work> works = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final ConcurrentLinkedQueue<JMSException> told = new ConcurrentLinkedQueue<>();

    private final Connection busy;
    private final Connection named;
    private final Connection other;

    private Allowance allowance = Allowance.NONE;

    /** What happens. */
    interface Event {
        void happen() throws Exception;
    }

    /**
     * Connects three times.
     *
     * @param uri with failover
     */
    Application(String uri) throws JMSException {
        String separator = uri.contains("?") ? "&" : "?";
        String all = uri + separator + "initialReconnectDelay=10&maxReconnectDelay=200";
        busy = open(new StompConnectionFactory(all));
        StompConnectionFactory withId = new StompConnectionFactory(all);
        withId.setClientID("app");
        named = open(withId);
        other = open(new StompConnectionFactory(all));
    }

    private Connection open(ConnectionFactory factory) throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        connection.setExceptionListener(told::add);
        connection.start();
        return connection;
    }

    /** Sets what is excused in all work that is added from now on. */
    Application allowing(Allowance now) {
        allowance = now;
        return this;
    }

    /** Queues, sent to and received from in every mode but in transactions. */
    Application withQueues() throws JMSException {
        queue("sync-auto", Sending.SYNC, Receiving.AUTO);
        queue("async-auto-listener", Sending.ASYNC, Receiving.AUTO_LISTENER);
        queue("transacted-client", Sending.TRANSACTED, Receiving.CLIENT);
        queue("async-individual", Sending.ASYNC, Receiving.INDIVIDUAL);
        queue("sync-dups", Sending.SYNC, Receiving.DUPS_OK_LISTENER);
        return this;
    }

    /** A queue and a subscription with two consumers each on one connection, who may be given what the other one had. */
    Application withTwoConsumers(String shareable) throws JMSException {
        works.add(new Flow("two-consumers", allowance)
                .to(busy, Receiving.AUTO_LISTENER, session -> session.createConsumer(new StompQueue("shared")))
                .to(busy, Receiving.AUTO, session -> session.createConsumer(new StompQueue("shared")))
                .from(other, Sending.SYNC, new StompQueue("shared")));
        Topic events = new StompTopic(shareable);
        works.add(new Flow("two-subscribers", allowance)
                .to(named, Receiving.AUTO, session -> session.createSharedDurableConsumer(events, "two"))
                .to(named, Receiving.AUTO_LISTENER, session -> session.createSharedDurableConsumer(events, "two"))
                .from(other, Sending.TRANSACTED, events));
        return this;
    }

    private void queue(String name, Sending sending, Receiving receiving) throws JMSException {
        Destination queue = new StompQueue(name);
        works.add(new Flow(name, allowance)
                .to(busy, receiving, session -> session.createConsumer(queue))
                .from(other, sending, queue));
    }

    /** Transactions that receive, and those that receive and send. */
    Application withTransactedConsumers() throws JMSException {
        queue("sync-transacted", Sending.SYNC, Receiving.TRANSACTED);
        Destination in = new StompQueue("bridge-in");
        Destination out = new StompQueue("bridge-out");
        works.add(new Flow("bridge", allowance)
                .to(other, Receiving.AUTO, session -> session.createConsumer(out))
                .over(busy, in, out)
                .from(other, Sending.SYNC, in));
        return this;
    }

    /** Durable and shared subscriptions; the second to a topic that a broker may need a certain name of. */
    Application withTopics(String shareable) throws JMSException {
        Topic prices = new StompTopic("prices");
        works.add(new Flow("durable", allowance)
                .to(named, Receiving.AUTO, session -> session.createDurableConsumer(prices, "all"))
                .from(other, Sending.SYNC, prices));
        Topic events = new StompTopic(shareable);
        works.add(new Flow("shared-durable", allowance)
                .to(named, Receiving.AUTO, session -> session.createSharedDurableConsumer(events, "both"))
                .from(other, Sending.TRANSACTED, events));
        return this;
    }

    /** Requests and their answers in a temporary queue. */
    Application withCalls() throws JMSException {
        works.add(new Calls("calls", busy, other, "service", allowance.lostAnswers()));
        return this;
    }

    /** A browser. */
    Application withBrowser() throws JMSException {
        works.add(new Looks(busy, "looked-at"));
        return this;
    }

    /** All of it. */
    Application withEverything(String shareableTopic) throws JMSException {
        return withQueues()
                .withTransactedConsumers()
                .withTopics(shareableTopic)
                .withCalls()
                .withBrowser();
    }

    /** Has something happen while all work, and asserts that nobody has noticed, but for a pause. */
    void goesOnThrough(Event... events) throws Exception {
        awaitProgress();
        for (Event event : events) {
            event.happen();
            awaitProgress();
        }
        for (Work work : works) {
            work.endSending();
        }
        await("the end of all work")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(works).allMatch(Work::isComplete));
        for (Work work : works) {
            work.end();
        }
        works.forEach(Work::check);
        assertThat(told).as("what exception listeners were told").isEmpty();
    }

    /** A flow that is new, from one connection to another, comes to its end. */
    void doesSomethingNew(String queue) throws Exception {
        Flow fresh = new Flow(queue, Allowance.NONE)
                .to(busy, Receiving.AUTO, session -> session.createConsumer(new StompQueue(queue)))
                .from(other, Sending.SYNC, new StompQueue(queue));
        works.add(fresh);
        await("progress of " + queue).atMost(LIMIT).until(() -> fresh.progress() >= STEPS);
    }

    private void awaitProgress() {
        Map<Work, Integer> before = new LinkedHashMap<>();
        works.forEach(work -> before.put(work, work.progress()));
        await("progress of all work")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(works).allMatch(work -> work.progress() >= before.get(work) + STEPS));
    }

    @Override
    public void close() throws JMSException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
