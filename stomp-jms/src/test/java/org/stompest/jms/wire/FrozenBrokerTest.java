package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.message;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompSession;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/**
 * A broker that answers nothing any more: whatever waits for it ends by an interrupt, and everything can be closed, within
 * {@code jms.closeTimeout}, while others wait. What is left of threads shows the check for leaked threads.
 */
class FrozenBrokerTest {
    private static final StompQueue QUEUE = new StompQueue("q");
    private static final Duration CLOSE = Duration.ofMillis(400);

    /** A close waits for the broker once for each thing that it ends: for the session, for the connection. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(4);

    private final ScriptedBroker broker = new ScriptedBroker();
    private Connection connection;

    @BeforeEach
    void limitWhatTheBrokerWaitsFor() {
        broker.patience(Duration.ofSeconds(20));
    }

    @AfterEach
    void end() throws Exception {
        if (connection != null) {
            connection.close();
        }
        broker.close();
    }

    private void connect() throws Exception {
        connection = Scripted.connect(
                broker, "&jms.closeTimeout=" + CLOSE.toMillis() + "&jms.requestTimeout=20000&jms.sendTimeout=20000");
    }

    /** A broker that takes so many frames in good order, and then is silent. */
    private void frozenAfter(String... answered) throws Exception {
        Script script = artemis(broker);
        for (String command : answered) {
            script.expect(command).receipt();
        }
        script.silence();
        connect();
    }

    private void frozenAfterDelivery(int messages) throws Exception {
        Script script = artemis(broker).expect("SUBSCRIBE").receipt();
        for (int i = 1; i <= messages; i++) {
            script.reply(message("m" + i, "a" + i, "text"));
        }
        script.silence();
        connect();
    }

    private static Message received(MessageConsumer consumer) throws Exception {
        Message message = consumer.receive(10_000);
        assertThat(message).isNotNull();
        return message;
    }

    // ---- interrupts

    @Test
    void aSendIsInterrupted() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(QUEUE);
        Message text = session.createTextMessage("x");
        Interrupted.assertHonours(() -> producer.send(text));
    }

    @Test
    void aReceiveIsInterrupted() throws Exception {
        frozenAfter("SUBSCRIBE");
        MessageConsumer consumer = connection.createSession().createConsumer(QUEUE);
        Interrupted.assertHonours(consumer::receive);
        Interrupted.assertHonours(() -> consumer.receive(20_000));
    }

    @Test
    void aCommitIsInterrupted() throws Exception {
        artemis(broker).expect("BEGIN").expect("SEND").receipt().silence();
        connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.createProducer(QUEUE).send(session.createTextMessage("x"));
        Interrupted.assertHonours(session::commit);
    }

    /** It is done when the ACKs are written: those that are not confirmed are written again when the messages come again. */
    @Test
    void aCommitOfWhatWasReceivedIsHastenedByAnInterrupt() throws Exception {
        frozenAfterDelivery(1);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        received(session.createConsumer(QUEUE));
        Interrupted.assertHastens(session::commit);
    }

    @Test
    void anAcknowledgeIsInterrupted() throws Exception {
        frozenAfterDelivery(1);
        Message message =
                received(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(QUEUE));
        Interrupted.assertHonours(message::acknowledge);
    }

    @Test
    void anAcknowledgeOfOneMessageIsInterrupted() throws Exception {
        frozenAfterDelivery(1);
        Message message = received(
                connection.createSession(StompSession.INDIVIDUAL_ACKNOWLEDGE).createConsumer(QUEUE));
        Interrupted.assertHonours(message::acknowledge);
    }

    @Test
    void aSubscriptionIsInterrupted() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        Interrupted.assertHonours(() -> session.createConsumer(QUEUE));
    }

    @Test
    void aBrowserIsInterrupted() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        Interrupted.assertHonours(() -> session.createBrowser(QUEUE).getEnumeration());
    }

    @Test
    void aCloseIsHastenedByAnInterrupt() throws Exception {
        artemis(broker).expect("SUBSCRIBE").receipt().silence();
        connection = Scripted.connect(broker, "&jms.closeTimeout=20000&jms.requestTimeout=20000");
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(QUEUE);
        Interrupted.assertHastens(consumer::close);
        Interrupted.assertHastens(connection::close);
    }

    // ---- closing

    private void assertClosesSoon(ThrowingCallable close) throws Exception {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                close.call();
            } catch (Throwable e) {
                throw new AssertionError("close has failed", e);
            }
        });
        closed.get(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has another thread wait in a call, closes, and asserts that the call ends too. */
    private void assertCloseEnds(ThrowingCallable call, ThrowingCallable close) throws Exception {
        Thread[] caller = new Thread[1];
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                () -> {
                    begun.countDown();
                    try {
                        call.call();
                    } catch (Throwable e) {
                        assertThat(e).isInstanceOf(jakarta.jms.JMSException.class);
                    }
                },
                task -> {
                    caller[0] = new Thread(task, "caller");
                    caller[0].start();
                });
        begun.await();
        await().until(() ->
                caller[0].getState() == Thread.State.TIMED_WAITING || caller[0].getState() == Thread.State.WAITING);
        assertThat(waiting).as("the call waits").isNotDone();

        assertClosesSoon(close);

        waiting.get(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void theConnectionIsClosedWhileASendWaits() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(QUEUE);
        Message text = session.createTextMessage("x");
        assertCloseEnds(() -> producer.send(text), connection::close);
    }

    @Test
    void theConnectionIsClosedWhileAReceiveWaits() throws Exception {
        frozenAfter("SUBSCRIBE");
        MessageConsumer consumer = connection.createSession().createConsumer(QUEUE);
        assertCloseEnds(consumer::receive, connection::close);
    }

    @Test
    void theSessionIsClosedWhileAReceiveWaits() throws Exception {
        frozenAfter("SUBSCRIBE");
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(QUEUE);
        assertCloseEnds(consumer::receive, session::close);
    }

    @Test
    void theConsumerIsClosedWhileItsReceiveWaits() throws Exception {
        frozenAfter("SUBSCRIBE");
        MessageConsumer consumer = connection.createSession().createConsumer(QUEUE);
        assertCloseEnds(consumer::receive, consumer::close);
    }

    @Test
    void theConnectionIsClosedWhileACommitWaits() throws Exception {
        frozenAfterDelivery(1);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        received(session.createConsumer(QUEUE));
        assertCloseEnds(session::commit, connection::close);
    }

    @Test
    void theConnectionIsClosedWhileAnAcknowledgeWaits() throws Exception {
        frozenAfterDelivery(1);
        Message message =
                received(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(QUEUE));
        assertCloseEnds(message::acknowledge, connection::close);
    }

    @Test
    void theConnectionIsClosedWhileASubscriptionWaits() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        assertCloseEnds(() -> session.createConsumer(QUEUE), connection::close);
    }

    @Test
    void theConnectionIsClosedAfterAnAsynchronousSend() throws Exception {
        frozenAfter();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(QUEUE);
        CompletableFuture<Exception> told = new CompletableFuture<>();
        producer.send(session.createTextMessage("x"), new Outcome(told));
        assertClosesSoon(connection::close);
        assertThat(told.get(1, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void consumersProducersAndSessionsAreClosed() throws Exception {
        frozenAfter("SUBSCRIBE");
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(QUEUE);
        MessageProducer producer = session.createProducer(QUEUE);
        assertClosesSoon(producer::close);
        assertClosesSoon(consumer::close);
        assertClosesSoon(session::close);
    }

    @Test
    void theConnectionIsClosedWhileABrokerIsLookedFor() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .then(frame -> broker.stopListening())
                .reset();
        connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(QUEUE);
        assertCloseEnds(consumer::receive, connection::close);
    }

    @Test
    void theConnectionIsClosedWhileASenderWaitsForABroker() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        artemis(broker)
                .ignoring("BEGIN", "SEND") // what is quicker than the loss
                .await(connected)
                .then(frame -> broker.stopListening())
                .reset();
        connect();
        connected.countDown();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(QUEUE);
        Message text = session.createTextMessage("x");
        assertCloseEnds(() -> producer.send(text), connection::close);
    }

    @Test
    void theConnectionIsClosedWhileABrokerTakesItsTimeToLetItIn() throws Exception {
        artemis(broker).expect("SUBSCRIBE").receipt().reset();
        CountDownLatch came = new CountDownLatch(1);
        broker.connection().expectConnect().then(frame -> came.countDown()).silence();
        connect();
        connection.createSession().createConsumer(QUEUE);
        came.await();
        assertClosesSoon(connection::close);
    }

    @Test
    void theConnectionIsClosedWhileSubscriptionsAreMadeAgainOneByOne() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .errorForLast("something else")
                .close();
        CountDownLatch came = new CountDownLatch(1);
        artemis(broker).expect("SUBSCRIBE").then(frame -> came.countDown()).silence();
        connect();
        connection.createSession().createConsumer(QUEUE);
        came.await();
        assertClosesSoon(connection::close);
    }

    @Test
    void aCloseWaitsForAListenerThatRuns() throws Exception {
        frozenAfterDelivery(1);
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        connection.createSession().createConsumer(QUEUE).setMessageListener(message -> {
            runs.countDown();
            try {
                mayReturn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        runs.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                connection.close();
            } catch (jakarta.jms.JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        await().during(CLOSE).until(() -> !closed.isDone());
        mayReturn.countDown();
        closed.get(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
