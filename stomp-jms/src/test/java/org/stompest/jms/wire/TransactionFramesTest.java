package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.jms.wire.Scripted.noReceipt;
import static org.stompest.jms.wire.Scripted.sameTransactionAs;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

class TransactionFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final String[] transaction = new String[1];

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private Script begun() {
        return artemis(broker).expect("BEGIN").then(frame -> transaction[0] = frame.header("transaction"));
    }

    private static void send(Session session, Queue queue, String... texts) throws Exception {
        try (MessageProducer producer = session.createProducer(queue)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    @Test
    void aTransactionBeginsOnceAndIsCommittedWithAReceipt() throws Exception {
        Script script = begun().expect("SEND", sameTransactionAs(transaction), has("receipt"), has("_AMQ_DUPL_ID"))
                .receipt()
                .expect("SEND", sameTransactionAs(transaction), noReceipt(), lacks("_AMQ_DUPL_ID"))
                .expect("COMMIT", sameTransactionAs(transaction), has("receipt"))
                .receipt()
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND", noReceipt(), has("_AMQ_DUPL_ID"))
                .expect("ABORT", sameTransactionAs(transaction));
        bye(script);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue("q");
            send(session, queue, "one", "two");
            session.commit();
            session.commit();
            send(session, queue, "three");
            session.rollback();
        }
    }

    @Test
    void theNextSessionUsesTheIdAgain() throws Exception {
        Script script = begun().autoReceipts()
                .expect("SEND")
                .expect("COMMIT", sameTransactionAs(transaction))
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND")
                .expect("COMMIT", sameTransactionAs(transaction));
        bye(script);
        try (Connection connection = connect(broker)) {
            for (int i = 0; i < 2; i++) {
                try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                    send(session, session.createQueue("q"), "one");
                    session.commit();
                }
            }
        }
    }

    @Test
    void acknowledgementsFollowTheCommit() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "in"))
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND")
                .expect("COMMIT")
                .expect("ACK", header("id", "a1,1"), has("receipt"), lacks("transaction"));
        bye(script);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createConsumer(session.createQueue("q")).receive(5000);
            send(session, session.createQueue("out"), "out");
            session.commit();
        }
    }

    @Test
    void anErrorFromAnotherSessionHarmsNoOpenTransaction() throws Exception {
        Script first = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "in"))
                .autoReceipts()
                .expect("BEGIN")
                .then(frame -> transaction[0] = frame.header("transaction"))
                .expect("SEND", body("one"))
                .expect("SEND", body("two"))
                .expect("SEND", header("destination", "other"))
                .error("AMQ339001: no such thing")
                .close();
        assertThat(first).isNotNull();
        Script second = artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND", sameTransactionAs(transaction), noReceipt(), body("one"))
                .expect("SEND", sameTransactionAs(transaction), noReceipt(), body("two"))
                .ignoring("BEGIN", "ABORT", "SEND")
                .reply(message("1", "b1", "in"))
                .expect("COMMIT", sameTransactionAs(transaction))
                .expect("ACK", header("id", "b1,1"));
        bye(second);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(((TextMessage) consumer.receive(5000)).getText()).isEqualTo("in");
            send(session, session.createQueue("out"), "one", "two");
            try {
                send(other, other.createQueue("other"), "x");
            } catch (jakarta.jms.JMSException e) {
                assertThat(e).hasMessageContaining("AMQ339001");
            }
            broker.awaitReceived(frames ->
                    frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 2);
            session.commit();
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void aCommitWaitsForWhatIsToComeAgain() throws Exception {
        Script first = artemis(broker).expect("SUBSCRIBE").receipt().reply(message("1", "a1", "in"));
        first.autoReceipts().expect("BEGIN").expect("SEND").close();
        artemis(broker).expect("SUBSCRIBE").ignoringTheRest();
        try (Connection connection = connect(broker, "&jms.requestTimeout=500");
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createConsumer(session.createQueue("q")).receive(5000);
            send(session, session.createQueue("out"), "out");
            broker.awaitReceived(frames ->
                    frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 2);
            assertThatThrownBy(session::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("come again");
        }
        assertThat(broker.received("COMMIT")).isEmpty();
    }

    private Script commitIsCutOff() {
        begun().autoReceipts().expect("SEND").noAutoReceipts().expect("COMMIT").close();
        return artemis(broker)
                .autoReceipts()
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND", has("_AMQ_DUPL_ID"), noReceipt())
                .expect("BEGIN")
                .expect("ABORT")
                .noAutoReceipts()
                .expect("COMMIT", sameTransactionAs(transaction));
    }

    @Test
    void aCommitThatWasCutOffIsRepeated() throws Exception {
        bye(commitIsCutOff().receipt().autoReceipts().expect("SEND", body("after")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            send(session, session.createQueue("q"), "one");
            session.commit();
            send(other, other.createQueue("other"), "after");
        }
    }

    @Test
    void aCommitThatWasCutOffIsInDoubtWhereItsMessagesAreRefusedTheSecondTime() throws Exception {
        begun().autoReceipts().expect("SEND").noAutoReceipts().expect("COMMIT").close();
        for (int i = 0; i < 2; i++) {
            artemis(broker)
                    .expect("BEGIN")
                    .expect("SEND")
                    .ignoring("BEGIN", "ABORT", "COMMIT")
                    .error("AMQ339011: full")
                    .close();
        }
        artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("ABORT")
                .noAutoReceipts()
                .expect("COMMIT")
                .errorForLast("AMQ339013: Error committing transaction")
                .close();
        bye(artemis(broker).autoReceipts().ignoring("BEGIN", "ABORT").expect("SEND", body("after")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            send(session, session.createQueue("q"), "one");
            assertThatThrownBy(session::commit)
                    .isNotInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("it is not known whether it was done");
            send(other, other.createQueue("other"), "after");
        }
    }

    @Test
    void aCommitThatIsGivenUpWhileItIsPlayedAgainIsNotRepeatedAndDoesNotMeetTheNextTransaction() throws Exception {
        begun().autoReceipts().expect("SEND").noAutoReceipts().expect("COMMIT").close();
        CountDownLatch told = new CountDownLatch(1);
        bye(artemis(broker)
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND", body("one"))
                .expect("BEGIN")
                .expect("ABORT")
                .await(told)
                .receipt()
                .autoReceipts()
                .expect("ABORT", sameTransactionAs(transaction))
                .expect("BEGIN", sameTransactionAs(transaction))
                .expect("SEND", body("two"))
                .expect("COMMIT", sameTransactionAs(transaction)));
        try (Connection connection = connect(broker, "&jms.requestTimeout=1000");
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            send(session, session.createQueue("q"), "one");
            assertThatThrownBy(session::commit)
                    .isNotInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("it is not known whether it was done");
            told.countDown();
            send(session, session.createQueue("q"), "two");
            session.commit();
        }
    }

    @Test
    void aRefusalOfTheRepetitionMeansThatTheCommitWasDone() throws Exception {
        commitIsCutOff().errorForLast("AMQ339013: Error committing transaction").close();
        bye(artemis(broker).autoReceipts().ignoring("BEGIN", "ABORT").expect("SEND", body("after")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            send(session, session.createQueue("q"), "one");
            session.commit();
            send(other, other.createQueue("other"), "after");
        }
    }

    @Test
    void aCommitThatWasCutOffAndCannotBePlayedAgainIsInDoubt() throws Exception {
        begun().autoReceipts().expect("SEND").noAutoReceipts().expect("COMMIT").close();
        bye(artemis(broker).autoReceipts().expect("SEND", body("after")));
        try (Connection connection = connect(broker, "&jms.transactionBytes=1");
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            send(session, session.createQueue("q"), "larger than a byte");
            assertThatThrownBy(session::commit)
                    .isInstanceOf(JMSException.class)
                    .isNotInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("it is not known whether it was done");
            send(other, other.createQueue("other"), "after");
        }
    }

    @Test
    void aRefusalOfTheFirstCommitIsARollback() throws Exception {
        begun().autoReceipts()
                .expect("SEND")
                .noAutoReceipts()
                .expect("COMMIT")
                .ignoring(
                        "SEND") // of the other session, which may not have noticed that the connection is about to end
                .errorForLast("AMQ339013: Error committing transaction")
                .close();
        bye(artemis(broker).autoReceipts().ignoring("BEGIN", "ABORT").expect("SEND", body("after")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            send(session, session.createQueue("q"), "one");
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
            send(other, other.createQueue("other"), "after");
        }
    }

    @Test
    void manyTransactionsThatAreRefusedOnTheNextConnectionAreRolledBackOneByOne() throws Exception {
        int count = 5;
        Script first = artemis(broker).autoReceipts();
        Script together = artemis(broker);
        for (int i = 0; i < count; i++) {
            first.expect("BEGIN").expect("SEND");
            together.expect("BEGIN").expect("SEND");
            artemis(broker)
                    .expect("BEGIN")
                    .expect("SEND")
                    .ignoring("BEGIN", "ABORT")
                    .error("no room")
                    .close();
        }
        CountDownLatch sent = new CountDownLatch(1);
        first.await(sent).close();
        together.error("no room").close();
        bye(artemis(broker).ignoring("BEGIN", "ABORT").autoReceipts().expect("SEND", body("after")));
        try (Connection connection = connect(broker)) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                sessions.add(session);
                send(session, session.createQueue("q" + i), "m");
            }
            sent.countDown();
            broker.awaitReceived(frames ->
                    frames.stream().filter(f -> f.command().equals("SEND")).count() == 3 * count);
            for (Session session : sessions) {
                assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
            }
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            send(session, session.createQueue("other"), "after");
        }
    }

    @Test
    void aConsumerClosedInATransactionLingersAndIsTakenOver() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "one"))
                .reply(message("2", "a2", "two"))
                .expect("ACK", header("id", "a2,2"), has("receipt"))
                .receipt();
        bye(script);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue("q");
            MessageConsumer consumer = session.createConsumer(queue);
            consumer.receive(5000);
            consumer.close();
            assertThat(broker.received("UNSUBSCRIBE")).isEmpty();
            try (MessageConsumer next = session.createConsumer(queue)) {
                assertThat(((TextMessage) next.receive(5000)).getText()).isEqualTo("two");
            }
            session.commit();
        }
        assertThat(broker.received("SUBSCRIBE")).hasSize(1);
    }
}
