package org.stompest.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbrokers.BrokerProcess;
import org.stompest.testbrokers.ChildJvm;

/** Lets much come and go on one connection and shows what is left of it in this JVM and at the broker. */
public final class Soak {
    private static final int MILLION = 1_000_000;
    private static final int MANY = 100_000;
    private static final int IN_FLIGHT = 500;
    /** No kind takes longer; then it says how many it did. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Before the first count: what is loaded once and kept is no growth. */
    private static final int WARM = 500;

    private static final String HEAD = String.format(
            "%-16s %9s %7s  %-15s %-11s %-13s %-13s %-13s",
            "what", "times", "per s", "heap KiB", "threads", "b. sessions", "b. consumers", "b. queues");

    /** What comes and goes. */
    private interface Step {
        void run(int number) throws JMSException;
    }

    private final ChildJvm broker;
    private final Connection connection;

    private Soak(ChildJvm broker) throws JMSException {
        this.broker = broker;
        connection = new StompConnectionFactory("tcp://127.0.0.1:" + broker.ready()[0]).createConnection();
        connection.start();
    }

    /**
     * Runs.
     *
     * @param args a number by which all counts are divided, or nothing
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        int divisor = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        try (ChildJvm broker = BrokerProcess.artemisInMemory(List.of("-Xmx1g"))) {
            System.out.println(HEAD);
            Soak soak = new Soak(broker);
            soak.messages(MILLION / divisor);
            soak.transactions(MANY / divisor);
            soak.comeAndGo(
                    "sessions",
                    MANY / divisor,
                    i -> soak.connection.createSession().close());
            soak.consumers(MANY / divisor);
            soak.temporaryQueues(MANY / divisor);
            soak.connection.close();
        }
        System.exit(0);
    }

    private void messages(int times) throws JMSException, IOException {
        Session receiving = connection.createSession();
        Session sending = connection.createSession();
        Queue queue = sending.createQueue("soak.messages");
        Semaphore room = new Semaphore(IN_FLIGHT);
        receiving.createConsumer(queue).setMessageListener(message -> room.release());
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        comeAndGo("messages", times, i -> {
            room.acquireUninterruptibly();
            BytesMessage message = sending.createBytesMessage();
            message.writeBytes(new byte[Workload.BODY]);
            producer.send(message);
        });
        receiving.close();
        sending.close();
    }

    private void transactions(int times) throws JMSException, IOException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("soak.transactions");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        producer.send(session.createTextMessage("first"));
        session.commit();
        comeAndGo("transactions", times, i -> {
            consumer.receive();
            producer.send(session.createTextMessage("next"));
            if (i % 10 == 0) {
                session.rollback();
            } else {
                session.commit();
            }
        });
        session.close();
    }

    private void consumers(int times) throws JMSException, IOException {
        Session session = connection.createSession();
        Queue queue = session.createQueue("soak.consumers");
        session.createProducer(queue).send(session.createTextMessage("keeps the queue"));
        comeAndGo("consumers", times, i -> session.createConsumer(queue).close());
        session.close();
    }

    private void temporaryQueues(int times) throws JMSException, IOException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        comeAndGo("temporary queues", times, i -> {
            TemporaryQueue queue = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(queue);
            producer.send(queue, session.createTextMessage("x"));
            consumer.receive();
            consumer.close();
            queue.delete();
        });
        session.close();
    }

    private void comeAndGo(String what, int times, Step step) throws JMSException, IOException {
        for (int i = 0; i < WARM; i++) {
            step.run(i);
        }
        Counts before = counts();
        long start = System.nanoTime();
        int done = 0;
        while (done < times && System.nanoTime() - start < MOST_NANOS) {
            step.run(++done);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%-16s %9d %7.0f  %s%n", what, done, done / seconds, before.upTo(counts()));
    }

    private Counts counts() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        String[] atBroker = broker.ask("counts");
        return new Counts(
                (runtime.totalMemory() - runtime.freeMemory()) / 1024,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                atBroker);
    }

    private record Counts(long heap, int threads, String[] atBroker) {
        String upTo(Counts after) {
            return String.format(
                    "%-15s %-11s %-13s %-13s %-13s",
                    heap + " > " + after.heap,
                    threads + " > " + after.threads,
                    atBroker[0] + " > " + after.atBroker[0],
                    atBroker[1] + " > " + after.atBroker[1],
                    atBroker[2] + " > " + after.atBroker[2]);
        }
    }
}
