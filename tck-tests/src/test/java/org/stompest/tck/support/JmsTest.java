package org.stompest.tck.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test of the provider that runs once for each broker. Connections and contexts that are made through here are closed after
 * each test, and the test fails if one of them leaves a thread.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(BrokersOfTest.class)
@ExtendWith(OwnThreads.class)
public abstract class JmsTest {
    /** How long a test waits for what must come, in milliseconds. */
    protected static final long WAIT = 10_000;

    /** How long a test waits for what must not come, in milliseconds. */
    protected static final long NOTHING = 150;

    protected static final Duration SOON = Duration.ofMillis(WAIT);

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Which broker this test runs against. */
    @Parameter
    protected BrokerKind kind;

    /** The broker, shared with the tests that run beside this one. */
    protected TestBroker broker;

    /** Makes factories for it. */
    protected Provider provider;

    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    @BeforeEach
    final void chooseBroker() {
        broker = kind.shared();
        provider = new Provider(broker);
    }

    /** Gives the test a broker of its own, which it may do to what would disturb those that run beside it. */
    protected final void useOwnBroker() {
        broker = track(kind.start());
        provider = new Provider(broker);
    }

    /** The broker, in tests that are for Artemis alone. */
    protected final EmbeddedArtemis artemis() {
        return (EmbeddedArtemis) broker;
    }

    /** A name that no other test uses. */
    protected final String name() {
        return getClass().getSimpleName() + "." + NAMES.incrementAndGet();
    }

    /** A connection that is not started. */
    protected final Connection connection() throws JMSException {
        return track(provider.factory().createConnection());
    }

    /** A started connection. */
    protected final Connection connect() throws JMSException {
        Connection connection = connection();
        connection.start();
        return connection;
    }

    /** A started connection with a client id. */
    protected final Connection connect(String clientId) throws JMSException {
        Connection connection = connection();
        connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    protected final JMSContext context(int mode) {
        return track(provider.factory().createContext(mode));
    }

    protected final JMSContext context() {
        return context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** Has something closed after the test. */
    protected final <C extends AutoCloseable> C track(C closeable) {
        opened.push(closeable);
        return closeable;
    }

    final List<Exception> closeAll() {
        List<Exception> failed = new ArrayList<>();
        for (AutoCloseable next = opened.poll(); next != null; next = opened.poll()) {
            try {
                next.close();
            } catch (Exception e) {
                failed.add(e);
            }
        }
        return failed;
    }

    // ---- sending and receiving

    protected static void send(Session session, MessageProducer producer, String... texts) throws JMSException {
        for (String text : texts) {
            producer.send(session.createTextMessage(text));
        }
    }

    /** The next message, which must come. */
    protected static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(WAIT);
        assertThat(message).as("message within " + WAIT + " ms").isNotNull();
        return message;
    }

    protected static String receiveText(MessageConsumer consumer) throws JMSException {
        return ((TextMessage) receive(consumer)).getText();
    }

    protected static String receiveText(JMSConsumer consumer) {
        return consumer.receiveBody(String.class, WAIT);
    }

    /** The texts of the next messages, which must come. */
    protected static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(receiveText(consumer));
        }
        return texts;
    }

    protected static void assertNothingComes(MessageConsumer consumer) throws JMSException {
        assertThat(consumer.receive(NOTHING)).as("message that must not come").isNull();
    }

    /** The names in one of the raw enumerations of the API. */
    protected static List<String> list(Enumeration<?> names) {
        return Collections.list(names).stream().map(String.class::cast).toList();
    }

    /** The text of a message, for listeners. */
    protected static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a latch, for listeners. */
    protected static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(WAIT, TimeUnit.MILLISECONDS)).as("latch").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static void assertIllegalState(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    protected static List<String> texts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
