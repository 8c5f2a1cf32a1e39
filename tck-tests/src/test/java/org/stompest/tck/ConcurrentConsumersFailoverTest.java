package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompSession;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/**
 * Several sessions of one connection consume from one queue, as containers have it, while the network breaks again and again: the
 * broker then delivers to one what another has in hands. Sections 6.2.8 to 6.2.12.
 */
@Section({"6.2.8", "6.2.10", "6.2.12"})
class ConcurrentConsumersFailoverTest extends JmsTest {
    private static final int CONSUMERS = 5;
    private static final int COUNT = 300;
    private static final int EACH = 15; // when each consumer has had so many more, the network breaks
    private static final long TOGETHER = 500;

    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final CyclicBarrier allHaveOne = new CyclicBarrier(CONSUMERS, this::breakTheNetwork);
    private final AtomicInteger breaks = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestBroker own;
    private Connection connection;
    private Queue queue;

    @BeforeEach
    void fillAQueueOfABrokerOfOnesOwn() throws JMSException {
        own = track(kind.start());
        connection = track(new StompConnectionFactory("failover:(" + own.stompUri()
                        + ")?initialReconnectDelay=5&useExponentialBackOff=false" + "&jms.prefetchPolicy.all=20")
                .createConnection());
        Session filling = connection.createSession();
        queue = filling.createQueue(name());
        send(filling, filling.createProducer(queue), texts("m", COUNT).toArray(String[]::new));
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** While each consumer has a message in hands. */
    private void breakTheNetwork() {
        breaks.incrementAndGet();
        int before = own.dropStompConnections().size();
        assertThat(before).isPositive();
        own.awaitConsumers(nameOf(queue), CONSUMERS);
    }

    /** Counts for one consumer, and meets with the others now and then. */
    private final class Ear {
        private int count;

        void hear(Message message) {
            heard.merge(textOf(message), 1, Integer::sum);
            if (++count % EACH == 0) {
                try {
                    allHaveOne.await(TOGETHER, TimeUnit.MILLISECONDS);
                } catch (BrokenBarrierException | TimeoutException e) {
                    count++; // some consumer has got fewer: no more breaks
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void listen(int mode, boolean acknowledges) throws JMSException {
        for (int i = 0; i < CONSUMERS; i++) {
            Ear ear = new Ear();
            connection.createSession(mode).createConsumer(queue).setMessageListener(message -> {
                ear.hear(message);
                if (acknowledges) {
                    acknowledge(message);
                }
            });
        }
        connection.start();
    }

    private static void acknowledge(Message message) {
        try {
            message.acknowledge();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertEachWasHeardOnce() {
        awaitAll();
        assertThat(breaks).hasPositiveValue();
        assertThat(heard.values()).as("deliveries of one message").containsOnly(1);
    }

    /** All but those that the broker itself keeps until it is started again; none of these is lost, they come then. */
    private void awaitAll() {
        await("all of them")
                .atMost(TestBroker.SOON)
                .pollInterval(TestBroker.OFTEN)
                .ignoreException(NullPointerException.class) // Artemis, asked about a consumer that it is just closing
                .until(() -> {
                    long untracked = own.untracked(nameOf(queue));
                    return own.messages(nameOf(queue)) == untracked && heard.size() + untracked >= COUNT;
                });
    }

    private static String nameOf(Queue queue) {
        try {
            return queue.getQueueName();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachMessageIsHeardOnceWithAutomaticAcknowledgement() throws Exception {
        listen(Session.AUTO_ACKNOWLEDGE, false);
        assertEachWasHeardOnce();
    }

    @Test
    void eachMessageIsHeardOnceWithLazyAcknowledgement() throws Exception {
        listen(Session.DUPS_OK_ACKNOWLEDGE, false);
        assertEachWasHeardOnce();
    }

    @Test
    void eachMessageIsHeardOnceWithAcknowledgementByTheClient() throws Exception {
        listen(Session.CLIENT_ACKNOWLEDGE, true);
        assertEachWasHeardOnce();
    }

    @Test
    void eachMessageIsHeardOnceWithAcknowledgementOfEach() throws Exception {
        listen(StompSession.INDIVIDUAL_ACKNOWLEDGE, true);
        assertEachWasHeardOnce();
    }

    @Test
    void eachMessageIsReceivedOnceWhereSeveralAreAcknowledgedTogether() throws Exception {
        connection.start();
        consumeAll(
                Session.CLIENT_ACKNOWLEDGE,
                (session, batch) -> batch.get(batch.size() - 1).acknowledge());
        assertEachWasHeardOnce();
    }

    /**
     * A commit that was cut off may be done or not where the broker cannot tell; what is known to be committed comes once. Not with
     * Artemis: it keeps what it has lost track of until it is started again, and a transaction cannot be committed without it.
     */
    @OnlyOn(BrokerKind.CLASSIC)
    @Test
    void nothingCommittedComesAgainAndNothingIsLost() throws Exception {
        Map<String, Integer> committed = new ConcurrentHashMap<>();
        connection.start();
        consumeAll(Session.SESSION_TRANSACTED, (session, batch) -> {
            try {
                session.commit();
                batch.forEach(message -> committed.merge(textOf(message), 1, Integer::sum));
            } catch (JMSException e) {
                session.rollback();
            }
        });
        assertThat(breaks).hasPositiveValue();
        assertThat(committed.values()).allMatch(times -> times == 1);
    }

    @FunctionalInterface
    private interface Settling {
        void settle(Session session, List<Message> batch) throws JMSException;
    }

    private void consumeAll(int mode, Settling settling) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> consumers = IntStream.range(0, CONSUMERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> consume(mode, settling, done), threads))
                .toList();
        awaitAll();
        done.set(true);
        consumers.forEach(CompletableFuture::join);
    }

    private void consume(int mode, Settling settling, AtomicBoolean done) {
        Ear ear = new Ear();
        try (Session session = connection.createSession(mode);
                MessageConsumer consumer = session.createConsumer(queue)) {
            while (!done.get()) {
                List<Message> batch = new ArrayList<>();
                for (Message next = consumer.receive(NOTHING);
                        next != null;
                        next = batch.size() < 7 ? consumer.receive(NOTHING) : null) {
                    batch.add(next);
                    ear.hear(next);
                }
                if (!batch.isEmpty()) {
                    settling.settle(session, batch);
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
