package org.stompest.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.SoakSize;

/**
 * On one connection, many short-lived things: what they were made of is gone when they are, in this JVM and at the broker. How
 * many they are is {@link SoakSize}. Each test has a broker of its own, to count on.
 */
@Isolated("counts what is in the JVM")
@Timeout(value = 8, unit = TimeUnit.HOURS)
class ComeAndGoTest extends JmsTest {
    private static final int TIMES = SoakSize.times();

    /** What takes long for a good reason, such as a wait for silence, comes and goes less often. */
    private static final int FEWER = Math.max(10, TIMES / 30);

    private static final int WARM = 10;

    /** What comes and goes. */
    private interface Round {
        void run(int number) throws JMSException;
    }

    private Connection connection;

    @BeforeEach
    void open() throws JMSException {
        useOwnBroker();
        connection = connect("soak");
    }

    private void comeAndGo(String what, int times, Round round) throws JMSException {
        for (int i = 0; i < WARM; i++) {
            round.run(i);
        }
        Footprint before = Footprint.of(broker);
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            round.run(i);
        }
        before.awaitAgain(what, broker, times, System.nanoTime() - start);
    }

    @Test
    void sessions() throws Exception {
        comeAndGo("sessions", TIMES, i -> {
            Session session = connection.createSession(i % 2 == 0, Session.AUTO_ACKNOWLEDGE);
            if (i % 10 == 0) {
                send(session, session.createProducer(session.createTopic("nobody.listens")), "x");
            }
            session.close();
        });
    }

    @Test
    void sessionsWithListenersAndAsynchronousSends() throws Exception {
        Session outside = connection.createSession();
        Queue queue = outside.createQueue("listened");
        Queue sink = outside.createQueue("sent.to");
        MessageProducer producer = outside.createProducer(queue);
        outside.createConsumer(sink).setMessageListener(message -> {});
        comeAndGo("listening sessions", TIMES / 6, i -> {
            CountDownLatch heard = new CountDownLatch(2);
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            session.createConsumer(queue).setMessageListener(message -> acknowledge(message, heard));
            send(outside, producer, "x");
            session.createProducer(sink).send(session.createTextMessage("async"), counting(heard));
            awaitQuietly(heard);
            session.close();
        });
    }

    private static void acknowledge(Message message, CountDownLatch heard) {
        try {
            message.acknowledge();
            heard.countDown();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletionListener counting(CountDownLatch heard) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                heard.countDown();
            }

            @Override
            public void onException(Message message, Exception why) {
                throw new IllegalStateException(why);
            }
        };
    }

    @Test
    void consumers() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue("kept");
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        send(session, producer, "stays");
        comeAndGo("consumers", TIMES, i -> {
            MessageConsumer consumer = session.createConsumer(queue, i % 2 == 0 ? null : "never = " + i);
            if (i % 20 == 0) {
                assertThat(receiveText(consumer)).isEqualTo("stays");
                send(session, producer, "stays");
            }
            consumer.close();
        });
        broker.awaitMessages("kept", 1);
    }

    @Test
    void subscribers() throws Exception {
        Session session = connection.createSession();
        Topic topic = session.createTopic("news");
        comeAndGo("subscribers", TIMES, i -> session.createConsumer(topic).close());
    }

    @Test
    void durableSubscriptions() throws Exception {
        Session session = connection.createSession();
        Topic topic = session.createTopic("durable.news");
        session.createConsumer(topic); // keeps the address
        comeAndGo("durable subscriptions", TIMES / 6, i -> {
            MessageConsumer consumer = i % 2 == 0 || kind == BrokerKind.CLASSIC
                    ? session.createDurableConsumer(topic, "d" + i)
                    : session.createSharedDurableConsumer(topic, "d" + i);
            consumer.close();
            session.unsubscribe("d" + i);
        });
    }

    @Test
    void browsers() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue("browsed");
        send(session, session.createProducer(queue), "x");
        comeAndGo("browsers", FEWER, i -> {
            QueueBrowser browser = session.createBrowser(queue);
            assertThat(browser.getEnumeration().hasMoreElements()).isTrue();
            browser.close();
        });
    }

    @Test
    void transactions() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("transactions");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, producer, "first");
        session.commit();
        comeAndGo("transactions", TIMES, i -> {
            receiveText(consumer);
            send(session, producer, "m" + i);
            if (i % 10 == 9) {
                session.rollback();
            } else {
                session.commit();
            }
        });
        broker.awaitMessages("transactions", 1);
    }

    @Test
    void transactedSessions() throws Exception {
        Session outside = connection.createSession();
        Queue queue = outside.createQueue("transacted.sessions");
        MessageProducer feeder = outside.createProducer(queue);
        send(outside, feeder, "stays"); // keeps the queue
        comeAndGo("transacted sessions", TIMES / 6, i -> {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(queue);
            receiveText(consumer);
            send(session, session.createProducer(queue), "x");
            if (i % 3 == 0) {
                session.commit();
            }
            session.close(); // rolls back what was not committed
        });
        broker.awaitMessages(queue.getQueueName(), 1);
    }

    /** ActiveMQ Classic keeps a temporary destination for as long as its connection, whatever a client says over STOMP. */
    @Test
    void temporaryQueues() throws Exception {
        Session first = connection.createSession();
        first.createConsumer(first.createTemporaryQueue()); // the broker's own topics about such things come with it
        Footprint before = Footprint.of(broker);
        Connection brief = track(provider.factory().createConnection());
        brief.start();
        Session session = brief.createSession();
        MessageProducer producer = session.createProducer(null);
        Round round = i -> {
            TemporaryQueue queue = session.createTemporaryQueue();
            if (i % 10 == 0) {
                MessageConsumer consumer = session.createConsumer(queue);
                producer.send(queue, session.createTextMessage("x"));
                receiveText(consumer);
                consumer.close();
            }
            queue.delete();
        };
        if (kind == BrokerKind.ARTEMIS) {
            comeAndGo("temporary queues", TIMES, round);
        }
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            round.run(i);
        }
        brief.close();
        before.awaitAgain("temporary queues, closed", broker, TIMES, System.nanoTime() - start);
    }

    @Test
    void connections() throws Exception {
        int times = Math.max(WARM, SoakSize.connections());
        comeAndGo("connections", times, i -> {
            Connection brief = provider.factory().createConnection();
            brief.setClientID("brief" + i);
            brief.start();
            Session session = brief.createSession(Session.SESSION_TRANSACTED);
            session.createConsumer(session.createQueue("q" + i % 3));
            session.createConsumer(session.createTopic("t")).setMessageListener(message -> {});
            TemporaryQueue queue = session.createTemporaryQueue();
            send(session, session.createProducer(queue), "x");
            brief.close();
        });
        await().atMost(SOON).until(() -> broker.connectionCount() == 1);
    }
}
