package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnection;
import org.stompest.jms.StompConnectionEvent;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompConnectionListener;
import org.stompest.jms.StompQueue;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** What the options of {@code failover:} mean to an application, and what it is told. */
class FailoverOptionsTest {
    private static final StompQueue QUEUE = new StompQueue("q");
    private static final String FAST = "?initialReconnectDelay=10&useExponentialBackOff=false&jms.closeTimeout=1000";

    private final ScriptedBroker broker = new ScriptedBroker();
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private StompConnectionFactory factory(String options) {
        return telling("failover:(" + broker.uri() + ")" + FAST + options);
    }

    private StompConnectionFactory telling(String uri) {
        StompConnectionFactory factory = new StompConnectionFactory(uri);
        factory.setConnectionListener(new Telling());
        return factory;
    }

    private Connection connect(String options) throws JMSException {
        Connection connection = factory(options).createConnection();
        connection.setExceptionListener(
                e -> told.add("exception on " + Thread.currentThread().getName()));
        connection.start();
        return connection;
    }

    private final class Telling implements StompConnectionListener {
        @Override
        public void onInterrupted(StompConnectionEvent event) {
            told.add("interrupted " + event.broker());
            assertThat(event.cause()).isPresent();
        }

        @Override
        public void onRestored(StompConnectionEvent event) {
            told.add("restored " + event.broker());
        }

        @Override
        public void onFailed(StompConnectionEvent event) {
            told.add("failed " + event.broker());
        }
    }

    /** Artemis closes the connection after any refusal. */
    private static void refuses(Script afterSubscribe) {
        afterSubscribe
                .errorForLast("AMQ229213: User guest does not have permission='CONSUME'")
                .closeOutput()
                .ignoringTheRest()
                .expectClose();
    }

    private void awaitTold(String... expected) {
        await().untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    private static Duration timed(ThrowingCallable call) throws Exception {
        long start = System.nanoTime();
        try {
            call.call();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // ---- while there is no broker

    @Test
    void aSenderWaitsForABrokerNoLongerThanTheTimeout() throws Exception {
        artemis(broker).await(started).then(frame -> broker.stopListening()).reset();
        try (Connection connection = connect("&failover.timeout=300");
                Session session = connection.createSession()) {
            started.countDown();
            awaitTold("interrupted " + broker.uri());
            MessageProducer producer = session.createProducer(QUEUE);
            Message text = session.createTextMessage("x");
            Duration took = timed(() -> assertThatThrownBy(() -> producer.send(text))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("failover.timeout"));
            assertThat(took).isBetween(Duration.ofMillis(290), Duration.ofMillis(900));
        }
    }

    @Test
    void aReceiveKeepsItsDeadlineWhileThereIsNoBroker() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .then(frame -> broker.stopListening())
                .reset();
        try (Connection connection = connect("");
                Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(QUEUE);
            awaitTold("interrupted " + broker.uri());
            Duration took = timed(() -> assertThat(consumer.receive(500)).isNull());
            assertThat(took).isBetween(Duration.ofMillis(490), Duration.ofMillis(600));
            assertThat(timed(() -> assertThat(consumer.receiveNoWait()).isNull()))
                    .isLessThan(Duration.ofMillis(600));
        }
    }

    @Test
    void aReceiveAndAListenerGoOnWithTheNextConnection() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE", header("id", "1"))
                .receipt()
                .expect("SUBSCRIBE", header("id", "2"))
                .receipt()
                .then(frame -> broker.stopListening())
                .reset();
        bye(artemis(broker)
                .expect("SUBSCRIBE", header("id", "1"))
                .expect("SUBSCRIBE", header("id", "2"))
                .reply(message("1", "m1", "a", "for the receive"))
                .reply(message("2", "m2", "b", "for the listener"))
                .expect("ACK")
                .expect("ACK"));
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        try (Connection connection = connect("");
                Session receiving = connection.createSession();
                Session listening = connection.createSession()) {
            MessageConsumer consumer = receiving.createConsumer(QUEUE);
            listening.createConsumer(QUEUE).setMessageListener(heard::add);
            CompletableFuture<Message> received = CompletableFuture.supplyAsync(() -> receive(consumer));
            awaitTold("interrupted " + broker.uri());
            broker.listenAgain();
            assertThat(((TextMessage) received.get(10, TimeUnit.SECONDS)).getText())
                    .isEqualTo("for the receive");
            assertThat(((TextMessage) heard.poll(10, TimeUnit.SECONDS)).getText())
                    .isEqualTo("for the listener");
            awaitTold("interrupted " + broker.uri(), "restored " + broker.uri());
        }
    }

    private static Message receive(MessageConsumer consumer) {
        try {
            return consumer.receive();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what is final

    @Test
    void whenTheAttemptsAreUsedUpEverybodyIsToldOnceByAThreadOfItsOwn() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .then(frame -> broker.stopListening())
                .reset();
        try (Connection connection = connect("&maxReconnectAttempts=2&jms.requestTimeout=2000");
                Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(QUEUE);
            awaitTold(
                    "interrupted " + broker.uri(),
                    "failed " + broker.uri(),
                    "exception on stomp-events " + connection.toString().split(" ")[0]);
            assertThatThrownBy(() -> consumer.receive(5000)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createProducer(QUEUE)).isInstanceOf(JMSException.class);
            assertThatThrownBy(connection::createSession).isInstanceOf(JMSException.class);
        }
        assertThat(told).hasSize(3);
    }

    @Test
    void aPlainUriEndsWithItsConnection() throws Exception {
        artemis(broker).await(started).reset();
        StompConnectionFactory factory = telling(broker.uri());
        try (Connection connection = factory.createConnection()) {
            started.countDown();
            awaitTold("interrupted " + broker.uri(), "failed " + broker.uri());
            assertThatThrownBy(connection::createSession).isInstanceOf(JMSException.class);
        }
    }

    @Test
    void anExceptionListenerMayCloseTheConnection() throws Exception {
        artemis(broker).then(frame -> broker.stopListening()).await(started).reset();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Connection connection = factory("&maxReconnectAttempts=1").createConnection();
        connection.setExceptionListener(e -> {
            try {
                connection.close();
                closed.complete(null);
            } catch (JMSException failure) {
                closed.completeExceptionally(failure);
            }
        });
        started.countDown();
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aSubscriptionThatIsRefusedLaterIsToldToItsConsumerOnly() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE", header("id", "1"))
                .receipt()
                .expect("SUBSCRIBE", header("id", "2"))
                .receipt()
                .reset();
        refuses(artemis(broker).expect("SUBSCRIBE", header("id", "1")));
        // cautious: one after the other, each confirmed
        refuses(artemis(broker).expect("SUBSCRIBE", header("id", "1")));
        bye(artemis(broker)
                .expect("SUBSCRIBE", header("id", "2"))
                .receipt()
                .reply(message("2", "m", "a", "still here"))
                .expect("ACK"));
        try (Connection connection = connect("");
                Session session = connection.createSession()) {
            MessageConsumer refused = session.createConsumer(QUEUE);
            MessageConsumer other = session.createConsumer(new StompQueue("p"));
            assertThat(((TextMessage) other.receive(10_000)).getText()).isEqualTo("still here");
            assertThatThrownBy(() -> refused.receive(1000)).isInstanceOf(JMSException.class);
        }
        assertThat(told).noneMatch(what -> what.startsWith("exception"));
    }

    @Test
    void aListenerThatLosesItsSubscriptionIsToldToTheExceptionListener() throws Exception {
        artemis(broker).expect("SUBSCRIBE").receipt().reset();
        for (int attempt = 0; attempt < 2; attempt++) {
            refuses(artemis(broker).expect("SUBSCRIBE"));
        }
        bye(artemis(broker));
        try (Connection connection = connect("");
                Session session = connection.createSession()) {
            session.createConsumer(QUEUE).setMessageListener(message -> {});
            await().untilAsserted(() -> assertThat(told)
                    .containsOnlyOnce(
                            "exception on stomp-events " + connection.toString().split(" ")[0])
                    .contains("restored " + broker.uri())); // by which is first: two things happen
        }
    }

    // ---- starting up

    @Test
    void aConnectionIsMadeWhenABrokerComes() throws Exception {
        broker.stopListening();
        bye(artemis(broker));
        CompletableFuture<Connection> made = CompletableFuture.supplyAsync(() -> create(factory("")));
        await().during(100, TimeUnit.MILLISECONDS).until(() -> !made.isDone());
        broker.listenAgain();
        made.get(10, TimeUnit.SECONDS).close();
        assertThat(told).isEmpty();
    }

    private static Connection create(StompConnectionFactory factory) {
        try {
            return factory.createConnection();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void startingUpEndsWithItsAttempts() throws Exception {
        broker.stopListening();
        Duration took = timed(() -> assertThatThrownBy(
                        () -> factory("&startupMaxReconnectAttempts=3").createConnection())
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("is the broker running there?"));
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void startingUpEndsWithTheTimeout() throws Exception {
        broker.stopListening();
        Duration took = timed(
                () -> assertThatThrownBy(() -> factory("&failover.timeout=300").createConnection())
                        .isInstanceOf(JMSException.class)
                        .hasMessageContaining("failover.timeout"));
        assertThat(took).isBetween(Duration.ofMillis(250), Duration.ofSeconds(2));
    }

    @Test
    void anInterruptEndsTheSearchForTheFirstBroker() throws Exception {
        broker.stopListening();
        StompConnectionFactory factory = factory("");
        Interrupted.assertHonours(factory::createConnection);
    }

    // ---- several brokers

    @Test
    void brokersAreTriedInTheirOrderAndThePreferredOneIsReturnedTo() throws Exception {
        try (ScriptedBroker second = new ScriptedBroker()) {
            artemis(broker).await(started).then(frame -> broker.stopListening()).reset();
            Script script = artemis(second).autoReceipts();
            script.expect("DISCONNECT").expectClose();
            bye(artemis(broker));
            StompConnectionFactory factory = telling("failover:(" + broker.uri() + "," + second.uri() + ")" + FAST
                    + "&randomize=false&priorityBackup=true&priorityURIs=" + broker.uri());
            try (StompConnection connection = (StompConnection) factory.createConnection()) {
                started.countDown();
                awaitTold("interrupted " + broker.uri(), "restored " + second.uri());
                broker.listenAgain();
                awaitTold(
                        "interrupted " + broker.uri(),
                        "restored " + second.uri(),
                        "interrupted " + second.uri(),
                        "restored " + broker.uri());
                connection.start();
            }
        }
    }

    @Test
    void aBackupIsHeldReadyAndTakenAtOnce() throws Exception {
        try (ScriptedBroker second = new ScriptedBroker()) {
            artemis(broker).await(started).then(frame -> broker.stopListening()).reset();
            bye(artemis(second).then(frame -> started.countDown()));
            StompConnectionFactory factory = telling("failover:(" + broker.uri() + "," + second.uri()
                    + ")?randomize=false&backup=true&jms.closeTimeout=1000");
            try (Connection connection = factory.createConnection()) {
                awaitTold("interrupted " + broker.uri(), "restored " + second.uri());
                connection.start();
            }
        }
    }

    @Test
    void optionsForAllBrokersReachThem() throws Exception {
        artemis(broker).expect("DISCONNECT").receipt().expectClose();
        try (Connection connection = new StompConnectionFactory(
                        "failover:(" + broker.uri() + ")?nested.stomp.login=someone&nested.stomp.passcode=secret")
                .createConnection()) {
            assertThat(broker.received().get(0).header("login")).isEqualTo("someone");
            connection.start();
        }
    }
}
