package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
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
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Local transactions: section 6.2.7. */
@Section("6.2.7")
class TransactionTest extends JmsTest {
    private static Session transacted(Connection connection) throws JMSException {
        return connection.createSession(Session.SESSION_TRANSACTED);
    }

    // what was sent is visible with the commit, and in order
    @Section("6.2.7")
    @Test
    void commitPublishesWhatWasSent() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer other = connection.createSession().createConsumer(queue);
        send(session, producer, texts("m", 100).toArray(String[]::new));
        assertNothingComes(other);

        session.commit();

        assertThat(receiveTexts(other, 100)).isEqualTo(texts("m", 100));
    }

    // rollback destroys what was sent
    @Section("6.2.7")
    @Test
    void rollbackDestroysWhatWasSent() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());
        MessageConsumer receiver = connection.createSession().createConsumer(queue);
        MessageConsumer subscriber = connection.createSession().createConsumer(topic);
        send(session, session.createProducer(queue), "undone");
        send(session, session.createProducer(topic), "undone");

        session.rollback();

        send(session, session.createProducer(queue), "done");
        send(session, session.createProducer(topic), "done");
        session.commit();
        assertThat(receiveText(receiver)).isEqualTo("done");
        assertThat(receiveText(subscriber)).isEqualTo("done");
    }

    // commit acknowledges what was received
    @Section("6.2.7")
    @Test
    void commitAcknowledgesWhatWasReceived() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        receiveTexts(consumer, 2);
        assertThat(broker.messages(queue.getQueueName())).isEqualTo(3);

        session.commit();

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(consumer)).isEqualTo("c");
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // rollback delivers again, in order, ahead of the rest, flagged and counted
    @Section({"6.2.7", "6.2.10"})
    @Test
    void rollbackDeliversAgainInOrder() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), texts("m", 10).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        for (int round = 1; round <= 4; round++) {
            for (int i = 0; i < 3; i++) {
                Message message = receive(consumer);
                assertThat(textOf(message)).isEqualTo("m" + i);
                assertThat(message.getJMSRedelivered()).isEqualTo(round > 1);
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(round);
            }
            session.rollback();
        }

        assertThat(receiveTexts(consumer, 10)).isEqualTo(texts("m", 10));
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // over several consumers
    @Section("6.2.7")
    @Test
    void rollbackCountsForAllConsumersOfTheSession() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        send(sending, sending.createProducer(one), "1a", "1b", "1c");
        send(sending, sending.createProducer(two), "2a", "2b", "2c");
        MessageConsumer ones = session.createConsumer(one);
        MessageConsumer twos = session.createConsumer(two);
        receiveTexts(ones, 2);
        receiveTexts(twos, 1);

        session.rollback();

        assertThat(receiveTexts(ones, 3)).containsExactly("1a", "1b", "1c");
        assertThat(receiveTexts(twos, 3)).containsExactly("2a", "2b", "2c");
        session.commit();
        broker.awaitMessages(one.getQueueName(), 0);
        broker.awaitMessages(two.getQueueName(), 0);
    }

    // sends and receives are one unit
    @Section("6.2.7")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsAndReceivesGoTogether(boolean commit) throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        send(sending, sending.createProducer(in), "request");
        MessageConsumer consumer = session.createConsumer(in);
        receive(consumer);
        send(session, session.createProducer(out), "answer");

        if (commit) {
            session.commit();
        } else {
            session.rollback();
        }

        broker.awaitMessages(in.getQueueName(), commit ? 0 : 1);
        broker.awaitMessages(out.getQueueName(), commit ? 1 : 0);
    }

    // closing rolls back
    @Section({"6.2.15", "6.1.8"})
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closeRollsBack(boolean wholeConnection) throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        send(sending, sending.createProducer(in), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(in);
        receiveTexts(consumer, 2);
        send(session, session.createProducer(out), "lost");

        if (wholeConnection) {
            connection.close();
        } else {
            session.close();
        }

        Session later = connect().createSession();
        assertThat(receiveTexts(later.createConsumer(in), 3)).containsExactly("a", "b", "c");
        assertThat(broker.messages(out.getQueueName())).isZero();
    }

    // rolled back, then closed: nothing is lost, nothing comes twice
    @Section({"6.2.7", "6.2.15"})
    @Test
    void rollbackThenCloseGivesAllToTheNextSession() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), texts("m", 5).toArray(String[]::new));
        receiveTexts(session.createConsumer(queue), 3);

        session.rollback();
        session.close();

        assertThat(receiveTexts(sending.createConsumer(queue), 5)).isEqualTo(texts("m", 5));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // closing a consumer does not touch the transaction
    @Section("8.8")
    @Test
    void commitCountsForMessagesOfClosedConsumers() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        receiveTexts(consumer, 2);
        consumer.close();

        session.commit();

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(sending.createConsumer(queue))).isEqualTo("c");
    }

    // nor does rollback forget them
    @Section("8.8")
    @Test
    void rollbackCountsForMessagesOfClosedConsumers() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        receiveTexts(consumer, 2);
        consumer.close();

        session.rollback();

        assertThat(receiveTexts(sending.createConsumer(queue), 3)).containsExactly("a", "b", "c");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // what a closed producer sent belongs to the transaction
    @Section("6.2.7")
    @Test
    void commitCountsForMessagesOfClosedProducers() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        send(session, producer, "a");
        producer.close();

        session.commit();

        assertThat(receiveText(connection.createSession().createConsumer(queue)))
                .isEqualTo("a");
    }

    // one transaction follows the other
    @Section("6.2.7")
    @Test
    void transactionsFollowEachOther() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        List<String> committed = new ArrayList<>();
        session.commit();
        session.rollback();
        for (int i = 0; i < 30; i++) {
            send(session, producer, "m" + i);
            if (i % 3 == 0) {
                session.rollback();
            } else {
                session.commit();
                committed.add("m" + i);
            }
        }

        assertThat(receiveTexts(connection.createSession().createConsumer(queue), committed.size()))
                .isEqualTo(committed);
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // sessions of one connection have transactions of their own
    @Section("6.2.7")
    @Test
    void transactionsOfSessionsAreApart() throws Exception {
        Connection connection = connect();
        Session one = transacted(connection);
        Session two = transacted(connection);
        Queue queue = one.createQueue(name());
        send(one, one.createProducer(queue), "committed");
        send(two, two.createProducer(queue), "rolled back");

        two.rollback();
        one.commit();

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(connection.createSession().createConsumer(queue)))
                .isEqualTo("committed");
    }

    // a session receives what it sent itself only after the commit
    @Section("6.2.7")
    @Test
    void ownMessagesComeAfterCommitOnly() throws Exception {
        Session session = transacted(connect());
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "own");
        assertNothingComes(consumer);

        session.commit();

        assertThat(receiveText(consumer)).isEqualTo("own");
    }

    // of any size
    @Section("6.2.7")
    @Test
    void largeTransactionIsOneUnit() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        MessageProducer producer = session.createProducer(in);
        send(session, producer, texts("m", 2000).toArray(String[]::new));
        session.commit();
        MessageConsumer consumer = session.createConsumer(in);
        MessageProducer forwarding = session.createProducer(out);
        for (int i = 0; i < 2000; i++) {
            forwarding.send(receive(consumer));
        }
        session.commit();

        broker.awaitMessages(in.getQueueName(), 0);
        broker.awaitMessages(out.getQueueName(), 2000);
        assertThat(receiveTexts(session.createConsumer(out), 2000)).isEqualTo(texts("m", 2000));
        session.commit();
    }

    // in listeners: rollback of the first attempt of each message
    @Section("6.2.7")
    @Test
    void listenerMayCommitAndRollBack() throws Exception {
        Connection connection = connect();
        Session session = transacted(connection);
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        MessageProducer producer = session.createProducer(out);
        List<String> attempts = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(in).setMessageListener(message -> {
            try {
                attempts.add(textOf(message));
                send(session, producer, textOf(message));
                if (message.getJMSRedelivered()) {
                    session.commit();
                } else {
                    session.rollback();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(in), "a", "b", "c");

        MessageConsumer consumer = connection.createSession().createConsumer(out);
        assertThat(receiveTexts(consumer, 3)).containsExactly("a", "b", "c");
        await().atMost(SOON).until(() -> attempts.size() == 6);
        assertThat(attempts).containsExactly("a", "a", "b", "b", "c", "c");
        broker.awaitMessages(in.getQueueName(), 0);
    }

    // with durable subscriptions
    @Section("6.2.7")
    @Test
    void rollbackOfDurableSubscriber() throws Exception {
        Connection connection = connect("client-" + name());
        Session session = transacted(connection);
        Session sending = connection.createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        send(sending, sending.createProducer(topic), "a", "b");
        receiveTexts(consumer, 2);

        session.rollback();
        assertThat(receiveText(consumer)).isEqualTo("a");
        session.commit();
        consumer.close();

        MessageConsumer again = session.createDurableConsumer(topic, "sub");
        assertThat(receiveText(again)).isEqualTo("b");
        session.commit();
        again.close();
        session.unsubscribe("sub");
    }

    // a closed session has no transaction
    @Section("6.2.15")
    @Test
    void closedSessionCannotCommit() throws Exception {
        Session session = transacted(connect());
        session.close();

        assertIllegalState(session::commit);
        assertIllegalState(session::rollback);
    }
}
