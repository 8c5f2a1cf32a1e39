package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
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
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.EmbeddedClassic;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

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

    // 6.2.15: a listener may close what is not its own: another session of its connection, another consumer of its
    // session
    @ParameterizedTest
    @EnumSource(names = {"CONSUMER", "SESSION"})
    void listenerClosesWhatIsNotItsOwn(What what) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Session other = connection.createSession();
        MessageConsumer consumer = what == What.CONSUMER
                ? session.createConsumer(session.createQueue(name()))
                : other.createConsumer(session.createQueue(name()));
        consumer.setMessageListener(message -> {});
        Queue queue = session.createQueue(name());
        CompletableFuture<Void> closed = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                what.close(connection, other, consumer);
                closed.complete(null);
            } catch (Exception e) {
                closed.completeExceptionally(e);
            }
        });
        Session sending = connect().createSession();
        send(sending, sending.createProducer(queue), "go");

        closed.get(WAIT, TimeUnit.MILLISECONDS);
        assertIllegalState(consumer::getMessageListener);
        assertThat(session.getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
    }

    // 6.1.8 and 6.2.15: an interrupted thread closes as any other, and stays interrupted
    @ParameterizedTest
    @EnumSource
    void interruptedThreadCloses(What what) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                what.close(connection, session, consumer);
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (Exception e) {
                interrupted.completeExceptionally(e);
            }
        });
        thread.start();

        assertThat(interrupted.get(WAIT, TimeUnit.MILLISECONDS)).isTrue();
        if (what == What.CONSUMER) {
            session.close();
        }
        assertThat(receiveTexts(connect().createSession().createConsumer(queue), 2))
                .containsExactly("a", "b");
    }

    // 8.8 and 6.2.11: a close that meets a receive: each message is received or left for others, and never both
    @ParameterizedTest
    @EnumSource
    void closeDuringReceiveNeitherLosesNorRepeats(What what) throws Exception {
        Connection sendingConnection = connect();
        Session sending = sendingConnection.createSession();
        Queue queue = sending.createQueue(name());
        MessageProducer producer = sending.createProducer(queue);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 15; i++) {
            Connection connection = connect();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(queue);
            CompletableFuture<Void> receiving = CompletableFuture.runAsync(() -> {
                try {
                    for (Message next = consumer.receive(); next != null; next = consumer.receive()) {
                        received.add(textOf(next));
                    }
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("closed");
                } catch (JMSException e) {
                    throw new java.lang.IllegalStateException(e);
                }
            });
            send(sending, producer, "m" + 2 * i, "m" + (2 * i + 1));
            what.close(connection, session, consumer);
            receiving.get(WAIT, TimeUnit.MILLISECONDS);
            connection.close();
        }
        MessageConsumer rest = sending.createConsumer(queue);
        while (received.size() < 30) {
            received.add(receiveText(rest));
        }
        assertNothingComes(rest);
        assertThat(received).isEqualTo(texts("m", 30));
    }

    // 6.1.8: everything of the connection stays available to a listener that is running when it is closed
    @ParameterizedTest
    @EnumSource(names = {"SESSION", "CONNECTION"})
    void listenerThatRunsWhileClosingReceivesByItsOwnSession(What what) throws Exception {
        Provider.onlyStompest("receiving in a listener by the same session is beyond the specification");
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Queue answers = session.createQueue(name());
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<String> answer = new CompletableFuture<>();
        MessageConsumer consumer = session.createConsumer(queue);
        MessageConsumer ofAnswers = session.createConsumer(answers);
        consumer.setMessageListener(message -> {
            running.countDown();
            try {
                answer.complete(receiveText(ofAnswers));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        Session sending = connect().createSession();
        send(sending, sending.createProducer(queue), "question");
        awaitQuietly(running);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                what.close(connection, session, consumer);
            } catch (Exception e) {
                throw new java.lang.IllegalStateException(e);
            }
        });
        send(sending, sending.createProducer(answers), "answer");

        assertThat(answer.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("answer");
        closed.get(WAIT, TimeUnit.MILLISECONDS);
    }

    // 6.1.7 and 6.1.8: an exception listener may close its connection
    @Test
    @Section("6.1.7")
    void exceptionListenerClosesItsConnection() throws Exception {
        Provider.onlyStompest("it knows only the shared broker here");
        TestBroker own = track(kind == BrokerKind.ARTEMIS ? new EmbeddedArtemis() : new EmbeddedClassic());
        Connection connection = track(new StompConnectionFactory(own.stompUri()).createConnection());
        CompletableFuture<Void> closed = new CompletableFuture<>();
        connection.setExceptionListener(failure -> {
            try {
                connection.close();
                closed.complete(null);
            } catch (Exception e) {
                closed.completeExceptionally(e);
            }
        });
        connection.start();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(name()));
        session.createConsumer(session.createQueue(name())).setMessageListener(message -> {});
        send(session, session.createProducer(session.createQueue(name())), "uncommitted");

        own.close();

        closed.get(2 * WAIT, TimeUnit.MILLISECONDS);
        assertIllegalState(consumer::receiveNoWait);
        assertIllegalState(session::commit);
        connection.close();
    }
}
