package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.confirming;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.jms.wire.Scripted.noReceipt;
import static org.stompest.jms.wire.Scripted.sameTransactionAs;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** Where the broker takes acknowledgements into transactions, they are written with the COMMIT. */
class TransactedAcknowledgementFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private static Session transacted(Connection connection) throws JMSException {
        return connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    private static MessageConsumer consumer(Session session) throws JMSException {
        return session.createConsumer(session.createQueue("q"));
    }

    private static void send(Session session, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue("out"))) {
            producer.send(session.createTextMessage(text));
        }
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }

    private void awaitSecondConnection() {
        broker.awaitReceived(frames ->
                frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 2);
    }

    /** A broker that has delivered these messages. */
    private Script delivering(String... texts) {
        Script script = confirming(broker).expect("SUBSCRIBE").receipt();
        for (int i = 1; i <= texts.length; i++) {
            script.reply(message(String.valueOf(i), "a" + i, texts[i - 1]));
        }
        return script;
    }

    @Test
    void whatWasReceivedIsAcknowledgedBeforeTheCommitInItsTransaction() throws Exception {
        Script script = delivering("one", "two")
                .expect("BEGIN")
                .expect("SEND", body("out"))
                .receipt()
                .expect("ACK", header("id", "a2,2"), has("transaction"), noReceipt())
                .expect("COMMIT", has("receipt"))
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            consumer.receive(5000);
            consumer.receive(5000);
            send(session, "out");
            session.commit();
            session.commit();
        }
    }

    @Test
    void aTransactionThatOnlyReceivedIsBegunWithItsCommit() throws Exception {
        Script script = delivering("one")
                .expect("BEGIN")
                .expect("ACK", header("id", "a1,1"), has("transaction"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            consumer(session).receive(5000);
            session.commit();
        }
    }

    @Test
    void aRollbackAcknowledgesNothingAndDeliversAgainFromMemory() throws Exception {
        Script script = delivering("one", "two")
                .expect("BEGIN")
                .expect("ACK", header("id", "a1,1"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            session.rollback();
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            session.commit();
        }
        assertThat(broker.received("ABORT")).isEmpty();
    }

    @Test
    void aRefusedCommitGivesEverythingBack() throws Exception {
        Script script = delivering("one")
                .expect("BEGIN")
                .expect("ACK", header("id", "a1,1"))
                .expect("COMMIT")
                .errorForLast("cannot")
                .expect("BEGIN")
                .expect("ACK", header("id", "a1,1"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            consumer.receive(5000);
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
            Message again = consumer.receive(5000);
            assertThat(text(again)).isEqualTo("one");
            assertThat(again.getJMSRedelivered()).isTrue();
            session.commit();
        }
    }

    private void cutsACommitOff() {
        delivering("one")
                .expect("BEGIN")
                .expect("SEND", body("out"))
                .receipt()
                .expect("ACK")
                .expect("COMMIT")
                .close();
    }

    @Test
    void aCommitThatWasCutOffWasNotDoneIfWhatItAcknowledgedComesAgain() throws Exception {
        cutsACommitOff();
        Script second = confirming(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("BEGIN")
                .expect("SEND", body("out"), has("receipt"))
                .receipt()
                .expect("ACK", header("id", "b1,1"), has("transaction"))
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            consumer.receive(5000);
            send(session, "out");
            session.commit();
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void aCommitThatWasCutOffTwiceIsTriedAThirdTime() throws Exception {
        cutsACommitOff();
        confirming(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("BEGIN")
                .expect("SEND", body("out"))
                .receipt()
                .expect("ACK", header("id", "b1,1"))
                .expect("COMMIT")
                .close();
        Script third = confirming(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "c1", "one"))
                .expect("BEGIN")
                .expect("SEND", body("out"))
                .receipt()
                .expect("ACK", header("id", "c1,1"))
                .expect("COMMIT")
                .receipt();
        bye(third);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            consumer(session).receive(5000);
            send(session, "out");
            session.commit();
        }
    }

    @Test
    void aCommitThatIsNotAnsweredInTimeCostsTheConnection() throws Exception {
        delivering("one").expect("BEGIN").expect("ACK").expect("COMMIT").expectClose();
        Script second = confirming(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("BEGIN")
                .expect("ACK", header("id", "b1,1"))
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker, "&jms.requestTimeout=500");
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            consumer.receive(5000);
            assertThatThrownBy(session::commit)
                    .isInstanceOf(JMSException.class)
                    .isNotInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("not known");
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            session.commit();
        }
    }

    @Test
    void aCommitThatWasCutOffIsInDoubtWhereNothingOfItComesAgain() throws Exception {
        cutsACommitOff();
        CountDownLatch told = new CountDownLatch(1);
        Script second = confirming(broker)
                .expect("SUBSCRIBE")
                .await(told)
                .reply(message("1", "b1", "one"))
                .expect("BEGIN")
                .expect("SEND", body("out again"))
                .receipt()
                .expect("ACK", header("id", "b1,1"))
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            consumer.receive(5000);
            send(session, "out");
            assertThatThrownBy(session::commit)
                    .isInstanceOf(JMSException.class)
                    .isNotInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("not known");
            told.countDown();
            Message again = consumer.receive(5000);
            assertThat(again.getJMSRedelivered()).isTrue();
            assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
            send(session, "out again");
            session.commit();
        }
    }

    @Test
    void aConnectionLostBeforeTheCommitPlaysTheSendsAgainAndAcknowledgesOnTheNewOne() throws Exception {
        delivering("one").expect("BEGIN").expect("SEND", body("out")).receipt().close();
        Script second = confirming(broker)
                .expect("SUBSCRIBE")
                .expect("BEGIN")
                .expect("SEND", body("out"), has("receipt"))
                .receipt()
                .reply(message("1", "b1", "one"))
                .expect("ACK", header("id", "b1,1"), has("transaction"))
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            send(session, "out");
            awaitSecondConnection();
            session.commit();
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void allSubscriptionsOfTheSessionAreInOneTransaction() throws Exception {
        Script script = delivering("one")
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("2", "7", "c7", "seven"))
                .expect("BEGIN")
                .expect("ACK", header("id", "a1,1"))
                .expect("ACK", header("id", "c7,7"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            consumer(session).receive(5000);
            consumer(session).receive(5000);
            session.commit();
        }
        assertThat(broker.received().stream().map(WireFrame::command).filter(command -> !command.equals("UNSUBSCRIBE")))
                .endsWith("BEGIN", "ACK", "ACK", "COMMIT", "DISCONNECT");
    }

    @Test
    void whatExpiredBetweenIsAcknowledgedWithTheRest() throws Exception {
        Script script = delivering("one")
                .reply(message("1", "2", "a2", "stale", "expires", "1"))
                .reply(message("3", "a3", "three"))
                .expect("BEGIN")
                .expect("ACK", header("id", "a3,3"), has("transaction"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            assertThat(text(consumer.receive(5000))).isEqualTo("three");
            session.commit();
        }
        assertThat(broker.received("ACK")).hasSize(1);
    }

    @Test
    void whatIsHeldBeyondThePrefetchHasTheBrokerGoOnByAnAckThatIsAborted() throws Exception {
        String[] window = new String[1];
        Script script = delivering("one", "two")
                .expect("BEGIN")
                .then(frame -> window[0] = frame.header("transaction"))
                .expect("ACK", header("id", "a2,2"), sameTransactionAs(window))
                .expect("ABORT", sameTransactionAs(window))
                .reply(message("3", "a3", "three"))
                .expect("BEGIN")
                .expect("ACK", header("id", "a3,3"))
                .expect("COMMIT")
                .receipt();
        bye(script);
        try (Connection connection = connect(broker, "&jms.prefetchPolicy.all=2");
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            for (String text : new String[] {"one", "two", "three"}) {
                assertThat(text(consumer.receive(5000))).isEqualTo(text);
            }
            session.commit();
        }
    }

    @Test
    void onANewConnectionTheWindowIsOpenedForWhatIsStillToComeAgain() throws Exception {
        delivering("one")
                .expect("BEGIN")
                .expect("ACK")
                .expect("ABORT")
                .reply(message("2", "a2", "two"))
                .expect("BEGIN")
                .expect("SEND", body("out"))
                .receipt()
                .close();
        Script second = confirming(broker)
                .expect("SUBSCRIBE")
                .expect("BEGIN")
                .expect("SEND")
                .receipt()
                .reply(message("1", "b1", "one"))
                .expect("BEGIN")
                .expect("ACK", header("id", "b1,1"))
                .expect("ABORT")
                .reply(message("2", "b2", "two"))
                .ignoring("BEGIN", "ABORT")
                .expect("ACK", header("id", "b2,2"))
                .ignoring("ACK")
                .expect("COMMIT")
                .receipt();
        bye(second);
        try (Connection connection = connect(broker, "&jms.prefetchPolicy.all=1");
                Session session = transacted(connection)) {
            MessageConsumer consumer = consumer(session);
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            assertThat(text(consumer.receive(5000))).isEqualTo("two");
            send(session, "out");
            awaitSecondConnection();
            session.commit();
        }
    }
}
