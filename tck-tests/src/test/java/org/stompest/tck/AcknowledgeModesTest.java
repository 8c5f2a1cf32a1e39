package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.LogCapture;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Acknowledgement and recovery of sessions without transactions: section 6.2.10. */
@Section("6.2.10")
class AcknowledgeModesTest extends JmsTest {
    // AUTO_ACKNOWLEDGE: acknowledged when receive has returned
    @Section("6.2.10")
    @Test
    void autoAcknowledgesEachReceivedMessage() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);

        receive(consumer);

        broker.awaitMessages(queue.getQueueName(), 2);
        receive(consumer);
        broker.awaitMessages(queue.getQueueName(), 1);
    }

    // DUPS_OK_ACKNOWLEDGE: lazily, and at the latest with the end of the session
    @Section("6.2.10")
    @Test
    void dupsOkAcknowledgesAtTheLatestOnClose() throws Exception {
        Session session = connect().createSession(Session.DUPS_OK_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 25).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveTexts(consumer, 25)).isEqualTo(texts("m", 25));

        session.close();

        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // CLIENT_ACKNOWLEDGE: all that the session has delivered, whichever message is asked
    @Section("6.2.10")
    @Test
    void clientAcknowledgeCountsForAllDeliveredMessages() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        send(session, session.createProducer(one), "a", "b", "c");
        send(session, session.createProducer(two), "d", "e");
        MessageConsumer ones = session.createConsumer(one);
        MessageConsumer twos = session.createConsumer(two);
        Message first = receive(ones);
        receive(ones);
        receive(twos);
        assertThat(broker.messages(one.getQueueName())).isEqualTo(3);

        first.acknowledge();

        broker.awaitMessages(one.getQueueName(), 1);
        broker.awaitMessages(two.getQueueName(), 1);
        session.close();
        Session other = connection.createSession();
        assertThat(receiveText(other.createConsumer(one))).isEqualTo("c");
        assertThat(receiveText(other.createConsumer(two))).isEqualTo("e");
    }

    // acknowledging again is harmless
    @Section("6.2.10")
    @Test
    void acknowledgingTwiceIsHarmless() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = receive(consumer);

        message.acknowledge();
        message.acknowledge();

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(consumer)).isEqualTo("b");
    }

    // what was not acknowledged when the session ends comes again, in order
    @Section({"6.2", "6.2.15"})
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unacknowledgedMessagesComeAgainAfterClose(boolean wholeConnection) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 10).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer).acknowledge();
        receiveTexts(consumer, 4);

        if (wholeConnection) {
            connection.close();
        } else {
            session.close();
        }

        Session other = connect().createSession();
        assertThat(receiveTexts(other.createConsumer(queue), 9))
                .isEqualTo(texts("m", 10).subList(1, 10));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // recover restarts with the first unacknowledged message, flagged and counted
    @Section("6.2.10")
    @Test
    void recoverDeliversUnacknowledgedMessagesAgainInOrder() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 8).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        receive(consumer).acknowledge();
        receiveTexts(consumer, 3);

        session.recover();

        for (int i = 2; i < 8; i++) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo("m" + i);
            if (i < 5 || Provider.isStompest()) { // Artemis flags what was merely prefetched
                assertThat(message.getJMSRedelivered()).as("m%d redelivered", i).isEqualTo(i < 5);
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(i < 5 ? 2 : 1);
            }
            if (i == 7) {
                message.acknowledge();
            }
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // over several consumers of one session
    @Section("6.2.10")
    @Test
    void recoverCountsForAllConsumersOfTheSession() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());
        MessageConsumer receiver = session.createConsumer(queue);
        MessageConsumer subscriber = session.createConsumer(topic);
        send(session, session.createProducer(queue), "q1", "q2");
        send(session, session.createProducer(topic), "t1", "t2");
        receiveText(receiver);
        receiveTexts(subscriber, 2);

        session.recover();

        assertThat(receiveTexts(receiver, 2)).containsExactly("q1", "q2");
        assertThat(receiveTexts(subscriber, 2)).containsExactly("t1", "t2");
    }

    // nothing to recover where all is acknowledged
    @Section("6.2.10")
    @Test
    void recoverOfAutoSessionRepeatsNothing() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);

        session.recover();

        Message next = receive(consumer);
        assertThat(textOf(next)).isEqualTo("b");
        if (Provider.isStompest()) { // Artemis flags what was merely prefetched
            assertThat(next.getJMSRedelivered()).isFalse();
        }
    }

    // Closing a consumer: acknowledgement is the session's affair
    @Section("8.8")
    @Test
    void messageOfClosedConsumerCanBeAcknowledged() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = receive(consumer);

        consumer.close();
        message.acknowledge();

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("b");
    }

    // the messages of a closed consumer are still to be acknowledged and come again on recover
    @Section({"8.8", "6.2.10"})
    @Test
    void messageOfClosedConsumerComesAgainAfterRecover() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        consumer.close();

        session.recover();

        assertThat(receiveTexts(session.createConsumer(queue), 2)).containsExactly("a", "b");
    }

    // acknowledge of a closed session's message
    @Section("6.2.15")
    @Test
    void messageOfClosedSessionCannotBeAcknowledged() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a");
        Message message = receive(session.createConsumer(queue));

        session.close();

        assertIllegalState(message::acknowledge);
    }

    // the descriptions of Session: what a mode does not have
    @Section("10.3")
    @Test
    void callsOfTheOtherModesAreIllegal() throws Exception {
        Connection connection = connect();
        Session auto = connection.createSession();
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);

        assertIllegalState(auto::commit);
        assertIllegalState(auto::rollback);
        assertIllegalState(transacted::recover);
    }

    // the description of Message.acknowledge: ignored where the session acknowledges by itself
    @Section("10.3")
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void acknowledgeIsIgnoredInOtherModes(int mode) throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);

        receive(consumer).acknowledge();
        if (mode == Session.SESSION_TRANSACTED) {
            session.rollback();
            assertThat(receiveText(consumer)).isEqualTo("a");
        } else {
            assertThat(receiveText(consumer)).isEqualTo("b");
        }
    }

    // acknowledging in the listener
    @Section("6.2.10")
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void listenerMayAcknowledge(int mode) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message));
            acknowledge(message);
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), texts("m", 20).toArray(String[]::new));

        await().atMost(SOON).until(() -> heard.size() == 20);
        session.close();
        assertThat(heard).isEqualTo(texts("m", 20));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // recovering in the listener
    @Section("6.2.10")
    @Test
    void listenerMayRecover() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message));
            if (heard.size() == 3) {
                recover(session);
            } else if (heard.size() >= 6) {
                acknowledge(message);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");

        await().atMost(SOON).until(() -> heard.size() >= 6);
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(heard).containsExactly("a", "b", "c", "a", "b", "c");
    }

    // a durable subscription keeps what was not acknowledged
    @Section({"4.2.2", "6.2", "4.2.8"})
    @Test
    void durableSubscriptionKeepsUnacknowledgedMessages() throws Exception {
        Connection connection = connect("client-" + name());
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        MessageProducer producer = session.createProducer(topic);
        send(session, producer, "a", "b", "c");
        receive(consumer).acknowledge();
        receive(consumer);
        session.close();

        Session later = connection.createSession();
        MessageConsumer again = later.createDurableConsumer(topic, "sub");
        assertThat(receiveTexts(again, 2)).containsExactly("b", "c");
        again.close();
        later.unsubscribe("sub");
    }

    // 6.2.10: what is acknowledged makes room for what comes next, however small the window
    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void acknowledgedMessagesMakeRoom(int mode) throws Exception {
        Provider.onlyStompest("the size of the window is an option of ours");
        Connection connection =
                track(provider.stompest("?jms.prefetchPolicy.all=20").createConnection());
        connection.start();
        Session sending = connection.createSession();
        Queue queue = sending.createQueue(name());
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        send(sending, producer, texts("m", 1000).toArray(String[]::new));
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);

        for (int i = 0; i < 1000; i++) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo("m" + i);
            if (mode == Session.CLIENT_ACKNOWLEDGE && i % 10 == 9) {
                message.acknowledge();
            } else if (mode == Session.SESSION_TRANSACTED && i % 10 == 9) {
                session.commit();
            }
        }
        session.close();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // 6.2.10: client overrun is limited, and who runs into the limit is told why nothing more comes
    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @OnlyOn(BrokerKind.ARTEMIS)
    void whatFillsTheWindowIsNamedInTheLog(int mode) throws Exception {
        Provider.onlyStompest("the size of the window is an option of ours");
        Connection connection =
                track(provider.stompest("?jms.prefetchPolicy.all=5").createConnection());
        connection.start();
        Session sending = connection.createSession();
        Queue queue = sending.createQueue(name());
        send(sending, sending.createProducer(queue), texts("x".repeat(500), 20).toArray(String[]::new));
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        try (LogCapture log = new LogCapture()) {
            Message last = receive(consumer);
            int received = 1;
            for (Message next = consumer.receive(NOTHING); next != null; next = consumer.receive(NOTHING)) {
                last = next;
                received++;
            }
            assertThat(received).isBetween(2, 19);
            String name = queue.getQueueName();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("queue://" + name) && line.contains("fill the window"))
                    .hasSize(1);

            if (mode == Session.CLIENT_ACKNOWLEDGE) {
                last.acknowledge();
            } else {
                session.commit();
            }
            receive(consumer);
        }
    }

    private static void acknowledge(Message message) {
        try {
            message.acknowledge();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void recover(Session session) {
        try {
            session.recover();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
