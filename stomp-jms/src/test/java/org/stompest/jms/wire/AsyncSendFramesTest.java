package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.confirming;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** Asynchronous sends (JMS 3.1, 7.3) with a broker that is slow, refuses or goes away. */
class AsyncSendFramesTest {
    private static final int WINDOW = 1000;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Told told = new Told();

    /** Notes what it is told, in order: the text, and behind it the exception if there was one. */
    private static final class Told implements CompletionListener {
        final List<Object> all = new CopyOnWriteArrayList<>();

        @Override
        public void onCompletion(Message message) {
            all.add(textOf(message));
        }

        @Override
        public void onException(Message message, Exception exception) {
            all.add(textOf(message));
            all.add(exception);
        }

        private static String textOf(Message message) {
            try {
                return ((TextMessage) message).getText();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void playedByTheScript() {
        answered.countDown();
        broker.close();
    }

    private static Session session(Connection connection, boolean transacted) throws JMSException {
        return transacted
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private void send(Session session, MessageProducer producer, String text) throws JMSException {
        producer.send(session.createTextMessage(text), told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallerDoesNotWaitForTheReceiptAndTheListenerIsNotCalledBefore(boolean transacted) throws Exception {
        Script script = artemis(broker);
        if (transacted) {
            script.expect("BEGIN");
        }
        script.expect("SEND", has("receipt"), body("one"))
                .expect("SEND", has("receipt"), body("two"))
                .await(answered)
                .receipt();
        script.ignoringTheRest();
        try (Connection connection = connect(broker, "&jms.closeTimeout=1500")) { // the receipt must come within
            Session session = session(connection, transacted);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            send(session, producer, "one");
            send(session, producer, "two");
            await().until(() -> broker.received("SEND").size() == 2);
            assertThat(told.all).isEmpty();
            answered.countDown();
        }
        // Only the second was answered: the first is told as failed when the session closes, and still comes first.
        assertThat(told.all).hasSize(3).first().isEqualTo("one");
        assertThat(told.all.get(1)).isInstanceOf(JMSException.class);
        assertThat(told.all.get(2)).isEqualTo("two");
    }

    @Test
    void aConnectionLostForGoodIsToldToEveryListener() throws Exception {
        artemis(broker).expect("SEND").expect("SEND").close();
        try (Connection connection = new StompConnectionFactory(broker.uri()).createConnection()) {
            broker.stopListening();
            Session session = session(connection, false);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            send(session, producer, "one");
            send(session, producer, "two");
            await().until(() -> told.all.size() == 4);
            assertThat(told.all.get(1)).isInstanceOf(JMSException.class);
            assertThat(told.all.get(3)).isInstanceOf(JMSException.class);
        }
        assertThat(told.all).hasSize(4);
    }

    @Test
    void aConnectionLostForGoodIsToldToEveryListenerOfATransaction() throws Exception {
        artemis(broker).expect("BEGIN").expect("SEND").expect("SEND").close();
        try (Connection connection = new StompConnectionFactory(broker.uri()).createConnection()) {
            broker.stopListening();
            Session session = session(connection, true);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            send(session, producer, "one");
            send(session, producer, "two");
            await().until(() -> told.all.size() == 4);
            assertThat(told.all.get(3)).isInstanceOf(JMSException.class);
            assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
        }
    }

    @Test
    void aFullWindowHoldsTheCallerAndOnTimeOutNoListenerIsCalledForWhatWasNotSent() throws Exception {
        Script script = artemis(broker);
        for (int i = 0; i < WINDOW; i++) {
            script.expect("SEND");
        }
        bye(script);
        try (Connection connection = connect(broker, "&jms.sendTimeout=200&jms.closeTimeout=200")) {
            Session session = session(connection, false);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            for (int i = 0; i < WINDOW; i++) {
                send(session, producer, "x");
            }
            assertThatThrownBy(() -> send(session, producer, "too many"))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("jms.sendTimeout");
        }
        assertThat(told.all).hasSize(2 * WINDOW).doesNotContain("too many");
    }

    @Test
    void largeMessagesFillTheWindowByTheirBytes() throws Exception {
        int eightMegabytes = 8_000_000;
        bye(artemis(broker).expect("SEND").expect("SEND"));
        try (Connection connection =
                connect(broker, "&jms.sendTimeout=200&jms.closeTimeout=200&jms.maxUnconfirmedBytes=16001500")) {
            Session session = session(connection, false);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            String large = "x".repeat(eightMegabytes);
            send(session, producer, large);
            send(session, producer, large);
            assertThatThrownBy(() -> send(session, producer, "one more")).hasMessageContaining("jms.sendTimeout");
        }
    }

    @Test
    void aMessageOfATransactionThatIsRefusedRollsItBack() throws Exception {
        artemis(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .errorForLast("AMQ339001: no such thing")
                .close();
        bye(artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("three"))
                .expect("COMMIT"));
        try (Connection connection = connect(broker)) {
            Session session = session(connection, true);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            send(session, producer, "one");
            send(session, producer, "two");
            assertThatThrownBy(session::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("AMQ339001");
            assertThat(told.all).hasSize(3).startsWith("one", "two");
            assertThat(told.all.get(2)).isInstanceOf(JMSException.class);
            send(session, producer, "three");
            session.commit();
            assertThat(told.all).last().isEqualTo("three");
        }
    }

    @Test
    void aTransactionIsPlayedAgainAndItsListenersAreToldByTheNewConnection() throws Exception {
        artemis(broker)
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .close();
        Script second = artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .expect("SEND", has("receipt"), body("two"))
                .expect("COMMIT");
        bye(second);
        try (Connection connection = connect(broker)) {
            Session session = session(connection, true);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            send(session, producer, "one");
            await().until(() -> told.all.size() == 1);
            send(session, producer, "two");
            session.commit();
            assertThat(told.all).containsExactly("one", "two");
        }
    }

    @Test
    void whatTheBrokerDoesNotAnswerInTimeRollsTheTransactionBack() throws Exception {
        bye(artemis(broker).expect("BEGIN").expect("SEND").expect("ABORT"));
        try (Connection connection = connect(broker, "&jms.requestTimeout=200")) {
            Session session = session(connection, true);
            send(session, session.createProducer(session.createQueue("q")), "one");
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
            assertThat(told.all).hasSize(2);
        }
        assertThat(broker.received("COMMIT")).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitOfACommit() throws Exception {
        bye(artemis(broker).expect("BEGIN").expect("SEND").expect("ABORT"));
        try (Connection connection = connect(broker)) {
            Session session = session(connection, true);
            send(session, session.createProducer(session.createQueue("q")), "one");
            Thread.currentThread().interrupt();
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(told.all).hasSize(2);
        }
    }

    @Test
    void aNonPersistentMessageIsNotRepeatedWhereTheBrokerKnowsNoDuplicates() throws Exception {
        confirming(broker).expect("SEND", body("one")).close();
        bye(confirming(broker)
                .ignoring("BEGIN", "ABORT")
                .expect("SEND", body("two"))
                .receipt());
        try (Connection connection = connect(broker)) {
            Session session = session(connection, false);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            send(session, producer, "one");
            await().until(() -> told.all.size() == 2);
            assertThat(told.all.get(1)).isInstanceOf(JMSException.class);
            send(session, producer, "two");
            await().until(() -> told.all.contains("two"));
        }
    }

    @Test
    void aProducerThatClosesLeavesTheMessagesOfLaterOnesAlone() throws Exception {
        bye(artemis(broker)
                .expect("SEND", body("one"))
                .receipt()
                .expect("SEND", body("two"))
                .await(answered)
                .receipt());
        try (Connection connection = connect(broker)) {
            Session session = session(connection, false);
            MessageProducer first = session.createProducer(session.createQueue("q"));
            MessageProducer second = session.createProducer(session.createQueue("q"));
            send(session, first, "one");
            send(session, second, "two");
            first.close();
            assertThat(told.all).containsExactly("one");
            answered.countDown();
            second.close();
            assertThat(told.all).containsExactly("one", "two");
        }
    }
}
