package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.jms.wire.Scripted.noReceipt;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

class AcknowledgementFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private static String text(Message message) throws Exception {
        return ((TextMessage) message).getText();
    }

    @Test
    void anAutoSessionAcknowledgesEachMessageWithoutAReceipt() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE", header("ack", "client-individual"), has("receipt"))
                .receipt()
                .reply(message("1", "a1", "one"))
                .reply(message("2", "a2", "two"))
                .expect("ACK", header("id", "a1,1"), noReceipt())
                .expect("ACK", header("id", "a2,2"), noReceipt());
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            assertThat(text(consumer.receive(5000))).isEqualTo("two");
        }
    }

    @Test
    void whatOvertakesByItsPriorityIsAcknowledgedByItself() throws Exception {
        CountDownLatch prefetched = new CountDownLatch(1);
        Script script = artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("1", "1", "a1", "low", "priority", "1"))
                .reply(message("1", "2", "a2", "high", "priority", "9"))
                .expect("SEND")
                .then(send -> prefetched.countDown())
                .expect("ACK", header("id", "a2,2"));
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            session.createProducer(session.createQueue("other")).send(session.createMessage());
            assertThat(prefetched.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(text(consumer.receive(5000))).isEqualTo("high");
        }
    }

    @Test
    void whereOneAckStandsForManyNothingOvertakes() throws Exception {
        Script script = artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE", header("ack", "client"))
                .reply(message("1", "1", "a1", "low", "priority", "1"))
                .reply(message("1", "2", "a2", "high", "priority", "9"))
                .expect("SEND")
                .expect("ACK", header("id", "a1,1"));
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            session.createProducer(session.createQueue("other")).send(session.createMessage());
            Message first = consumer.receive(5000);
            assertThat(text(first)).isEqualTo("low");
            first.acknowledge();
        }
    }

    @Test
    void prioritiesOvertakeInEveryModeIfAskedFor() throws Exception {
        Script script = artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE", header("ack", "client-individual"))
                .reply(message("1", "1", "a1", "low", "priority", "1"))
                .reply(message("1", "2", "a2", "high", "priority", "9"))
                .expect("SEND")
                .expect("ACK", header("id", "a2,2"), has("receipt"));
        bye(script);
        try (Connection connection = connect(broker, "&jms.localMessagePriority=true")) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            session.createProducer(session.createQueue("other")).send(session.createMessage());
            Message first = consumer.receive(5000);
            assertThat(text(first)).isEqualTo("high");
            first.acknowledge();
        }
    }

    @Test
    void aListenerThatThrowsGetsTheMessageAgainBeforeItIsAcknowledged() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "one"))
                .expect("ACK", header("id", "a1,1"));
        bye(script);
        List<Boolean> redelivered = new CopyOnWriteArrayList<>();
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue("q")).setMessageListener(message -> {
                try {
                    redelivered.add(message.getJMSRedelivered());
                } catch (jakarta.jms.JMSException e) {
                    throw new AssertionError(e);
                }
                if (redelivered.size() == 1) {
                    throw new IllegalArgumentException("the listener's own fault");
                }
            });
            broker.awaitReceived(
                    frames -> frames.stream().anyMatch(f -> f.command().equals("ACK")));
            assertThat(redelivered).containsExactly(false, true);
        }
    }

    @Test
    void aClientSessionAcknowledgesAllWithOneFrameAndWaitsForItsReceipt() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE", header("ack", "client"))
                .receipt()
                .reply(message("1", "a1", "one"))
                .reply(message("2", "a2", "two"))
                .expect("ACK", header("id", "a2,2"), has("receipt"))
                .receipt();
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            consumer.receive(5000);
            Message last = consumer.receive(5000);
            assertThat(broker.received("ACK")).isEmpty();
            last.acknowledge();
            assertThat(broker.received("ACK")).hasSize(1);
        }
    }

    @Test
    void aDupsOkSessionAcknowledgesAtTheLatestWhenNothingWaits() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "one"))
                .expect("ACK", header("id", "a1,1"), noReceipt());
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.DUPS_OK_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void anExpiredMessageIsDroppedAndAcknowledged() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "1", "a1", "stale", "expires", "1"))
                .reply(message("2", "a2", "fresh"))
                .ignoring("ACK");
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("fresh");
        }
        assertThat(broker.received("ACK"))
                .last()
                .extracting(frame -> frame.header("id"))
                .isEqualTo("a2,2");
    }

    @Test
    void aDeadLetterIsCopiedWithAReceiptBeforeItIsAcknowledged() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "poison"))
                .expect("SEND", header("destination", "DLQ"), has("receipt"), body("poison"))
                .then(frame -> assertThat(broker.received("ACK")).isEmpty())
                .receipt()
                .expect("ACK", header("id", "a1,1"));
        bye(script);
        try (Connection connection = connect(broker, "&jms.redeliveryPolicy.maxRedeliveries=1")) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("poison");
            session.recover();
            assertThat(text(consumer.receive(5000))).isEqualTo("poison");
            session.recover();
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void aDeadLetterThatComesAgainWhileItsCopyIsSentIsNotHandedOut() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "poison"))
                .expect("SEND", header("destination", "DLQ"), has("receipt"))
                .close();
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "poison"))
                .autoReceipts()
                .expect("BEGIN")
                .expect("ABORT")
                .expect("SEND", header("destination", "DLQ"), has("receipt"))
                .expect("ACK", header("id", "b1,1"));
        bye(script);
        try (Connection connection = connect(broker, "&jms.redeliveryPolicy.maxRedeliveries=0")) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("poison");
            session.recover();
            assertThat(consumer.receive(300)).isNull();
            await().untilAsserted(() -> assertThat(broker.received("ACK")).hasSize(1));
        }
    }

    @Test
    void whatIsInHandsThroughAReconnectIsNotHandedOutAgainAndAcknowledgedWithTheNewId() throws Exception {
        Script first = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "one"))
                .reply(message("2", "a2", "two"));
        Script second = artemis(broker)
                .expect("SUBSCRIBE", noReceipt())
                .reply(message("1", "b1", "one"))
                .reply(message("2", "b2", "two"))
                .reply(message("3", "b3", "three"))
                .expect("ACK", header("id", "b3,3"), has("receipt"))
                .receipt();
        bye(second);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            Message two = consumer.receive(5000);
            first.close();
            assertThat(text(consumer.receive(5000))).isEqualTo("three");
            two.acknowledge();
        }
    }

    @Test
    void anUnconfirmedAcknowledgementThatComesAgainIsRepeatedAndNotHandedOut() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "a1", "one"))
                .expect("ACK", header("id", "a1,1"))
                .close();
        Script second = artemis(broker)
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("ACK", header("id", "b1,1"))
                .reply(message("2", "b2", "two"))
                .expect("ACK", header("id", "b2,2"));
        bye(second);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive(5000))).isEqualTo("one");
            assertThat(text(consumer.receive(5000))).isEqualTo("two");
        }
    }

    @Test
    void closingUnsubscribesBeforeItDisconnects() throws Exception {
        artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .autoReceipts()
                .expect("UNSUBSCRIBE", header("id", "1"))
                .expect("DISCONNECT", has("receipt"))
                .expectClose();
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue("q"));
        }
        assertThat(broker.received().stream().map(WireFrame::command))
                .endsWith("SUBSCRIBE", "UNSUBSCRIBE", "DISCONNECT");
    }

    @Test
    void whatIsGivenBackWhileItComesAgainIsHandedOutAgain() throws Exception {
        CountDownLatch takenTwo = new CountDownLatch(1);
        artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("1", "a1", "one"))
                .reply(message("2", "a2", "two"))
                .await(takenTwo)
                .reset();
        bye(artemis(broker)
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SUBSCRIBE")
                .reply(message("1", "b1", "one"))
                .expect("SEND", body("the first has come"))
                .expect("SEND", body("and was given back"))
                .reply(message("2", "b2", "two"))
                .expect("ACK", header("id", "b2,2")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
                Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = sending.createProducer(sending.createQueue("other"));
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(((TextMessage) consumer.receive(5000)).getText()).isEqualTo("one");
            assertThat(((TextMessage) consumer.receive(5000)).getText()).isEqualTo("two");
            takenTwo.countDown();
            broker.awaitReceived(all -> all.stream()
                            .filter(frame -> frame.command().equals("SUBSCRIBE"))
                            .count()
                    == 2);
            producer.send(sending.createTextMessage("the first has come"));

            session.recover();

            producer.send(sending.createTextMessage("and was given back"));
            assertThat(((TextMessage) consumer.receive(5000)).getText()).isEqualTo("one");
            Message last = consumer.receive(5000);
            assertThat(((TextMessage) last).getText()).isEqualTo("two");
            last.acknowledge();
        }
    }
}
