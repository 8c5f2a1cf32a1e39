package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** What is sent in a transaction: sections 6.2.7, 7.7 to 7.9. */
@Section("6.2.7")
class TransactedSendTest extends JmsTest {
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void onlyATransactedSessionCommits(int mode) throws Exception {
        Session session = connect().createSession(mode);
        assertIllegalState(session::commit);
        assertIllegalState(session::rollback);
        JMSContext context = context(mode);
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(context::rollback).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void modesAndPrioritiesAreKeptThroughACommit() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("a"), DeliveryMode.PERSISTENT, 9, 0);
        producer.send(session.createTextMessage("b"), DeliveryMode.NON_PERSISTENT, 8, 60_000);
        session.commit();

        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        Message first = receive(consumer);
        Message second = receive(consumer);
        assertThat(first.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(first.getJMSPriority()).isEqualTo(9);
        assertThat(second.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(second.getJMSExpiration()).isPositive();
    }

    // The life of a message begins when it is sent, not when it is committed
    @Section("7.8")
    @Test
    void timeToLiveBeginsWithTheSend() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        TextMessage shortLived = session.createTextMessage("short-lived");
        producer.send(shortLived, DeliveryMode.PERSISTENT, 4, 50);
        send(session, producer, "lives on");
        assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(System.currentTimeMillis()).isGreaterThan(shortLived.getJMSExpiration());
        session.commit();

        assertThat(receiveText(connection.createSession().createConsumer(queue)))
                .isEqualTo("lives on");
    }

    @Section("7.9")
    @Test
    void delayedMessageOfATransactionComesLaterAndOnlyIfCommitted() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(200);
        send(session, producer, "rolled back");
        session.rollback();
        TextMessage delayed = session.createTextMessage("delayed");
        producer.send(delayed);
        producer.setDeliveryDelay(0);
        send(session, producer, "at once");
        session.commit();

        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("at once");
        assertThat(receiveText(consumer)).isEqualTo("delayed");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(delayed.getJMSDeliveryTime());
    }

    @Test
    void messageIsFreeAfterItWasSent() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage();
        for (String text : texts("m", 5)) {
            message.setText(text);
            producer.send(message);
        }
        message.clearBody();
        session.commit();

        assertThat(receiveTexts(connection.createSession().createConsumer(queue), 5))
                .isEqualTo(texts("m", 5));
    }

    @Test
    void contextCommitsAndRollsBack() {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "rolled back");
        context.rollback();
        context.createProducer().send(queue, "committed");
        context.commit();

        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("committed");
        context.rollback();
        Message again = consumer.receive(WAIT);
        assertThat(textOf(again)).isEqualTo("committed");
        context.commit();
    }

    @Test
    void oneTransactionOfManyDestinations() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null);
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            queues.add(session.createQueue(name()));
        }
        for (Queue queue : queues) {
            producer.send(queue, session.createMessage());
        }
        for (Queue queue : queues) {
            assertThat(broker.messages(queue.getQueueName())).isZero();
        }
        session.commit();
        for (Queue queue : queues) {
            broker.awaitMessages(queue.getQueueName(), 1);
        }
    }

    // A full destination refuses a message of the transaction: all of it is undone, and said to be
    @Test
    void refusedMessageUndoesItsTransaction() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue fine = session.createQueue(name());
        Queue full = session.createQueue("full." + name());
        MessageProducer producer = session.createProducer(null);
        producer.send(fine, session.createTextMessage("x"));
        String text = "x".repeat(10_000);
        try {
            for (int i = 0; i < 30; i++) {
                producer.send(full, session.createTextMessage(text));
            }
            assertThatThrownBy(session::commit).isInstanceOf(TransactionRolledBackException.class);
        } catch (JMSException e) {
            session.rollback();
        }
        broker.awaitMessages(fine.getQueueName(), 0);
        producer.send(fine, session.createTextMessage("after"));
        session.commit();
        assertThat(receiveText(connection.createSession().createConsumer(fine))).isEqualTo("after");
    }
}
