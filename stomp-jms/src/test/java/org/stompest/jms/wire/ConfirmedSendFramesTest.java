package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.confirming;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** Where the broker wants every send confirmed, each asks for a receipt, and few wait for it. */
class ConfirmedSendFramesTest {
    private static final int WINDOW = 1000;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final CountDownLatch answered = new CountDownLatch(1);

    @AfterEach
    void playedByTheScript() {
        answered.countDown();
        broker.close();
    }

    private static MessageProducer nonPersistent(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    private static Session auto(Connection connection) throws JMSException {
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private static Session transacted(Connection connection) throws JMSException {
        return connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    private long sends() {
        return broker.received("SEND").size();
    }

    @Test
    void nonPersistentMessagesAskForReceiptsAndWaitForNone() throws Exception {
        Script script = confirming(broker)
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", has("receipt"), body("two"))
                .expect("SEND", has("receipt"), body("three"))
                .await(answered);
        bye(script);
        try (Connection connection = connect(broker, "&jms.closeTimeout=100")) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            producer.send(session.createTextMessage("three"));
            await().until(() -> sends() == 3);
            session.close();
            answered.countDown();
        }
    }

    @Test
    void aFullWindowHoldsTheSenderBackUntilAReceiptComes() throws Exception {
        Script script = confirming(broker).expect("SEND").receipt();
        for (int i = 1; i < WINDOW; i++) {
            script.expect("SEND");
        }
        script.expect("SEND").await(answered).receipt();
        bye(script.ignoring("SEND"));
        try (Connection connection = connect(broker, "&jms.closeTimeout=100")) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("first"));
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    while (sent.get() <= WINDOW) {
                        producer.send(session.createTextMessage("x"));
                        sent.incrementAndGet();
                    }
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> sends() == 1 + WINDOW);
            assertThat(sent).hasValue(WINDOW);
            assertThat(sending).isNotDone();

            answered.countDown();

            sending.join();
            session.close();
        }
    }

    @Test
    void aFullWindowEndsWithATimeOut() throws Exception {
        Script script = confirming(broker).expect("SEND").receipt();
        for (int i = 0; i < WINDOW; i++) {
            script.expect("SEND");
        }
        bye(script);
        try (Connection connection = connect(broker, "&jms.sendTimeout=200&jms.closeTimeout=100")) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("first"));
            for (int i = 0; i < WINDOW; i++) {
                producer.send(session.createTextMessage("x"));
            }
            assertThatThrownBy(() -> producer.send(session.createTextMessage("too many")))
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContainingAll("queue://q", "1000 messages", "jms.sendTimeout");
        }
    }

    @ParameterizedTest
    @CsvSource({"jms.maxUnconfirmedSends=2, 0", "jms.maxUnconfirmedBytes=3200, 1000"})
    void theWindowIsAsLargeAsTheOptionsSay(String option, int size) throws Exception {
        bye(confirming(broker).expect("SEND").receipt().expect("SEND").expect("SEND"));
        try (Connection connection = connect(broker, "&jms.sendTimeout=200&jms.closeTimeout=100&" + option)) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("first"));
            Message message = session.createMessage();
            message.setStringProperty("p", "x".repeat(size)); // what is in the headers counts too
            producer.send(message);
            producer.send(message);
            assertThatThrownBy(() -> producer.send(message)).isInstanceOf(ResourceAllocationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSendThatIsNotConfirmedInTimeSaysThatThereIsNoRoom(boolean transacted) throws Exception {
        Script script = confirming(broker).ignoring("BEGIN", "ABORT").expect("SEND");
        bye(script);
        try (Connection connection = connect(broker, "&jms.sendTimeout=200&jms.closeTimeout=100")) {
            Session session = transacted ? transacted(connection) : auto(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            assertThatThrownBy(() -> producer.send(session.createTextMessage("x")))
                    .isInstanceOf(ResourceAllocationException.class)
                    .hasMessageContainingAll("queue://q", "jms.sendTimeout", "it is not known whether it was done");
        }
    }

    @Test
    void afterARefusalThatNobodyWasToldOfTheNextSendWaits() throws Exception {
        Script script = confirming(broker)
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .errorForLast("no more of that")
                .ignoringTheRest();
        assertThat(script).isNotNull();
        try (Connection connection = connect(broker, "&jms.sendTimeout=300&jms.closeTimeout=100")) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            await().untilAsserted(() -> assertThatThrownBy(() -> producer.send(session.createTextMessage("three")))
                    .hasMessageContaining("no receipt"));
        }
    }

    @Test
    void aNonPersistentMessageThatWasCutOffIsNotRepeated() throws Exception {
        confirming(broker)
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .close();
        bye(confirming(broker)
                .ignoring("BEGIN", "ABORT")
                .expect("SEND", body("three"))
                .receipt());
        try (Connection connection = connect(broker)) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            await().until(() ->
                    broker.received("CONNECT").size() + broker.received("STOMP").size() == 2);
            producer.send(session.createTextMessage("three"));
        }
    }

    @Test
    void aCommitWaitsForTheReceiptsOfAllItsMessages() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", has("transaction"), body("one"))
                .receipt()
                .expect("SEND", has("transaction"), has("receipt"), body("two"))
                .await(answered)
                .receipt()
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            CompletableFuture<Void> committing = CompletableFuture.runAsync(() -> {
                try {
                    session.commit();
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> sends() == 2);
            assertThat(broker.received("COMMIT")).isEmpty();
            answered.countDown();
            committing.join();
        }
    }

    @Test
    void aMessageThatIsRefusedLateRollsItsTransactionBackAndNotTheNext() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .errorForLast("the destination is full")
                .expect("ABORT")
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("three"))
                .expect("COMMIT");
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            assertThatThrownBy(session::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("the destination is full");
            producer.send(session.createTextMessage("three"));
            session.commit();
        }
    }

    @Test
    void onANewConnectionTheTransactionIsPlayedAgainWithReceipts() throws Exception {
        confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .receipt()
                .expect("SEND", body("three"))
                .expect("SEND", body("four"))
                .close();
        Script second = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", has("receipt"), body("one"))
                .receipt()
                .expect("SEND", has("receipt"), body("two"))
                .receipt()
                .expect("SEND", has("receipt"), body("three"))
                .receipt()
                .expect("SEND", has("receipt"), body("four"))
                .receipt()
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            for (String text : new String[] {"one", "two", "three", "four"}) {
                producer.send(session.createTextMessage(text));
                if (text.equals("two")) {
                    await().until(() -> sends() == 2);
                }
            }
            session.commit();
        }
    }

    @Test
    void aReceiptOfATransactionThatIsOverTouchesNothing() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .await(answered)
                .errorForLast("too late")
                .expect("ABORT")
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("three"))
                .expect("COMMIT");
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            session.rollback();
            answered.countDown();
            producer.send(session.createTextMessage("three"));
            session.commit();
        }
    }

    @Test
    void whatIsRefusedForNowHasTheTransactionPlayedAgainOnTheSameConnection() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .errorForLast("not now")
                .expect("SEND", body("three"))
                .receipt()
                .expect("ABORT")
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", has("receipt"), body("one"))
                .expect("SEND", has("receipt"), body("two"))
                .expect("SEND", has("receipt"), body("three"))
                .expect("COMMIT");
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            for (String text : new String[] {"one", "two", "three"}) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
        assertThat(broker.received("SEND"))
                .extracting(frame -> frame.header("receipt"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSendInATransactionThatWaitsForItsReceiptIsTriedAgainWhereItWasRefusedForNow() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", has("receipt"), body("one"))
                .errorForLast("not now")
                .expect("SEND", has("receipt"), body("one"))
                .receipt()
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = transacted(connection);
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("one"));
            session.commit();
        }
        assertThat(broker.received("SEND"))
                .extracting(frame -> frame.header("receipt"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsRefusedForNowAndNotAnsweredThenRollsBackInTheEnd() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .errorForLast("not now")
                .expect("ABORT")
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .expect("ABORT");
        bye(script);
        try (Connection connection = connect(broker, "&jms.requestTimeout=300")) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
        }
    }

    @Test
    void aRollbackDoesNotWaitForWhatIsRefusedForNow() throws Exception {
        Script script = confirming(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .errorForLast("not now")
                .expect("ABORT");
        bye(script);
        CompletableFuture<Exception> told = new CompletableFuture<>();
        try (Connection connection = connect(broker, "&jms.sendTimeout=50000")) {
            Session session = transacted(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("one"), new Outcome(told));
            session.rollback();
            assertThat(told).isDone();
            assertThat(told.join()).isInstanceOf(JMSException.class);
        }
    }

    private Script losesItsConnectionAfterASend() {
        Script first = confirming(broker);
        first.expect("SEND", body("zero")).receipt().expect("SEND", body("one")).reset();
        return confirming(broker);
    }

    @Test
    void aPersistentMessageInDoubtIsSentAgain() throws Exception {
        bye(losesItsConnectionAfterASend()
                .ignoring("BEGIN", "ABORT")
                .autoReceipts()
                .expect("SEND", body("one")));
        try (Connection connection = connect(broker)) {
            Session session = auto(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("zero"));
            producer.send(session.createTextMessage("one"));
        }
    }

    @Test
    void aPersistentMessageInDoubtIsToldWhereItMustNotBeSentAgain() throws Exception {
        bye(losesItsConnectionAfterASend().expect("SEND", body("two")).receipt());
        try (Connection connection = connect(broker, "&jms.repeatInDoubt=false")) {
            Session session = auto(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("zero"));
            assertThatThrownBy(() -> producer.send(session.createTextMessage("one")))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("it is not known whether it was done");
            producer.send(session.createTextMessage("two"));
        }
    }

    @Test
    void aNonPersistentMessageInDoubtIsNeitherSentAgainNorToldOf() throws Exception {
        confirming(broker).expect("SEND", body("one")).reset();
        bye(confirming(broker).expect("SEND", body("two")).receipt());
        try (Connection connection = connect(broker)) {
            Session session = auto(connection);
            MessageProducer producer = nonPersistent(session);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
        }
    }

    @Test
    void aCompletionListenerIsToldOfTheDoubt() throws Exception {
        bye(losesItsConnectionAfterASend().expect("SEND", body("two")).receipt());
        CompletableFuture<Exception> told = new CompletableFuture<>();
        try (Connection connection = connect(broker, "&jms.repeatInDoubt=false")) {
            Session session = auto(connection);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.send(session.createTextMessage("zero"));
            producer.send(session.createTextMessage("one"), new Outcome(told));
            assertThat(told.get(10, TimeUnit.SECONDS)).hasMessageContaining("it is not known whether it was done");
            producer.send(session.createTextMessage("two"));
        }
    }
}
