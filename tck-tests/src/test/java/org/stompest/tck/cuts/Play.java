package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.TestBroker;
import org.stompest.testbroker.FaultProxy;

/**
 * One run of a scenario through a proxy of its own, beside a connection that nothing happens to, which prepares and looks what
 * there is. Owned by the thread of the test; listeners may call {@link #heard}.
 */
final class Play implements AutoCloseable {
    static final List<String> THREE = List.of("m0", "m1", "m2");

    /** What a commit in doubt says. */
    static final String NOT_KNOWN = "it is not known whether it was done";

    static final String IN_DOUBT_AFTERWARDS = "the commit of a message that was sent afterwards is in doubt";

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final long SLICE = 400;
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final AtomicInteger NAMES = new AtomicInteger();

    final TestBroker broker;
    final FaultProxy proxy;
    private final long began = System.nanoTime();
    final String name = "cuts" + NAMES.incrementAndGet();
    private final Session outside;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Exception> told = new CopyOnWriteArrayList<>();
    private final List<Connection> opened = new ArrayList<>();

    /** The broker has lost sight of a message: the run shows nothing. */
    static final class ForgottenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForgottenException() {
            super("the broker counts a message as being delivered that no consumer has");
        }
    }

    Play(TestBroker broker, Session outside) {
        this.broker = broker;
        this.outside = outside;
        proxy = FaultProxy.to(URI.create(broker.stompUri()).getPort());
    }

    boolean isArtemis() {
        return broker.kind() == BrokerKind.ARTEMIS;
    }

    /** A connection through the proxy, which must not hear of any exception. */
    Connection connection(String options) throws JMSException {
        StompConnectionFactory factory = new StompConnectionFactory("failover:(tcp://127.0.0.1:" + proxy.port()
                + ")?initialReconnectDelay=5&stomp.heartBeat=0,0&jms.requestTimeout=15000&jms.sendTimeout=15000"
                + options);
        Connection connection = factory.createConnection();
        opened.add(connection);
        connection.setExceptionListener(told::add);
        return connection;
    }

    /** A started one. */
    Connection connect() throws JMSException {
        Connection connection = connection("");
        connection.start();
        return connection;
    }

    Queue queue() throws JMSException {
        return outside.createQueue(name);
    }

    Queue queue(String suffix) throws JMSException {
        return outside.createQueue(name + suffix);
    }

    /** Sends from outside. */
    void put(jakarta.jms.Destination destination, List<String> texts) throws JMSException {
        try (MessageProducer producer = outside.createProducer(destination)) {
            for (String text : texts) {
                producer.send(outside.createTextMessage(text));
            }
        }
    }

    /** Sends. */
    static void send(Session session, MessageProducer producer, List<String> texts) throws JMSException {
        for (String text : texts) {
            producer.send(session.createTextMessage(text));
        }
    }

    /** Takes the next message, which must come. */
    Message next(MessageConsumer consumer) throws JMSException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Message message = consumer.receive(SLICE);
        while (message == null && System.nanoTime() < end) {
            assertNotForgotten();
            message = consumer.receive(SLICE);
        }
        assertThat(message).as("a message within " + LIMIT).isNotNull();
        return message;
    }

    /** Ends the run if the broker has lost sight of a message, which no client can help. */
    void assertNotForgotten() {
        if (hasForgotten()) {
            await().pollDelay(Duration.ofMillis(SLICE)).until(() -> true); // it may be on its way
            if (hasForgotten()) {
                throw new ForgottenException();
            }
        }
    }

    private boolean hasForgotten() {
        return broker.untracked(name) > 0 || broker.untracked(name + ".out") > 0;
    }

    static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }

    void heard(Message message) {
        try {
            heard.add(text(message));
        } catch (JMSException e) {
            heard.add(e.toString());
        }
    }

    List<String> heard() {
        return heard;
    }

    void awaitHeard(int count) {
        await("heard").atMost(LIMIT).pollInterval(OFTEN).until(() -> heard.size() >= count);
    }

    /** A queue holds nothing more, not even what is being delivered. */
    void awaitEmpty(String queue) {
        await("messages in " + queue + ": 0").atMost(LIMIT).pollInterval(OFTEN).until(() -> isEmpty(queue));
    }

    private boolean isEmpty(String queue) {
        if (broker.messages(queue) > 0 && System.nanoTime() - began > LIMIT.toNanos() / 8) {
            assertNotForgotten();
        }
        return broker.messages(queue) == 0;
    }

    /** What a queue holds is that, in that order, and nothing else. */
    void assertHolds(Queue queue, List<String> texts) throws JMSException {
        assertThat(drain(queue, texts.size())).isEqualTo(texts);
    }

    /** What a queue holds, which is taken out. */
    List<String> drain(Queue queue, int atLeast) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (MessageConsumer consumer = outside.createConsumer(queue)) {
            long end = System.nanoTime() + LIMIT.toNanos();
            while ((texts.size() < atLeast || broker.messages(queue.getQueueName()) > 0) && System.nanoTime() < end) {
                Message message = consumer.receive(SLICE / 4);
                if (message == null) {
                    assertNotForgotten();
                } else {
                    texts.add(text(message));
                }
            }
        }
        return texts;
    }

    /** What was heard is that, in that order, and nothing of it twice. */
    void assertHeard(List<String> texts) {
        assertThat(heard).isEqualTo(texts);
    }

    /** The application's session can still be used. */
    void assertUsable(Session session) throws JMSException {
        Queue queue = queue(".after");
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.send(session.createTextMessage("after"));
        }
        if (session.getTransacted()) {
            try {
                session.commit();
            } catch (JMSException e) {
                if (e.getMessage().contains(NOT_KNOWN)) {
                    throw new AssertionError(IN_DOUBT_AFTERWARDS, e);
                }
                throw e;
            }
        }
        assertThat(drain(queue, 1)).containsOnly("after");
    }

    void assertNotTold() {
        assertThat(told).as("what the ExceptionListener was told").isEmpty();
    }

    @Override
    public void close() throws JMSException {
        try {
            for (Connection connection : opened) {
                connection.close();
            }
        } finally {
            proxy.close();
        }
    }
}
