package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Synchronous receiving: sections 8.5, 8.8, 6.1.8 and 6.2.15. */
@Section("8.5")
class ReceiveTest extends JmsTest {
    /** A receive on a thread of its own. */
    private static final class Receiving {
        final CompletableFuture<Message> result = new CompletableFuture<>();
        final Thread thread;

        Receiving(MessageConsumer consumer) {
            thread = new Thread(() -> {
                try {
                    result.complete(consumer.receive());
                } catch (JMSException e) {
                    result.completeExceptionally(e);
                }
            });
            thread.start();
            await().until(() ->
                    thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }

        Message get() throws Exception {
            return result.get(WAIT, TimeUnit.MILLISECONDS);
        }
    }

    // receive(timeout) gives up after its time, not before
    @Section("8.5")
    @Test
    void timesOutWithNull() throws Exception {
        Session session = connect().createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(name()));
        long start = System.nanoTime();

        assertThat(consumer.receive(200)).isNull();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(195L, 5_000L);
    }

    // receive waits as long as it takes
    @Section("8.5")
    @Test
    void waitsForTheMessage() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Receiving receiving = new Receiving(session.createConsumer(queue));

        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "at last");

        assertThat(textOf(receiving.get())).isEqualTo("at last");
    }

    // the description of receive(timeout): 0 waits for ever
    @Section("8.5")
    @Test
    void zeroIsNoTimeOut() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Message> receiving = CompletableFuture.supplyAsync(() -> {
            try {
                return consumer.receive(0);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        await().during(Duration.ofMillis(NOTHING)).until(() -> !receiving.isDone());

        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "at last");

        assertThat(textOf(receiving.get(WAIT, TimeUnit.MILLISECONDS))).isEqualTo("at last");
    }

    // receiveNoWait gives what is immediately available
    @Section("8.5")
    @Test
    void noWaitGivesWhatIsThere() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receiveNoWait()).isNull();
        send(session, session.createProducer(queue), "a", "b");
        assertThat(receiveText(consumer)).isEqualTo("a");

        AtomicReference<Message> received = new AtomicReference<>();
        await().atMost(SOON).until(() -> {
            received.set(consumer.receiveNoWait());
            return received.get() != null;
        });
        assertThat(textOf(received.get())).isEqualTo("b");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    // a queue that was filled before is drained by receiveNoWait without a gap
    @Section("8.5")
    @Test
    void noWaitFindsMessagesOfANewConsumer() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a");
        MessageConsumer consumer = session.createConsumer(queue);

        await().atMost(SOON).until(() -> consumer.receiveNoWait() != null);
    }

    // 8.5: who empties a queue is not told that it is empty because he is faster than the broker
    @ParameterizedTest
    @ValueSource(ints = {50, 1000})
    void noWaitDrainsAQueue(int prefetch) throws Exception {
        Provider.onlyStompest("the prefetch is an option of ours");
        Connection connection =
                track(provider.stompest("?jms.prefetchPolicy.all=" + prefetch).createConnection());
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 500).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        List<String> received = new ArrayList<>();

        for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
            received.add(textOf(next));
        }

        assertThat(received).isEqualTo(texts("m", 500));
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(consumer.receiveNoWait()).isNull();
        }
        assertThat(System.nanoTime() - start).as("100 looks at an empty queue").isLessThan(1_000_000_000L);
    }

    /** What is closed while a receive waits. */
    enum Closed {
        CONSUMER,
        SESSION,
        CONNECTION
    }

    // a blocked receive returns null
    @Section({"8.8", "6.2.15", "6.1.8"})
    @ParameterizedTest
    @EnumSource
    void closeEndsBlockedReceiveWithNull(Closed closed) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(name()));
        Receiving receiving = new Receiving(consumer);

        switch (closed) {
            case CONSUMER -> consumer.close();
            case SESSION -> session.close();
            default -> connection.close();
        }

        assertThat(receiving.get()).isNull();
    }

    // beyond the specification: an interrupted receive ends, and the consumer lives on
    @Section({"8.8", "6.2.15", "6.1.8"})
    @Test
    void interruptEndsReceive() throws Exception {
        Provider.onlyStompest("what an interrupt does is the provider's own affair");
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Receiving receiving = new Receiving(consumer);

        receiving.thread.interrupt();

        await().atMost(SOON).until(() -> !receiving.thread.isAlive());
        if (!receiving.result.isCompletedExceptionally()) {
            assertThat(receiving.get()).isNull();
        }
        send(session, session.createProducer(queue), "still here");
        assertThat(receiveText(consumer)).isEqualTo("still here");
    }

    // the timer runs while the connection is stopped, and nothing comes
    @Section("6.1.5")
    @Test
    void timerRunsWhileStopped() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        connection.stop();
        send(session, session.createProducer(queue), "later");

        assertThat(consumer.receive(NOTHING)).isNull();

        connection.start();
        assertThat(receiveText(consumer)).isEqualTo("later");
    }

    // a receive that was waiting before start gets its message after it
    @Section({"8.5", "6.1.5"})
    @Test
    void blockedReceiveGoesOnAfterStart() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "waiting");
        Receiving receiving = new Receiving(session.createConsumer(queue));

        connection.start();

        assertThat(textOf(receiving.get())).isEqualTo("waiting");
    }
}
