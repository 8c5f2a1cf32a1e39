package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Closing, by whom and when: sections 6.1.8, 6.2.15 and 8.8. */
@Section({"6.1.8", "6.2.15", "8.8"})
class CloseTest extends JmsTest {
    /** What is closed. */
    enum What {
        CONSUMER,
        SESSION,
        CONNECTION;

        void close(Connection connection, Session session, MessageConsumer consumer) throws Exception {
            switch (this) {
                case CONSUMER -> consumer.close();
                case SESSION -> session.close();
                default -> connection.close();
            }
        }
    }

    // a consumer may be closed by its own listener, and the message counts as heard; 6.2.15 and 6.1.8: session and
    // connection either refuse with IllegalStateException or close
    @Section({"8.8", "6.2.15", "6.1.8"})
    @ParameterizedTest
    @EnumSource
    void closeFromOwnListener(What what) throws Exception {
        if (what == What.CONSUMER) {
            Provider.onlyStompest("Artemis does not acknowledge the message");
        }
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Session sending = connect().createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        consumer.setMessageListener(message -> {
            heard.add(textOf(message));
            try {
                what.close(connection, session, consumer);
                outcome.complete(null);
            } catch (Exception e) {
                outcome.complete(e);
            }
        });

        send(sending, sending.createProducer(queue), "one");

        Exception thrown = outcome.get(WAIT, TimeUnit.MILLISECONDS);
        if (thrown != null) {
            assertThat(what).isNotEqualTo(What.CONSUMER);
            assertThat(thrown).isInstanceOf(IllegalStateException.class);
            what.close(connection, session, consumer);
        }
        broker.awaitConsumers(queue.getQueueName(), 0);
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(heard).containsExactly("one");
        send(sending, sending.createProducer(queue), "two");
        assertThat(receiveText(sending.createConsumer(queue))).isEqualTo("two");
    }

    // the other messages of a consumer that its listener closed stay for others
    @Section("8.8")
    @Test
    void consumerClosedByItsListenerHearsNoMore() throws Exception {
        Provider.onlyStompest("Artemis does not acknowledge the last message");
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 10).toArray(String[]::new));
        MessageConsumer consumer = session.createConsumer(queue);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> closed = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            heard.add(textOf(message));
            if (heard.size() == 3) {
                try {
                    consumer.close();
                    closed.complete(null);
                } catch (Exception e) {
                    closed.completeExceptionally(e);
                }
            }
        });
        connection.start();
        closed.get(WAIT, TimeUnit.MILLISECONDS);
        broker.awaitMessages(queue.getQueueName(), 7);

        assertThat(receiveTexts(connection.createSession().createConsumer(queue), 7))
                .isEqualTo(texts("m", 10).subList(3, 10));
        assertThat(heard).containsExactly("m0", "m1", "m2");
    }

    // close from another thread waits for the running listener, which has all services until then
    @Section({"8.8", "6.2.15", "6.1.8"})
    @ParameterizedTest
    @EnumSource
    void closeWaitsForRunningListener(What what) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Queue out = session.createQueue(name());
        Session sending = connect().createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            running.countDown();
            awaitQuietly(mayEnd);
            try {
                session.createProducer(out).send(session.createTextMessage("still at work"));
                ended.complete(null);
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        send(sending, sending.createProducer(queue), "one");
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                what.close(connection, session, consumer);
            } catch (Exception e) {
                throw new java.lang.IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> closed.get(NOTHING, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        closed.get(WAIT, TimeUnit.MILLISECONDS);

        assertThat(ended).isCompleted();
        assertThat(receiveText(sending.createConsumer(out))).isEqualTo("still at work");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // closing twice, and at once from two threads
    @Section({"6.1.8", "6.2.15"})
    @ParameterizedTest
    @EnumSource
    void closeTwiceIsHarmless(What what) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(name()));
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            closing.add(CompletableFuture.runAsync(() -> {
                awaitQuietly(together);
                try {
                    what.close(connection, session, consumer);
                } catch (Exception e) {
                    throw new java.lang.IllegalStateException(e);
                }
            }));
        }

        together.countDown();

        for (CompletableFuture<Void> close : closing) {
            close.get(WAIT, TimeUnit.MILLISECONDS);
        }
        what.close(connection, session, consumer);
    }

    // the broker sees the end of everything
    @Section("6.1.8")
    @Test
    void closedConnectionLeavesNothingOnTheBroker() throws Exception {
        Connection connection = connect();
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Session session = connection.createSession(i % 2 == 0, Session.CLIENT_ACKNOWLEDGE);
            Queue queue = session.createQueue(name());
            queues.add(queue);
            session.createConsumer(queue);
        }
        for (Queue queue : queues) {
            broker.awaitConsumers(queue.getQueueName(), 1);
        }

        connection.close();

        for (Queue queue : queues) {
            broker.awaitConsumers(queue.getQueueName(), 0);
        }
    }

    // a connection that was never started or used
    @Section("6.1.8")
    @Test
    void unusedConnectionCloses() throws Exception {
        Connection connection = connection();
        connection.close();
        connection.close();
    }
}
