package org.stompest.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Each workload as an application of JMS would do it, with the settings that a user gets without touching anything. */
final class JmsContender implements Contender {
    private final ConnectionFactory factory;
    private final byte[] content = new byte[Workload.BODY];

    JmsContender(ConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public Turn run(Task task) throws JMSException, InterruptedException, TimeoutException {
        try (Connection connection = factory.createConnection()) {
            return switch (task.workload()) {
                case W1 -> sendAll(connection, task);
                case W2 -> sendEach(connection, task);
                case W3 -> listen(connection, task, Session.AUTO_ACKNOWLEDGE);
                case W3D -> listen(connection, task, Session.DUPS_OK_ACKNOWLEDGE);
                case W4 -> consumeBatches(connection, task);
                case W5 -> sendBatches(connection, task);
                case W6 -> pingPong(connection, task);
            };
        }
    }

    private BytesMessage message(Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(content);
        return message;
    }

    private static byte[] body(Message message) throws JMSException {
        BytesMessage bytes = (BytesMessage) message;
        byte[] body = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(body);
        return body;
    }

    private static MessageProducer producer(Session session, String queue, int mode) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        producer.setDeliveryMode(mode);
        return producer;
    }

    /** The last is persistent: its send returns when the broker has taken all. */
    private Turn sendAll(Connection connection, Task task) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = producer(session, task.queue(), DeliveryMode.NON_PERSISTENT);
        long start = System.nanoTime();
        int sent = 1;
        for (; sent < task.most() && System.nanoTime() - start < task.nanos(); sent++) {
            producer.send(message(session));
        }
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(message(session));
        return Turn.rate(sent, start);
    }

    private Turn sendEach(Connection connection, Task task) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = producer(session, task.queue(), DeliveryMode.PERSISTENT);
        long start = System.nanoTime();
        int sent = 0;
        for (; sent < task.most() && System.nanoTime() - start < task.nanos(); sent++) {
            producer.send(message(session));
        }
        return Turn.rate(sent, start);
    }

    private Turn sendBatches(Connection connection, Task task) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = producer(session, task.queue(), DeliveryMode.NON_PERSISTENT);
        long start = System.nanoTime();
        int sent = 0;
        while (sent < task.most() && System.nanoTime() - start < task.nanos()) {
            for (int i = 0; i < Workload.BATCH; i++) {
                producer.send(message(session));
            }
            session.commit();
            sent += Workload.BATCH;
        }
        return Turn.rate(sent, start);
    }

    private Turn listen(Connection connection, Task task, int mode)
            throws JMSException, InterruptedException, TimeoutException {
        Session session = connection.createSession(mode);
        CountDownLatch all = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(task.most());
        long start = System.nanoTime();
        session.createConsumer(session.createQueue(task.queue())).setMessageListener(message -> {
            consume(message);
            if (left.decrementAndGet() == 0) {
                all.countDown();
            }
        });
        connection.start();
        await(all);
        return Turn.rate(task.most(), start);
    }

    private static void consume(Message message) {
        try {
            body(message);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch done) throws InterruptedException, TimeoutException {
        if (!done.await(Workload.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("messages are missing");
        }
    }

    private Turn consumeBatches(Connection connection, Task task) throws JMSException, TimeoutException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        long start = System.nanoTime();
        MessageConsumer consumer = session.createConsumer(session.createQueue(task.queue()));
        connection.start();
        for (int done = 0; done < task.most(); done += Workload.BATCH) {
            for (int i = 0; i < Workload.BATCH; i++) {
                body(receive(consumer));
            }
            session.commit();
        }
        return Turn.rate(task.most(), start);
    }

    private static Message receive(MessageConsumer consumer) throws JMSException, TimeoutException {
        Message message = consumer.receive(Workload.PATIENCE_MILLIS);
        if (message == null) {
            throw new TimeoutException("a message is missing");
        }
        return message;
    }

    private Turn pingPong(Connection connection, Task task) throws JMSException, TimeoutException {
        try (Connection other = factory.createConnection()) {
            Session echoing = other.createSession();
            Queue queue = echoing.createQueue(task.queue());
            MessageProducer answers = producer(echoing, task.answers(), DeliveryMode.NON_PERSISTENT);
            echoing.createConsumer(queue).setMessageListener(message -> echo(echoing, answers, message));
            other.start();
            connection.start();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(session.createQueue(task.answers()));
            MessageProducer producer = producer(session, task.queue(), DeliveryMode.NON_PERSISTENT);
            Latencies latencies = new Latencies(task);
            while (latencies.goOn()) {
                producer.send(message(session));
                body(receive(consumer));
                latencies.roundTrip();
            }
            return latencies.turn();
        }
    }

    private static void echo(Session session, MessageProducer answers, Message message) {
        try {
            BytesMessage answer = session.createBytesMessage();
            answer.writeBytes(body(message));
            answers.send(answer);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
