package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

class FailureFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private static Session auto(Connection connection) throws JMSException {
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @Test
    void aRefusedFirstSendIsToldToItsCallerOnly() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .expect("SEND")
                .errorForLast("AMQ339001: no address")
                .close();
        Script second = artemis(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "still here"))
                .expect("ACK", header("id", "b1,1"));
        bye(second);
        try (Connection connection = connect(broker);
                Session receiving = auto(connection);
                Session sending = auto(connection)) {
            MessageConsumer consumer = receiving.createConsumer(receiving.createQueue("q"));
            MessageProducer producer = sending.createProducer(sending.createQueue("no"));

            assertThatThrownBy(() -> producer.send(sending.createTextMessage("x")))
                    .isInstanceOf(InvalidDestinationException.class)
                    .hasMessageContaining("queue://no");
            assertThat(((TextMessage) consumer.receive(5000)).getText()).isEqualTo("still here");
        }
    }

    @Test
    void aRefusedSubscriptionIsToldAndNotMadeAgain() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE", header("destination", "no"))
                .ignoring("SUBSCRIBE") // on its way before the broker hangs up
                .errorForLast("AMQ229020: Invalid filter")
                .close();
        Script second = artemis(broker)
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SUBSCRIBE", header("destination", "q"));
        second.ignoringTheRest()
                .expectClose(); // closed before the recovery is over, the client may leave without a word
        try (Connection connection = connect(broker);
                Session session = auto(connection)) {
            assertThatThrownBy(() -> session.createConsumer(session.createQueue("no")))
                    .isInstanceOf(InvalidSelectorException.class);
            session.createConsumer(session.createQueue("q"));
        }
    }

    @Test
    void aRefusedSendInATransactionLeavesWhatWasSentBefore() throws Exception {
        artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .noAutoReceipts()
                .expect("SEND", body("bad"))
                .ignoring("COMMIT") // on its way before the broker hangs up
                .errorForLast("AMQ339001: no address")
                .close();
        Script second = artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .ignoring("BEGIN", "ABORT")
                .expect("COMMIT");
        bye(second);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("one"));
            MessageProducer producer = session.createProducer(session.createQueue("no"));
            assertThatThrownBy(() -> producer.send(session.createTextMessage("bad")))
                    .isInstanceOf(InvalidDestinationException.class);
            session.commit();
        }
    }

    @Test
    void theFirstMessageAfterARefusedOneCarriesTheDuplicateIdOfTheTransaction() throws Exception {
        artemis(broker)
                .expect("BEGIN")
                .expect("SEND", body("bad"))
                .ignoring("SEND") // on its way before the broker hangs up
                .errorForLast("AMQ339001: no address")
                .close();
        Script second = artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .ignoring("BEGIN", "ABORT")
                .expect("SEND", body("good"), has("_AMQ_DUPL_ID"))
                .expect("COMMIT");
        bye(second);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("no"));
            assertThatThrownBy(() -> producer.send(session.createTextMessage("bad")))
                    .isInstanceOf(InvalidDestinationException.class);
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("good"));
            session.commit();
        }
    }

    @Test
    void aRolledBackMessageThatComesAgainAfterAReconnectIsRedelivered() throws Exception {
        Script first = artemis(broker).expect("SUBSCRIBE").receipt().reply(message("1", "a1", "one"));
        Script second = artemis(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("ACK", header("id", "b1,1"))
                .receipt();
        bye(second);
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            consumer.receive(5000);
            session.rollback();
            first.close();
            broker.awaitReceived(frames ->
                    frames.stream().filter(f -> f.command().equals("SUBSCRIBE")).count() == 2);
            Message again = consumer.receive(5000);
            assertThat(again.getJMSRedelivered()).isTrue();
            assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
            session.commit();
        }
    }

    @Test
    void everySixtyFourthAcknowledgementAsksForAReceipt() throws Exception {
        Script script = artemis(broker).expect("SUBSCRIBE").receipt();
        for (int i = 1; i <= 64; i++) {
            script.reply(message(Integer.toString(i), "a" + i, "x"));
        }
        script.ignoring("ACK");
        bye(script);
        try (Connection connection = connect(broker);
                Session session = auto(connection)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            for (int i = 0; i < 64; i++) {
                assertThat(consumer.receive(5000)).isNotNull();
            }
        }
        List<String> withReceipt = new ArrayList<>();
        broker.received("ACK").stream()
                .filter(ack -> ack.header("receipt") != null)
                .forEach(ack -> withReceipt.add(ack.header("id")));
        assertThat(withReceipt).containsExactly("a64,64");
    }

    @Test
    void temporaryDestinationsHaveRulesAndAnEnd() throws Exception {
        Script script = artemis(broker).expect("SUBSCRIBE").receipt();
        script.autoReceipts().ignoringTheRest().expectClose();
        Script foreign = artemis(broker);
        bye(foreign);
        try (Connection connection = connect(broker);
                Session session = auto(connection);
                Connection another = connect(broker);
                Session theirs = auto(another)) {
            TemporaryQueue queue = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(queue);
            assertThatThrownBy(queue::delete).isInstanceOf(jakarta.jms.IllegalStateException.class);
            assertThatThrownBy(() -> theirs.createConsumer(queue)).isInstanceOf(InvalidDestinationException.class);
            consumer.close();
            queue.delete();
            queue.delete();
            assertThatThrownBy(() -> session.createProducer(queue)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createConsumer(queue)).isInstanceOf(InvalidDestinationException.class);
        }
    }
}
