package org.stompest.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;

/**
 * On one connection, many short-lived things: the broker's sessions, consumers and queues are as many at the end as at the
 * beginning, and the heap of this JVM does not grow with their number. Each test has a broker of its own, to count on.
 */
@Isolated("measures the heap")
@Timeout(value = 8, unit = TimeUnit.HOURS)
@OnlyOn(BrokerKind.ARTEMIS)
class ComeAndGoTest extends JmsTest {
    private static final int TIMES = Integer.getInteger("tck.soak", 2000);

    /** What is kept of anything that came and went, at most: far less than any object that holds a buffer. */
    private static final long BYTES_LEFT_FOR_EACH = 200;

    /** What the heap may grow anyhow: classes, caches of the broker, threads. */
    private static final long BYTES_ANYHOW = 24L << 20;

    /** What comes and goes. */
    private interface Round {
        void run(int number) throws JMSException;
    }

    private EmbeddedArtemis own;
    private Connection connection;

    private void open() throws JMSException {
        own = track(new EmbeddedArtemis());
        connection = track(new Provider(own).factory().createConnection());
        connection.start();
    }

    private void comeAndGo(Round round) throws JMSException {
        int warm = Math.min(200, TIMES / 10);
        for (int i = 0; i < warm; i++) {
            round.run(i);
        }
        await().atMost(SOON).until(() -> own.consumerCount() == 0);
        long sessions = own.sessionCount();
        long queues = own.queueCount();
        long threads = threadsOfProvider();
        long heap = heap();

        for (int i = warm; i < TIMES; i++) {
            round.run(i);
        }

        await("sessions of the broker").atMost(SOON).until(() -> own.sessionCount() <= sessions);
        await("consumers of the broker").atMost(SOON).until(() -> own.consumerCount() == 0);
        await("queues of the broker").atMost(SOON).until(() -> own.queueCount() <= queues);
        await("threads").atMost(SOON).until(() -> threadsOfProvider() <= threads);
        long allowed = heap + BYTES_ANYHOW + BYTES_LEFT_FOR_EACH * TIMES;
        await("heap, at first " + heap)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(ComeAndGoTest::heap, now -> now < allowed);
    }

    private static long threadsOfProvider() {
        Thread[] threads = new Thread[Thread.activeCount() + 32];
        Thread.enumerate(threads);
        return Arrays.stream(threads)
                .filter(thread -> thread != null && thread.getName().startsWith("stomp"))
                .count();
    }

    /** Bytes in use after a collection. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void sessions() throws Exception {
        open();
        comeAndGo(i -> {
            Session session = connection.createSession(i % 2 == 0, Session.AUTO_ACKNOWLEDGE);
            if (i % 10 == 0) {
                send(session, session.createProducer(session.createTopic("nobody.listens")), "x");
            }
            session.close();
        });
    }

    @Test
    void consumers() throws Exception {
        open();
        Session session = connection.createSession();
        Queue queue = session.createQueue("kept");
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        send(session, producer, "stays");
        comeAndGo(i -> {
            MessageConsumer consumer = session.createConsumer(queue, i % 2 == 0 ? null : "never = " + i);
            if (i % 20 == 0) {
                assertThat(receiveText(consumer)).isEqualTo("stays");
                send(session, producer, "stays");
            }
            consumer.close();
        });
        assertThat(own.messages("kept")).isEqualTo(1);
    }

    @Test
    void subscribers() throws Exception {
        open();
        Session session = connection.createSession();
        Topic topic = session.createTopic("news");
        comeAndGo(i -> session.createConsumer(topic).close());
    }

    @Test
    void transactions() throws Exception {
        open();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("transactions");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, producer, "first");
        session.commit();
        long sessions = own.sessionCount();
        for (int i = 0; i < TIMES; i++) {
            if (i % 10 == 9) {
                send(session, producer, "undone");
                session.rollback();
            } else {
                receiveText(consumer);
                send(session, producer, "m" + i);
                session.commit();
            }
        }
        own.awaitMessages("transactions", 1);
        await("sessions of the broker").atMost(SOON).until(() -> own.sessionCount() <= sessions + 1);
    }

    @Test
    void temporaryQueues() throws Exception {
        open();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        comeAndGo(i -> {
            TemporaryQueue queue = session.createTemporaryQueue();
            if (i % 10 == 0) {
                MessageConsumer consumer = session.createConsumer(queue);
                producer.send(queue, session.createTextMessage("x"));
                receiveText(consumer);
                consumer.close();
            }
            queue.delete();
        });
    }

    @Test
    void connections() throws Exception {
        open();
        int times = Math.max(50, TIMES / 20);
        await().atMost(SOON).until(() -> own.connectionCount() <= 1);
        for (int i = 0; i < times; i++) {
            Connection brief = new Provider(own).factory().createConnection();
            brief.start();
            Session session = brief.createSession();
            session.createConsumer(session.createQueue("q" + i % 3));
            brief.close();
        }
        await("connections of the broker").atMost(SOON).until(() -> own.connectionCount() <= 1);
        await("consumers of the broker").atMost(SOON).until(() -> own.consumerCount() == 0);
    }
}
