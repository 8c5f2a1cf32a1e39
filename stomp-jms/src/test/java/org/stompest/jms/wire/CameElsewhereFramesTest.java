package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.confirming;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.command;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** After a reconnect the broker delivers what one consumer has to another one of the same queue and the same connection. */
class CameElsewhereFramesTest {
    private static final long NOTHING = 150;

    private final ScriptedBroker broker = new ScriptedBroker();
    private Connection connection;
    private Session first;
    private Session second;
    private MessageConsumer one;
    private MessageConsumer two;
    private Script before;

    @AfterEach
    void playedByTheScript() throws JMSException {
        try (broker) {
            connection.close();
        }
    }

    /** A broker that delivers m to the first of two consumers, and its second connection, where both are again. */
    private Script afterTheFirstConnection(Script after, int mode, String expectedMode) throws Exception {
        before.autoReceipts().expect("SUBSCRIBE", header("id", "1")).reply(message("1", "7", "a7", "m"));
        before.expect("SUBSCRIBE", header("id", "2"));
        connection = connect(broker, "&jms.requestTimeout=5000");
        first = connection.createSession(mode == Session.SESSION_TRANSACTED, mode);
        second = connection.createSession(mode == Session.SESSION_TRANSACTED, mode);
        one = first.createConsumer(first.createQueue("q"));
        two = second.createConsumer(second.createQueue("q"));
        return after.autoReceipts()
                .expectInAnyOrder(
                        command("SUBSCRIBE").and(header("id", "1"), has("ack")),
                        command("SUBSCRIBE").and(header("id", "2"), header("ack", expectedMode)));
    }

    private Script client() throws Exception {
        before = artemis(broker);
        return afterTheFirstConnection(artemis(broker), Session.CLIENT_ACKNOWLEDGE, "client-individual");
    }

    private Message takenByTheFirst() throws JMSException {
        Message message = one.receive(5000);
        assertThat(text(message)).isEqualTo("m");
        return message;
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }

    private void breaks() {
        before.reset();
        broker.awaitReceived(frames ->
                frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 4);
    }

    private void awaitAcknowledged(String id) {
        broker.awaitReceived(
                frames -> frames.stream().anyMatch(f -> f.command().equals("ACK") && id.equals(f.header("id"))));
    }

    @Test
    void itStaysWhereItIsAndIsAcknowledgedByItsNewDelivery() throws Exception {
        Script again = client();
        Message message = takenByTheFirst();
        bye(again.reply(message("2", "7", "b7", "m")).expect("ACK", header("id", "b7,7"), has("receipt")));
        breaks();

        assertThat(two.receive(NOTHING)).isNull();
        message.acknowledge();
        awaitAcknowledged("b7,7");
    }

    @Test
    void whatTheOtherGetsBesidesIsItsOwn() throws Exception {
        Script again = client();
        Message message = takenByTheFirst();
        bye(again.reply(message("2", "6", "b6", "before"))
                .reply(message("2", "7", "b7", "m"))
                .reply(message("2", "8", "b8", "behind"))
                .expect("ACK", header("id", "b7,7"))
                .expect("ACK", header("id", "b6,6"))
                .expect("ACK", header("id", "b8,8")));
        breaks();

        assertThat(text(two.receive(5000))).isEqualTo("before");
        Message behind = two.receive(5000);
        assertThat(text(behind)).isEqualTo("behind");
        message.acknowledge();
        behind.acknowledge();
    }

    @Test
    void whatWasAcknowledgedInVainIsAcknowledgedThereSilently() throws Exception {
        before = artemis(broker);
        Script again = afterTheFirstConnection(artemis(broker), Session.AUTO_ACKNOWLEDGE, "client-individual");
        before.expect("ACK", header("id", "a7,7")).reset();
        bye(again.reply(message("2", "7", "b7", "m")).expect("ACK", header("id", "b7,7")));
        takenByTheFirst();

        assertThat(two.receive(NOTHING)).isNull();
        broker.awaitReceived(
                frames -> frames.stream().filter(f -> f.command().equals("ACK")).count() == 2);
    }

    @Test
    void whatAClosedConsumerHasAcknowledgedInVainIsAcknowledgedSilently() throws Exception {
        before = artemis(broker);
        before.autoReceipts()
                .expect("SUBSCRIBE", header("id", "1"))
                .reply(message("1", "7", "a7", "m"))
                .expect("SUBSCRIBE", header("id", "2"))
                .expect("ACK", header("id", "a7,7"))
                .noAutoReceipts()
                .expect("UNSUBSCRIBE", header("id", "1"))
                .reset();
        connection = connect(broker);
        first = connection.createSession();
        second = connection.createSession();
        one = first.createConsumer(first.createQueue("q"));
        two = second.createConsumer(second.createQueue("q"));
        bye(artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE", header("id", "2"))
                .reply(message("2", "7", "b7", "m"))
                .expect("ACK", header("id", "b7,7")));
        takenByTheFirst();
        one.close();

        assertThat(two.receive(NOTHING)).isNull();
        broker.awaitReceived(
                frames -> frames.stream().filter(f -> f.command().equals("ACK")).count() == 2);
    }

    @Test
    void recoverDeliversItAgainToTheOneThatHadIt() throws Exception {
        Script again = client();
        takenByTheFirst();
        bye(again.reply(message("2", "7", "b7", "m")).expect("ACK", header("id", "b7,7")));
        breaks();
        assertThat(two.receive(NOTHING)).isNull();

        first.recover();

        assertThat(two.receive(NOTHING)).isNull();
        Message redelivered = one.receive(5000);
        assertThat(redelivered.getJMSRedelivered()).isTrue();
        redelivered.acknowledge();
    }

    @Test
    void aSessionThatEndsLeavesItToTheOther() throws Exception {
        Script again = client();
        takenByTheFirst();
        bye(again.reply(message("2", "7", "b7", "m"))
                .expect("UNSUBSCRIBE", header("id", "1"))
                .expect("ACK", header("id", "b7,7")));
        breaks();
        assertThat(two.receive(NOTHING)).isNull();

        first.close();

        Message redelivered = two.receive(5000);
        assertThat(redelivered.getJMSRedelivered()).isTrue();
        assertThat(redelivered.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        redelivered.acknowledge();
    }

    @Test
    void itIsExpectedAgainWhenTheOtherEnds() throws Exception {
        Script again = client();
        Message message = takenByTheFirst();
        bye(again.reply(message("2", "7", "b7", "m"))
                .expect("UNSUBSCRIBE", header("id", "2"))
                .reply(message("1", "7", "c7", "m"))
                .expect("ACK", header("id", "c7,7")));
        breaks();
        assertThat(two.receive(NOTHING)).isNull();

        second.close();

        assertThat(one.receive(NOTHING)).isNull(); // by then it has come
        message.acknowledge();
        awaitAcknowledged("c7,7"); // at once, or when it comes
    }

    @Test
    void anotherMessageWithTheSameNumberIsNew() throws Exception {
        before = artemis(broker);
        Script again = afterTheFirstConnection(artemis(broker), Session.AUTO_ACKNOWLEDGE, "client-individual");
        before.expect("ACK", header("id", "a7,7")).reset();
        WireFrame other = message("2", "7", "b7", "another", "JMS_STOMP_MessageID", "ID:another");
        bye(again.reply(other).expect("ACK", header("id", "b7,7")));
        takenByTheFirst();

        assertThat(text(two.receive(5000))).isEqualTo("another");
    }

    @Test
    void aCommitAcknowledgesItWhereItCame() throws Exception {
        before = confirming(broker);
        Script again = afterTheFirstConnection(confirming(broker), Session.SESSION_TRANSACTED, "client-individual");
        takenByTheFirst();
        bye(again.reply(message("2", "6", "b6", "before"))
                .reply(message("2", "7", "b7", "m"))
                .expect("BEGIN")
                .expect("ACK", header("id", "b7,7"), has("transaction"))
                .expect("COMMIT")
                .expect("BEGIN")
                .expect("ACK", header("id", "b6,6"), has("transaction"))
                .expect("COMMIT"));
        breaks();

        first.commit();
        assertThat(text(two.receive(5000))).isEqualTo("before");
        second.commit();
    }

    @Test
    void aMessageThatDoesNotComeRollsTheTransactionBack() throws Exception {
        before = artemis(broker);
        before.autoReceipts().expect("SUBSCRIBE").reply(message("1", "7", "a7", "m"));
        connection = connect(broker, "&jms.requestTimeout=300");
        first = connection.createSession(true, Session.SESSION_TRANSACTED);
        one = first.createConsumer(first.createQueue("q"));
        Script again = artemis(broker).autoReceipts().expect("SUBSCRIBE");
        takenByTheFirst();
        before.reset();
        broker.awaitReceived(frames ->
                frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 2);

        assertThatThrownBy(first::commit)
                .isInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining("may have gone to another consumer");
        bye(again.reply(message("1", "8", "b8", "next")).expect("ACK", header("id", "b8,8")));
        assertThat(text(one.receive(5000))).isEqualTo("next");
        first.commit();
    }

    @Test
    void whatIsAcknowledgedBeforeItComesAgainIsAcknowledgedSilentlyThen() throws Exception {
        Script again = client();
        Message message = takenByTheFirst();
        breaks();

        message.acknowledge();

        bye(again.reply(message("2", "7", "b7", "m")).expect("ACK", header("id", "b7,7")));
        awaitAcknowledged("b7,7");
        assertThat(two.receive(NOTHING)).isNull();
        assertThat(one.receive(NOTHING)).isNull();
    }

    @Test
    void twoSubscriptionsToATopicHaveCopiesOfTheirOwn() throws Exception {
        before = artemis(broker);
        before.autoReceipts()
                .expect("SUBSCRIBE", header("id", "1"))
                .expect("SUBSCRIBE", header("id", "2"))
                .reply(message("1", "7", "a7", "m"))
                .expect("ACK", header("id", "a7,7"))
                .reset();
        connection = connect(broker);
        first = connection.createSession();
        second = connection.createSession();
        one = first.createConsumer(first.createTopic("t"));
        two = second.createConsumer(second.createTopic("t"));
        bye(artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .expect("SUBSCRIBE")
                .reply(message("2", "7", "b7", "m"))
                .expect("ACK", header("id", "b7,7")));
        takenByTheFirst();

        assertThat(text(two.receive(5000))).isEqualTo("m");
    }
}
