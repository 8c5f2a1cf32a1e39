package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** What comes again: in which order, how it is marked and counted, when, and when no more. */
@Section({"6.2.10", "3.5.11"})
class RedeliveryTest extends JmsTest {
    /** A message as {@code text:count}, with an R if it is marked as redelivered. */
    private static String seen(Message message) {
        try {
            return textOf(message) + ":" + message.getIntProperty("JMSXDeliveryCount")
                    + (message.getJMSRedelivered() ? "R" : "");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> receiveSeen(MessageConsumer consumer, int count) throws JMSException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(seen(receive(consumer)));
        }
        return all;
    }

    private Connection connect(String options, boolean started) throws JMSException {
        Connection connection = track(provider.stompest(options).createConnection());
        if (started) {
            connection.start();
        }
        return connection;
    }

    private StompConnectionFactory failover() {
        return new StompConnectionFactory("failover:(" + broker.stompUri() + ")");
    }

    // ---- marks and counts

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void whatWasDeliveredIsMarkedForTheNextConnection(int mode) throws Exception {
        Connection first = connect();
        Session session = first.createSession(mode);
        Session sending = first.createSession();
        Queue queue = session.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b");
        assertThat(receiveSeen(session.createConsumer(queue), 2)).containsExactly("a:1", "b:1");

        first.close();

        Session next = connect().createSession();
        assertThat(receiveSeen(next.createConsumer(queue), 2)).containsExactly("a:2R", "b:2R");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasOnlyPrefetchedIsNotMarked(boolean connectionIsLost) throws Exception {
        Provider.onlyStompest("Artemis flags what was merely prefetched");
        useOwnBroker();
        JMSContext context = track(failover().createContext());
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "a").send(queue, "b");
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.receiveBody(String.class, WAIT)).isEqualTo("a");
        // "b" has come, and it is as if it had not been touched
        assertThatThrownBy(() -> consumer.receiveBody(Map.class, WAIT))
                .isInstanceOf(MessageFormatRuntimeException.class);

        if (connectionIsLost) {
            broker.dropStompConnections();
            context.createConsumer(context.createQueue(name())).close(); // returns on the next connection
            assertThat(seen(consumer.receive(WAIT))).isEqualTo("b:1");
        } else {
            consumer.close();
            assertThat(seen(context.createConsumer(queue).receive(WAIT))).isEqualTo("b:1");
        }
    }

    @Test
    void eachDurableSubscriptionCountsForItself() throws Exception {
        Provider.onlyStompest("a test of our own counting");
        Connection connection = connect("client-" + name());
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = session.createTopic(name());
        MessageConsumer one = session.createDurableConsumer(topic, "one");
        session.createDurableConsumer(topic, "two").close();
        send(session, session.createProducer(topic), "a");
        assertThat(receiveSeen(one, 1)).containsExactly("a:1");
        session.close();

        Session next = connection.createSession();
        MessageConsumer two = next.createDurableConsumer(topic, "two");
        assertThat(receiveSeen(two, 1)).containsExactly("a:1");
        MessageConsumer again = next.createDurableConsumer(topic, "one");
        assertThat(receiveSeen(again, 1)).containsExactly("a:2R");
        two.close();
        again.close();
        next.unsubscribe("one");
        next.unsubscribe("two");
    }

    @Test
    @Section({"6.2.10", "6.2.11", "3.5.11"})
    void aLostConnectionMarksWhatWasDelivered() throws Exception {
        Provider.onlyStompest("a test of our own reconnecting");
        useOwnBroker();
        Connection connection = track(failover().createConnection());
        connection.start();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveSeen(consumer, 2)).containsExactly("a:1", "b:1");

        broker.dropStompConnections();
        connection.createSession().createConsumer(session.createQueue(name())); // returns on the next connection
        session.rollback();

        assertThat(receiveSeen(consumer, 2)).containsExactly("a:2R", "b:2R");
        assertThat(receiveText(consumer)).isEqualTo("c");
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // ---- order

    @Test
    @Section("6.2.9.1")
    void listenersOfSeveralConsumersHearInTheOrderOfTheirSessionAlsoAfterARecover() throws Exception {
        Provider.onlyStompest("the specification leaves the order across consumers open");
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(14);
        for (Queue queue : List.of(one, two)) {
            session.createConsumer(queue).setMessageListener(message -> {
                heard.add(textOf(message));
                all.countDown();
                try {
                    if (heard.size() == 6) {
                        session.recover();
                    } else if (heard.size() == 14) {
                        message.acknowledge();
                    }
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        Session sending = connect().createSession();
        for (int i = 0; i < 8; i++) {
            Queue queue = i % 4 == 3 ? two : one;
            send(sending, sending.createProducer(queue), "m" + i);
        }
        connection.start();

        awaitQuietly(all);
        broker.awaitMessages(one.getQueueName(), 0);
        broker.awaitMessages(two.getQueueName(), 0);
        List<String> first = heard.subList(0, 6);
        assertThat(heard.subList(6, 14)).startsWith(first.toArray(String[]::new));
        assertThat(heard.subList(6, 14)).containsExactlyInAnyOrderElementsOf(texts("m", 8));
        assertThat(heard.subList(6, 14).stream()
                        .filter(text -> !List.of("m3", "m7").contains(text)))
                .isSorted();
    }

    // ---- when: the policy

    @Test
    void redeliveryWaitsAndKeepsTheOrder() throws Exception {
        Provider.onlyStompest("the delay is an option of ours");
        Connection connection = connect(
                "?jms.redeliveryPolicy.initialRedeliveryDelay=200&jms.redeliveryPolicy.redeliveryDelay=0", true);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveSeen(consumer, 2)).containsExactly("a:1", "b:1");

        session.rollback();
        long start = System.nanoTime();
        assertThat(consumer.receive(50)).isNull();
        assertThat(receiveSeen(consumer, 3)).containsExactly("a:2R", "b:2R", "c:1");
        assertThat(System.nanoTime() - start).isGreaterThan(190_000_000L);

        session.rollback();
        assertThat(receiveSeen(consumer, 3)).containsExactly("a:3R", "b:3R", "c:2R");
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section("8.7")
    void listenersWaitTooAndThoseOfOtherConsumersDoNot() throws Exception {
        Provider.onlyStompest("the delay is an option of ours");
        Connection connection = connect("?jms.redeliveryPolicy.initialRedeliveryDelay=400", true);
        Session session = connection.createSession();
        Queue bad = session.createQueue(name());
        Queue good = session.createQueue(name());
        Session sending = connection.createSession();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(bad).setMessageListener(message -> {
            heard.add(seen(message));
            if (heard.size() == 1) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        session.createConsumer(good).setMessageListener(message -> heard.add(seen(message)));
        send(sending, sending.createProducer(bad), "a", "b");
        await().atMost(SOON).until(() -> heard.size() == 1);
        send(sending, sending.createProducer(good), "c");

        await().atMost(SOON).until(() -> heard.size() == 4);
        assertThat(heard).containsExactly("a:1", "c:1", "a:2R", "b:1");
        broker.awaitMessages(bad.getQueueName(), 0);
    }

    @Test
    void whatRestsGoesBackWithItsSession() throws Exception {
        Provider.onlyStompest("the delay is an option of ours");
        Connection connection = connect("?jms.redeliveryPolicy.initialRedeliveryDelay=60000", true);
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        session.recover();
        assertThat(consumer.receiveNoWait()).isNull();

        session.close();

        MessageConsumer next = connection.createSession().createConsumer(queue);
        assertThat(receiveSeen(next, 1)).containsExactly("a:2R");
        assertThat(receiveText(next)).isEqualTo("b");
    }

    // ---- dead letters

    @Test
    @Section("8.7")
    void aPoisonMessageOfAListenerGoesToTheDeadLettersThoughNothingComesAfterIt() throws Exception {
        Provider.onlyStompest("the limit is an option of ours");
        String letters = name();
        Connection connection = connect(
                "?jms.redeliveryPolicy.maximumRedeliveries=1&jms.redeliveryPolicy.deadLetterQueue=" + letters, true);
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(seen(message));
            if (textOf(message).equals("poison")) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "good", "poison", "after");

        MessageConsumer dead = sending.createConsumer(sending.createQueue(letters));
        assertThat(textOf(receive(dead))).isEqualTo("poison");
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(heard).containsExactly("good:1", "poison:1", "poison:2R", "after:1");
    }

    @Test
    void deadLettersOfATransactionGoToTheBrokersOwnPlace() throws Exception {
        Provider.onlyStompest("the limit is an option of ours");
        Connection connection = connect("?jms.redeliveryPolicy.maximumRedeliveries=0", true);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Session sending = connection.createSession();
        Queue queue = session.createQueue(name());
        String poison = name();
        send(sending, sending.createProducer(queue), poison, "after");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo(poison);

        session.rollback();

        assertThat(receiveText(consumer)).isEqualTo("after");
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
        String letters = kind == BrokerKind.ARTEMIS ? "DLQ" : broker.deadLetters();
        MessageConsumer dead = connect().createSession().createConsumer(sending.createQueue(letters));
        await().atMost(SOON).until(() -> poison.equals(textOf(receive(dead))));
    }

    @Test
    void aDeadLetterIsNotMovedToTheQueueThatItIsIn() throws Exception {
        Provider.onlyStompest("the limit is an option of ours");
        String letters = name();
        Connection connection = connect(
                "?jms.redeliveryPolicy.maximumRedeliveries=0&jms.redeliveryPolicy.deadLetterQueue=" + letters, true);
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(letters);
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        session.recover();

        assertThat(receiveSeen(consumer, 2)).containsExactly("a:2R", "b:1");
    }
}
