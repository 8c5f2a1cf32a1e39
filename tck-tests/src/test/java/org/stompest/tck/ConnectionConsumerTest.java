package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.ServerSessions;
import org.stompest.tck.support.TestBroker;

/** Concurrent processing of a subscription's messages by the threads of an application server. */
@Section("11.2")
class ConnectionConsumerTest extends ConnectionConsumers {
    @Test
    void oneServerSessionGetsAllInOrder() throws Exception {
        Connection connection = connect();
        Queue queue = sendToQueue(texts("m", 100).toArray(String[]::new));
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);

        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 10);

        awaitHeard(100);
        assertThat(heard).isEqualTo(texts("m", 100));
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(consumer.getServerSessionPool()).isSameAs(pool);
        assertThat(pool.loads()).allMatch(load -> load <= 10);
        assertThat(pool.failures()).isEmpty();
        consumer.close();
    }

    @Test
    void sessionsOfThePoolWorkAtTheSameTime() throws Exception {
        Connection connection = connect();
        CountDownLatch all = new CountDownLatch(3);
        ServerSessions pool = pool(connection, 3, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            all.countDown();
            awaitQuietly(all);
            hear(session, message);
        });
        Queue queue = sendToQueue("a", "b", "c");

        connection.createConnectionConsumer(queue, null, pool, 1);

        awaitHeard(3);
        assertThat(heard).containsExactlyInAnyOrder("a", "b", "c");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1000})
    void noSessionGetsMoreThanMaxMessagesAtATime(int most) throws Exception {
        Connection connection = connect();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            first.countDown();
            awaitQuietly(go);
            hear(session, message);
        });
        Queue queue = sendToQueue("m0");
        connection.createConnectionConsumer(queue, null, pool, most);
        assertThat(first.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), texts("m", 9).subList(1, 9).toArray(String[]::new));

        go.countDown();

        awaitHeard(9);
        assertThat(heard).isEqualTo(texts("m", 9));
        await().atMost(SOON).until(() -> pool.loads().stream().mapToInt(i -> i).sum() == 9);
        assertThat(pool.loads()).allMatch(load -> load <= most);
    }

    @Test
    @Section({"11.2", "6.1.4", "6.1.5"})
    void handsOutWhileTheConnectionIsStartedAndStopWaitsForTheListener() throws Exception {
        Connection connection = connection();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            running.countDown();
            awaitQuietly(mayEnd);
            hear(session, message);
        });
        Queue queue = sendToQueue("a", "b", "c");
        connection.createConnectionConsumer(queue, null, pool, 3);
        assertThat(running.await(NOTHING, TimeUnit.MILLISECONDS)).isFalse();
        connection.start();
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> quietly(connection::stop));
        assertThatThrownBy(() -> stopped.get(NOTHING, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        stopped.get(WAIT, TimeUnit.MILLISECONDS);
        List<String> atStop = List.copyOf(heard);
        await("the session is back in its pool").atMost(SOON).until(() -> pool.freeSessions() == 1);
        assertThat(heard).isEqualTo(atStop);

        connection.start();
        awaitHeard(3);
        assertThat(heard).containsExactly("a", "b", "c");
    }

    @Test
    void closeWaitsForTheListenerAndGivesTheRestBackUncounted() throws Exception {
        Connection connection = connect();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            running.countDown();
            awaitQuietly(mayEnd);
            hear(session, message);
        });
        Queue queue = sendToQueue("a", "b", "c", "d");
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 2);
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> quietly(consumer::close));
        assertThatThrownBy(() -> closed.get(NOTHING, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        closed.get(WAIT, TimeUnit.MILLISECONDS);

        consumer.close();
        assertIllegalState(consumer::getServerSessionPool);
        assertThat(heard).containsExactly("a");
        await("the session is back in its pool").atMost(SOON).until(() -> pool.freeSessions() == 1);
        MessageConsumer other = connection.createSession().createConsumer(queue);
        for (String text : List.of("b", "c", "d")) {
            Message message = receive(other);
            assertThat(textOf(message)).isEqualTo(text);
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void closeFreesTheThreadThatWaitsForThePool() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        pool.getServerSession(); // the only one
        CountDownLatch asked = new CountDownLatch(1);
        Queue queue = sendToQueue("a");
        ConnectionConsumer consumer = connection.createConnectionConsumer(
                queue,
                null,
                () -> {
                    asked.countDown();
                    return pool.getServerSession();
                },
                1);
        assertThat(asked.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        consumer.close();

        Message message = receive(connection.createSession().createConsumer(queue));
        assertThat(textOf(message)).isEqualTo("a");
        assertThat(message.getJMSRedelivered()).isFalse();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Section({"11.2", "8.7"})
    void messageOfListenerThatThrewComesAgainInOrder(int mode) throws Exception {
        Connection connection = connect();
        AtomicInteger failures = new AtomicInteger();
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        ServerSessions pool = pool(connection, 1, mode, (session, message) -> {
            if (textOf(message).equals("m1") && failures.incrementAndGet() <= 2) {
                throw new IllegalArgumentException("not now");
            }
            counts.put(textOf(message), message.getIntProperty("JMSXDeliveryCount"));
            assertThat(message.getJMSRedelivered()).isEqualTo(textOf(message).equals("m1"));
            hear(session, message);
        });
        Queue queue = sendToQueue("m0", "m1", "m2", "m3");

        connection.createConnectionConsumer(queue, null, pool, 3);

        awaitHeard(4);
        assertThat(heard).containsExactly("m0", "m1", "m2", "m3");
        assertThat(counts).isEqualTo(Map.of("m0", 1, "m1", 3, "m2", 1, "m3", 1));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section({"11.2", "6.2.7"})
    void transactedServerSessionCommitsWhatItHeardAndSent() throws Exception {
        Connection connection = connect();
        Queue results = connection.createSession().createQueue(name());
        ServerSessions pool = pool(connection, 3, Session.SESSION_TRANSACTED, (session, message) -> {
            MessageProducer producer = session.createProducer(results);
            send(session, producer, textOf(message));
            producer.close();
            session.commit();
            hear(session, message);
        });
        Queue queue = sendToQueue(texts("m", 30).toArray(String[]::new));

        connection.createConnectionConsumer(queue, null, pool, 4);

        awaitHeard(30);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(texts("m", 30));
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(receiveTexts(connection.createSession().createConsumer(results), 30))
                .containsExactlyInAnyOrderElementsOf(texts("m", 30));
    }

    @Test
    @Section({"11.2", "6.2.7"})
    void rollbackGivesTheMessagesToTheNextServerSessionInOrder() throws Exception {
        Connection connection = connect();
        Queue results = connection.createSession().createQueue(name());
        AtomicInteger rollbacks = new AtomicInteger();
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        ServerSessions pool = pool(connection, 1, Session.SESSION_TRANSACTED, (session, message) -> {
            send(session, session.createProducer(results), textOf(message));
            if (textOf(message).equals("m2") && rollbacks.getAndIncrement() == 0) {
                session.rollback(); // of m0 and m1 too
                heard.clear();
                return;
            }
            counts.put(textOf(message), message.getIntProperty("JMSXDeliveryCount"));
            hear(session, message);
            if (textOf(message).equals("m4")) {
                session.commit();
            }
        });
        Queue queue = sendToQueue(texts("m", 5).toArray(String[]::new));

        connection.createConnectionConsumer(queue, null, pool, 5);

        awaitHeard(5);
        assertThat(heard).isEqualTo(texts("m", 5));
        assertThat(counts).isEqualTo(Map.of("m0", 2, "m1", 2, "m2", 2, "m3", 1, "m4", 1));
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(receiveTexts(connection.createSession().createConsumer(results), 5))
                .isEqualTo(texts("m", 5));
    }

    @Test
    @Section({"11.2", "6.2.10"})
    void acknowledgeCoversWhatTheSessionHasHeardAndRecoverTheRest() throws Exception {
        Connection connection = connect();
        AtomicInteger recoveries = new AtomicInteger();
        ServerSessions pool = pool(connection, 1, Session.CLIENT_ACKNOWLEDGE, (session, message) -> {
            hear(session, message);
            if (textOf(message).equals("m1")) {
                message.acknowledge(); // of m0 too
            } else if (textOf(message).equals("m3") && recoveries.getAndIncrement() == 0) {
                session.recover(); // m2 and m3 come again
            } else if (textOf(message).equals("m4")) {
                message.acknowledge();
            }
        });
        Queue queue = sendToQueue(texts("m", 5).toArray(String[]::new));

        connection.createConnectionConsumer(queue, null, pool, 2);

        awaitHeard(7);
        assertThat(heard).containsExactly("m0", "m1", "m2", "m3", "m2", "m3", "m4");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void sessionThatClosesGivesBackWhatItHasNotAcknowledged() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.CLIENT_ACKNOWLEDGE, this::hear);
        Queue queue = sendToQueue("a", "b");
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
        awaitHeard(2);
        consumer.close();

        pool.sessions().get(0).close();

        MessageConsumer other = connection.createSession().createConsumer(queue);
        for (String text : List.of("a", "b")) {
            Message message = receive(other);
            assertThat(textOf(message)).isEqualTo(text);
            assertThat(message.getJMSRedelivered()).isTrue();
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        }
    }

    @Test
    void sessionsCanCommitAfterTheConsumerHasClosed() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.SESSION_TRANSACTED, this::hear);
        Queue queue = sendToQueue("a", "b");
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 2);
        awaitHeard(2);
        await().atMost(SOON).until(() -> pool.freeSessions() == 1);
        consumer.close();
        assertThat(broker.messages(queue.getQueueName())).isEqualTo(2);

        pool.sessions().get(0).commit();

        broker.awaitMessages(queue.getQueueName(), 0);
        broker.awaitConsumers(queue.getQueueName(), 0);
    }

    @Test
    void onlyWhatMatchesTheSelector() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 6; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i % 2);
            producer.send(message);
        }

        connection.createConnectionConsumer(queue, "n = 1", pool, 2);

        awaitHeard(3);
        assertThat(heard).containsExactly("m1", "m3", "m5");
        broker.awaitMessages(queue.getQueueName(), 3);
    }

    @Test
    @Section({"11.2", "8.3.3"})
    void durableSubscriptionOutlivesItsConnectionConsumer() throws Exception {
        Connection connection = connect("client-" + name());
        ServerSessions pool = pool(connection, 2, Session.AUTO_ACKNOWLEDGE, this::hear);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        ConnectionConsumer consumer =
                connection.createDurableConnectionConsumer(topic, "sub", "n IS NULL OR n > 1", pool, 3);
        send(session, session.createProducer(topic), "a");
        awaitHeard(1);
        consumer.close();
        send(session, session.createProducer(topic), "b", "c");

        connection
                .createDurableConnectionConsumer(topic, "sub", "n IS NULL OR n > 1", pool, 3)
                .close();
        connection.createDurableConnectionConsumer(topic, "sub", "n IS NULL OR n > 1", pool, 3);

        awaitHeard(3);
        assertThat(heard).containsExactlyInAnyOrder("a", "b", "c");
        assertThatThrownBy(() -> session.unsubscribe("sub")).isInstanceOf(JMSException.class);
    }

    @Test
    @Section({"11.2", "8.3.2", "8.3.4"})
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = "it has no shared subscriptions",
            instead = "subscribe to a virtual topic by its queue, or consume with a pool of one connection consumer")
    void sharedSubscriptionsAreSharedWithConnectionConsumers() throws Exception {
        Connection connection = connect("client-" + name());
        ServerSessions pool = pool(connection, 2, Session.AUTO_ACKNOWLEDGE, this::hear);
        Session session = connection.createSession();
        Topic topic = session.createTopic(name());
        connection.createSharedConnectionConsumer(topic, "shared", null, pool, 2);
        connection.createSharedConnectionConsumer(topic, "shared", null, pool, 2);
        connection.createSharedDurableConnectionConsumer(topic, "durable", null, pool, 2);

        send(session, session.createProducer(topic), texts("m", 10).toArray(String[]::new));

        awaitHeard(20);
        assertThat(heard.stream().sorted().distinct()).hasSize(10);
    }

    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void sharedSubscriptionsAreRefusedWhereTheBrokerHasNone() throws Exception {
        Connection connection = connect("client-" + name());
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        Topic topic = connection.createSession().createTopic(name());

        assertThatThrownBy(() -> connection.createSharedConnectionConsumer(topic, "shared", null, pool, 2))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("shared");
        assertThatThrownBy(() -> connection.createSharedDurableConnectionConsumer(topic, "durable", null, pool, 2))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("shared");
    }

    @Test
    @Section({"11.2", "6.1.8", "6.2.15"})
    void listenerMayNotCloseItsSessionNorStopOrCloseItsConnection() throws Exception {
        Connection connection = connect();
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            for (Action action : List.<Action>of(session::close, connection::stop, connection::close)) {
                try {
                    action.run();
                } catch (JMSException e) {
                    thrown.add(e);
                }
            }
            hear(session, message);
        });
        Queue queue = sendToQueue("a");

        connection.createConnectionConsumer(queue, null, pool, 1);

        awaitHeard(1);
        assertThat(thrown).hasSize(3).allMatch(jakarta.jms.IllegalStateException.class::isInstance);
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void listenerMayCloseItsConnectionConsumer() throws Exception {
        Connection connection = connect();
        CompletableFuture<ConnectionConsumer> own = new CompletableFuture<>();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            own.join().close();
            hear(session, message);
        });
        Queue queue = sendToQueue("a", "b", "c");

        own.complete(connection.createConnectionConsumer(queue, null, pool, 2));

        awaitHeard(1);
        assertThat(receiveTexts(connection.createSession().createConsumer(queue), 2))
                .containsExactly("b", "c");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section({"11.2", "6.1.8"})
    void closeOfTheConnectionWaitsForTheListenerAndLosesNothing() throws Exception {
        Connection connection = connect();
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ServerSessions pool = pool(connection, 2, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            running.countDown();
            awaitQuietly(mayEnd);
            hear(session, message);
        });
        Queue queue = sendToQueue(texts("m", 8).toArray(String[]::new));
        connection.createConnectionConsumer(queue, null, pool, 2);
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> quietly(connection::close));
        assertThatThrownBy(() -> closed.get(NOTHING, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        closed.get(WAIT, TimeUnit.MILLISECONDS);

        List<String> all = new ArrayList<>(heard);
        all.addAll(receiveTexts(connect().createSession().createConsumer(queue), 8 - heard.size()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(texts("m", 8));
    }

    @Test
    @Section({"11.2", "6.1.7"})
    void poolThatFailsIsToldToTheExceptionListenerAndAskedAgain() throws Exception {
        Connection connection = connection();
        List<JMSException> problems = Collections.synchronizedList(new ArrayList<>());
        connection.setExceptionListener(problems::add);
        connection.start();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        Connection foreign = connect();
        Session foreignSession = foreign.createSession();
        AtomicInteger asked = new AtomicInteger();
        Queue queue = sendToQueue("a");

        connection.createConnectionConsumer(
                queue,
                null,
                () -> {
                    switch (asked.getAndIncrement()) {
                        case 0 -> throw new JMSException("no session today");
                        case 1 -> {
                            return of(foreignSession);
                        }
                        default -> {
                            return pool.getServerSession();
                        }
                    }
                },
                1);

        awaitHeard(1);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).hasMessageContaining("no session today");
        assertThat(problems.get(1)).hasMessageContaining("must be made by the connection");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    private static ServerSession of(Session session) {
        return new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                throw new IllegalStateException("nothing to start");
            }
        };
    }

    @Test
    void serverSessionWithoutListenerKeepsNothing() throws Exception {
        Connection connection = connect();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        Session deaf = connection.createSession();
        List<RuntimeException> thrown = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger asked = new AtomicInteger();
        Queue queue = sendToQueue("a", "b");

        connection.createConnectionConsumer(
                queue,
                null,
                () -> asked.getAndIncrement() > 0
                        ? pool.getServerSession()
                        : new ServerSession() {
                            @Override
                            public Session getSession() {
                                return deaf;
                            }

                            @Override
                            public void start() {
                                try {
                                    deaf.run();
                                } catch (RuntimeException e) {
                                    thrown.add(e);
                                }
                            }
                        },
                2);

        awaitHeard(2);
        assertThat(heard).containsExactly("a", "b");
        assertThat(thrown).hasSize(1).allMatch(IllegalStateRuntimeException.class::isInstance);
    }

    @Test
    void transactionOfAServerSessionSurvivesALostConnection() throws Exception {
        TestBroker own = track(kind.start());
        Connection connection =
                track(new StompConnectionFactory("failover:(" + own.stompUri() + ")").createConnection());
        connection.start();
        AtomicInteger lost = new AtomicInteger();
        Session sending = connection.createSession();
        Queue results = sending.createQueue(name());
        MessageProducer elsewhere = sending.createProducer(sending.createQueue(name()));
        ServerSessions pool = pool(connection, 1, Session.SESSION_TRANSACTED, (session, message) -> {
            send(session, session.createProducer(results), textOf(message));
            if (lost.getAndIncrement() == 1) {
                own.dropStompConnections();
                send(sending, elsewhere, "has a receipt on the next connection");
            }
            session.commit();
            hear(session, message);
        });
        Queue queue = sending.createQueue(name());
        send(sending, sending.createProducer(queue), "a", "b", "c");

        connection.createConnectionConsumer(queue, null, pool, 3);

        awaitHeard(3);
        assertThat(heard).containsExactly("a", "b", "c");
        own.awaitMessages(queue.getQueueName(), 0);
        assertThat(receiveTexts(connection.createSession().createConsumer(results), 3))
                .containsExactly("a", "b", "c");
    }

    @Test
    @Section({"11.2", "6.2.2"})
    void temporaryQueueOfTheConnectionIsConsumedToo() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createTemporaryQueue();
        ServerSessions pool = pool(connection, 1, Session.AUTO_ACKNOWLEDGE, this::hear);
        connection.createConnectionConsumer(queue, null, pool, 1);

        send(session, session.createProducer(queue), "a");

        awaitHeard(1);
        assertThatThrownBy(() -> connect().createConnectionConsumer(queue, null, pool, 1))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @FunctionalInterface
    private interface Action {
        void run() throws JMSException;
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
