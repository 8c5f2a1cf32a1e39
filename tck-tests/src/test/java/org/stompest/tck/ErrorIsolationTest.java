package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/**
 * A call that the broker refuses throws where it was made (section 10.3), and every other session of the connection goes on
 * as if nothing had happened, although Artemis answers such a call by closing the connection: nothing is lost, nothing
 * comes twice, and the ExceptionListener, which is not for exceptions of calls (6.1.7), hears nothing.
 */
@Section("10.3")
@OnlyOn(BrokerKind.ARTEMIS)
class ErrorIsolationTest extends JmsTest {
    /** The sessions of one connection that must not notice anything, each in the middle of its work. */
    private final class Bystanders {
        final Connection connection;
        final List<JMSException> told = new CopyOnWriteArrayList<>();

        private final Session outside;
        private final MessageProducer sender;
        private final Queue transactedIn;
        private final Queue transactedOut;
        private final Queue listened;
        private final Queue acknowledged;
        private final Topic topic;
        private final Session transacted;
        private final MessageConsumer transactedConsumer;
        private final MessageProducer transactedProducer;
        private final List<String> transactedReceived = new ArrayList<>();
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private final MessageConsumer clientConsumer;
        private final List<String> clientReceived = new ArrayList<>();
        private final MessageConsumer subscriber;
        private final String topicName;
        private int faults;

        Bystanders(Connection connection) throws JMSException {
            this.connection = connection;
            connection.setExceptionListener(told::add);
            connection.start();
            outside = connect().createSession();
            sender = outside.createProducer(null);

            transacted = connection.createSession(Session.SESSION_TRANSACTED);
            transactedIn = transacted.createQueue(name());
            transactedOut = transacted.createQueue(name());
            transactedConsumer = transacted.createConsumer(transactedIn);
            transactedProducer = transacted.createProducer(transactedOut);
            sendFromOutside(transactedIn, texts("in", 9));
            workInTransaction(0, 3);

            Session listening = connection.createSession();
            listened = listening.createQueue(name());
            listening.createConsumer(listened).setMessageListener(message -> heard.add(textOf(message)));
            sendFromOutside(listened, texts("l", 5));
            await().atMost(SOON).until(() -> heard.size() == 5);

            Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            acknowledged = client.createQueue(name());
            clientConsumer = client.createConsumer(acknowledged);
            sendFromOutside(acknowledged, texts("c", 8));
            clientReceived.addAll(receiveTexts(clientConsumer, 3));

            Session subscribed = connection.createSession();
            topicName = name();
            topic = subscribed.createTopic(topicName);
            subscriber = subscribed.createConsumer(topic);
            sendFromOutside(topic, List.of("t0"));
            assertThat(receiveText(subscriber)).isEqualTo("t0");
        }

        private void sendFromOutside(Destination destination, List<String> texts) throws JMSException {
            for (String text : texts) {
                sender.send(destination, outside.createTextMessage(text));
            }
        }

        private void workInTransaction(int from, int to) throws JMSException {
            for (int i = from; i < to; i++) {
                transactedReceived.add(receiveText(transactedConsumer));
                transactedProducer.send(transacted.createTextMessage("out" + i));
            }
        }

        /** Goes on a little between two faults. */
        void goOnAfterFault() throws JMSException {
            faults++;
            workInTransaction(2 + faults, 3 + faults);
            sendFromOutside(listened, List.of("fault" + faults));
            int expected = 5 + faults;
            await().atMost(SOON).until(() -> heard.size() == expected);
            clientReceived.add(receiveText(clientConsumer));
        }

        /** Ends the work and counts. */
        void finishUnharmed() throws JMSException {
            workInTransaction(3 + faults, 9);
            assertThat(broker.messages(transactedOut.getQueueName()))
                    .as("sent before the commit")
                    .isZero();
            transacted.commit();
            assertThat(transactedReceived).isEqualTo(texts("in", 9));
            broker.awaitMessages(transactedIn.getQueueName(), 0);
            assertThat(receiveTexts(outside.createConsumer(transactedOut), 9)).isEqualTo(texts("out", 9));
            broker.awaitMessages(transactedOut.getQueueName(), 0);

            sendFromOutside(listened, texts("later", 3));
            List<String> expected = new ArrayList<>(texts("l", 5));
            for (int i = 1; i <= faults; i++) {
                expected.add("fault" + i);
            }
            expected.addAll(texts("later", 3));
            await().atMost(SOON).until(() -> heard.size() >= expected.size());
            broker.awaitMessages(listened.getQueueName(), 0);
            assertThat(heard).isEqualTo(expected);

            while (clientReceived.size() < 7) {
                clientReceived.add(receiveText(clientConsumer));
            }
            assertThat(broker.messages(acknowledged.getQueueName()))
                    .as("not acknowledged")
                    .isEqualTo(8);
            Message last = receive(clientConsumer);
            clientReceived.add(textOf(last));
            last.acknowledge();
            assertThat(clientReceived).isEqualTo(texts("c", 8));
            broker.awaitMessages(acknowledged.getQueueName(), 0);

            broker.awaitConsumers(topicName, 1);
            sendFromOutside(topic, List.of("t1"));
            assertThat(receiveText(subscriber)).isEqualTo("t1");
            assertThat(told).as("told to the ExceptionListener").isEmpty();
        }
    }

    private Bystanders bystanders() throws JMSException {
        return new Bystanders(
                track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection()));
    }

    /** A session that still works must be able to do this. */
    private void assertWorks(Session session) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "works");
        if (session.getTransacted()) {
            session.commit();
        }
        assertThat(receiveText(consumer)).isEqualTo("works");
        if (session.getTransacted()) {
            session.commit();
        }
        consumer.close();
    }

    @Test
    void forbiddenSendThrowsFromSend() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue forbidden = session.createQueue("forbidden." + name());
        MessageProducer producer = session.createProducer(null);

        assertThatThrownBy(() -> producer.send(forbidden, session.createTextMessage("x")))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining(forbidden.getQueueName());

        assertWorks(session);
        bystanders.finishUnharmed();
    }

    @Test
    void forbiddenSubscribeThrowsFromCreateConsumer() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue forbidden = session.createQueue("forbidden." + name());
        Topic forbiddenTopic = session.createTopic("forbidden." + name());

        assertThatThrownBy(() -> session.createConsumer(forbidden))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining(forbidden.getQueueName());
        assertThatThrownBy(() -> session.createConsumer(forbiddenTopic)).isInstanceOf(JMSSecurityException.class);

        assertWorks(session);
        bystanders.finishUnharmed();
    }

    // the other sessions work on between the faults; each fault costs Artemis one delivery attempt of what is
    // prefetched
    @Test
    void severalFaultsInARowHarmNobody() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue forbidden = session.createQueue("forbidden." + name());
        MessageProducer producer = session.createProducer(null);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> producer.send(forbidden, session.createTextMessage("x")))
                    .isInstanceOf(JMSSecurityException.class);
            bystanders.goOnAfterFault();
        }

        assertWorks(session);
        bystanders.finishUnharmed();
    }

    @Test
    void forbiddenSendInTransactionThrowsAtTheLatestFromCommit() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession(Session.SESSION_TRANSACTED);
        Queue allowed = session.createQueue(name());
        Queue forbidden = session.createQueue("forbidden." + name());
        MessageProducer producer = session.createProducer(null);
        producer.send(allowed, session.createTextMessage("goes down with the rest"));

        Throwable fromSend = catchThrowable(() -> producer.send(forbidden, session.createTextMessage("x")));
        if (fromSend == null) {
            assertThatThrownBy(session::commit).isInstanceOf(Provider.strictly(TransactionRolledBackException.class));
        } else {
            assertThat(fromSend).isInstanceOf(JMSSecurityException.class);
            session.rollback();
        }

        assertWorks(session);
        assertThat(broker.messages(allowed.getQueueName())).isZero();
        bystanders.finishUnharmed();
    }

    // TransactionRolledBackException; 6.2.7: nothing of it is sent, and what was received comes again
    @Section({"10.3", "6.2.7"})
    @Test
    void failedCommitRollsBackItsOwnSessionOnly() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession(Session.SESSION_TRANSACTED);
        Queue full = session.createQueue("full." + name());
        Queue other = session.createQueue(name());
        Queue in = session.createQueue(name());
        MessageProducer producer = session.createProducer(null);
        fill(full);
        bystanders.sendFromOutside(in, texts("in", 3));
        MessageConsumer consumer = session.createConsumer(in);
        assertThat(receiveTexts(consumer, 2)).isEqualTo(texts("in", 2));
        producer.send(other, session.createTextMessage("goes down with the rest"));

        Throwable fromSend = catchThrowable(() -> producer.send(full, session.createTextMessage("too much")));
        if (fromSend == null) {
            assertThatThrownBy(session::commit).isInstanceOf(Provider.strictly(TransactionRolledBackException.class));
        } else {
            assertThat(fromSend).isInstanceOf(Provider.strictly(ResourceAllocationException.class));
            session.rollback();
        }

        for (int i = 0; i < 2; i++) {
            Message again = receive(consumer);
            assertThat(textOf(again)).isEqualTo("in" + i);
            assertThat(again.getJMSRedelivered()).isTrue();
        }
        assertThat(receiveText(consumer)).isEqualTo("in2");
        session.commit();
        broker.awaitMessages(in.getQueueName(), 0);
        assertThat(broker.messages(other.getQueueName())).isZero();
        assertWorks(session);
        bystanders.finishUnharmed();
    }

    // the broker refuses the whole of a transaction that holds a duplicate
    @Section({"10.3", "6.2.7"})
    @Test
    void commitOfDuplicateThrowsAndHarmsNobody() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        Queue other = session.createQueue(name());
        MessageProducer producer = session.createProducer(null);
        TextMessage message = session.createTextMessage("once only");
        message.setStringProperty("_AMQ_DUPL_ID", queue.getQueueName());
        producer.send(queue, message);
        session.commit();

        producer.send(other, session.createTextMessage("goes down with the rest"));
        producer.send(queue, message);
        assertThatThrownBy(session::commit).isInstanceOf(Provider.strictly(TransactionRolledBackException.class));

        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(broker.messages(other.getQueueName())).isZero();
        assertWorks(session);
        bystanders.finishUnharmed();
    }

    // ResourceAllocationException
    @Section("10.3")
    @Test
    void sendToFullAddressThrowsFromSend() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue full = session.createQueue("full." + name());
        fill(full);
        MessageProducer producer = session.createProducer(full);

        assertThatThrownBy(() -> producer.send(session.createTextMessage("too much")))
                .isInstanceOf(Provider.strictly(ResourceAllocationException.class));

        assertWorks(session);
        bystanders.finishUnharmed();
    }

    /** Sends until the broker takes no more, on another connection. */
    private void fill(Queue queue) throws JMSException {
        Session session = connect().createSession();
        MessageProducer producer = session.createProducer(queue);
        String large = "x".repeat(EmbeddedArtemis.FULL_BYTES / 4);
        Throwable full = null;
        for (int i = 0; i < 20 && full == null; i++) {
            full = catchThrowable(() -> producer.send(session.createTextMessage(large)));
        }
        assertThat(full)
                .as("answer of a full address")
                .isInstanceOf(Provider.strictly(ResourceAllocationException.class));
    }

    @Section("10.3")
    @Test
    void refusedConsumerThrowsFromCreateConsumer() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue queue = session.createQueue(name());
        artemis().createQueueForOne(queue.getQueueName());
        MessageConsumer first = session.createConsumer(queue);

        assertThatThrownBy(() -> session.createConsumer(queue)).isInstanceOf(JMSException.class);

        send(session, session.createProducer(queue), "for the first");
        assertThat(receiveText(first)).isEqualTo("for the first");
        bystanders.finishUnharmed();
    }

    // nobody waits for the answer to a non-persistent send: it fails without a call, and harms nobody
    @Section("10.3")
    @Test
    void forbiddenNonPersistentSendHarmsNobody() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession();
        Queue forbidden = session.createQueue("forbidden." + name());
        MessageProducer producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);

        for (String text : texts("x", 3)) {
            Throwable fromSend = catchThrowable(() -> producer.send(forbidden, session.createTextMessage(text)));
            if (fromSend == null) {
                continue;
            }
            assertThat(fromSend).isInstanceOf(JMSSecurityException.class);
        }

        assertWorks(session);
        assertThat(bystanders.told).allMatch(JMSSecurityException.class::isInstance);
        bystanders.told.clear();
        bystanders.finishUnharmed();
    }

    // a session's own messages in hand survive a fault of the same session
    @Section("10.3")
    @Test
    void faultLeavesTheSessionsOwnTransactionOpen() throws Exception {
        Bystanders bystanders = bystanders();
        Session session = bystanders.connection.createSession(Session.SESSION_TRANSACTED);
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        bystanders.sendFromOutside(in, texts("in", 2));
        MessageConsumer consumer = session.createConsumer(in);
        assertThat(receiveText(consumer)).isEqualTo("in0");
        send(session, session.createProducer(out), "out0");

        assertThatThrownBy(() -> session.createConsumer(session.createQueue("forbidden." + name())))
                .isInstanceOf(JMSSecurityException.class);

        assertThat(receiveText(consumer)).isEqualTo("in1");
        send(session, session.createProducer(out), "out1");
        session.commit();
        broker.awaitMessages(in.getQueueName(), 0);
        assertThat(receiveTexts(connect().createSession().createConsumer(out), 2))
                .isEqualTo(texts("out", 2));
        bystanders.finishUnharmed();
    }

    // an acknowledgement that the fault of another session cut off is made up for, without another call
    @Section("6.2.11")
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void acknowledgementCutOffByAFaultIsMadeUpFor(int mode) throws Exception {
        Connection connection =
                track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection());
        connection.start();
        Session faulty = connection.createSession();
        Queue forbidden = faulty.createQueue("forbidden." + name());
        MessageProducer producer = faulty.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(name());
        Session outside = connect().createSession();
        send(outside, outside.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");

        catchThrowable(() -> producer.send(forbidden, faulty.createTextMessage("breaks the connection")));
        Message last = receive(consumer);
        if (mode == Session.CLIENT_ACKNOWLEDGE) {
            last.acknowledge();
        } else if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
        }

        assertThat(textOf(last)).isEqualTo("b");
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(consumer.receiveNoWait()).isNull();
    }
}
