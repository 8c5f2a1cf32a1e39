package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Asynchronous delivery: sections 8.7, 6.2.5, 6.2.13 and 6.2.14. */
@Section("8.7")
class ListenerTest extends JmsTest {
    // Receiving messages asynchronously
    @Section("8.7")
    @Test
    void listenerHearsAllInOrder() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageListener listener = message -> heard.add(textOf(message));
        consumer.setMessageListener(listener);
        assertThat(consumer.getMessageListener()).isSameAs(listener);

        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), texts("m", 200).toArray(String[]::new));

        await().atMost(SOON).until(() -> heard.size() == 200);
        assertThat(heard).isEqualTo(texts("m", 200));
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // messages that were there before the listener
    @Section("8.7")
    @Test
    void listenerHearsWhatWasWaiting() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");
        assertThat(receiveText(consumer)).isEqualTo("a");
        List<String> heard = Collections.synchronizedList(new ArrayList<>());

        consumer.setMessageListener(message -> heard.add(textOf(message)));

        await().atMost(SOON).until(() -> heard.equals(List.of("b", "c")));
    }

    // Serial execution of client code
    @Section("6.2.13")
    @Test
    void listenersOfOneSessionNeverRunTogether() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch heard = new CountDownLatch(150);
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Queue queue = session.createQueue(name());
            queues.add(queue);
            session.createConsumer(queue).setMessageListener(message -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                threads.add(Thread.currentThread());
                Thread.yield();
                running.decrementAndGet();
                heard.countDown();
            });
        }
        connection.start();
        Session sending = connection.createSession();
        for (Queue queue : queues) {
            send(sending, sending.createProducer(queue), texts("m", 50).toArray(String[]::new));
        }

        assertThat(heard.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(most).hasValue(1);
    }

    // Concurrent message delivery
    @Section("6.2.14")
    @Test
    void listenersOfDifferentSessionsRunTogether() throws Exception {
        Connection connection = connect();
        CyclicBarrier meeting = new CyclicBarrier(2);
        List<CompletableFuture<Void>> met = new ArrayList<>();
        Session sending = connection.createSession();
        for (int i = 0; i < 2; i++) {
            Session session = connection.createSession();
            Queue queue = session.createQueue(name());
            CompletableFuture<Void> done = new CompletableFuture<>();
            met.add(done);
            session.createConsumer(queue).setMessageListener(message -> {
                try {
                    meeting.await(WAIT, TimeUnit.MILLISECONDS);
                    done.complete(null);
                } catch (Exception e) {
                    done.completeExceptionally(e);
                }
            });
            send(sending, sending.createProducer(queue), "x");
        }
        for (CompletableFuture<Void> done : met) {
            done.get(2 * WAIT, TimeUnit.MILLISECONDS);
        }
    }

    // RuntimeException of a listener: AUTO delivers again at once, before the next message
    @Section("8.7")
    @Test
    void messageComesAgainWhenListenerThrowsInAutoMode() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message) + count(message));
            if (heard.size() < 3) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b");

        await().atMost(SOON).until(() -> heard.size() >= 4);
        assertThat(heard).containsExactly("a1", "a2", "a3", "b1");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // CLIENT_ACKNOWLEDGE: the next message; recover brings the failed one back
    @Section("8.7")
    @Test
    void nextMessageComesWhenListenerThrowsInClientMode() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message));
            throw new IllegalArgumentException("on purpose");
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b");

        await().atMost(SOON).until(() -> heard.size() >= 2);
        session.close();
        assertThat(heard).containsExactly("a", "b");
        assertThat(broker.messages(queue.getQueueName())).isEqualTo(2);
    }

    // transacted: the next message, the transaction stays open
    @Section("8.7")
    @Test
    void transactionStaysOpenWhenListenerThrows() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message));
            if (heard.size() == 1) {
                throw new IllegalArgumentException("on purpose");
            }
            commit(session);
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b");

        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(heard).containsExactly("a", "b");
    }

    // a listener uses the session that delivers to it
    @Section("6.2.5")
    @Test
    void listenerAnswersWithItsOwnSession() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue requests = session.createQueue(name());
        MessageProducer replies = session.createProducer(null);
        session.createConsumer(requests).setMessageListener(message -> {
            try {
                replies.send(message.getJMSReplyTo(), session.createTextMessage("re: " + textOf(message)));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        connection.start();
        Session client = connection.createSession();
        Queue answers = client.createTemporaryQueue();
        Message request = client.createTextMessage("hello");
        request.setJMSReplyTo(answers);
        client.createProducer(requests).send(request);

        assertThat(receiveText(client.createConsumer(answers))).isEqualTo("re: hello");
    }

    // one listener gives way to another, or to none
    @Section("8.7")
    @Test
    void listenerCanBeReplaced() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Session sending = connection.createSession();
        MessageProducer producer = sending.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        consumer.setMessageListener(message -> heard.add("first " + textOf(message)));
        send(sending, producer, "a");
        await().atMost(SOON).until(() -> heard.size() == 1);

        consumer.setMessageListener(message -> heard.add("second " + textOf(message)));
        send(sending, producer, "b");

        await().atMost(SOON).until(() -> heard.equals(List.of("first a", "second b")));
        consumer.setMessageListener(null);
        assertThat(consumer.getMessageListener()).isNull();
        send(sending, producer, "c");
        assertThat(receiveText(consumer)).isEqualTo("c");
    }

    // a consumer with a listener does not receive
    @Section("6.2.5")
    @Test
    void consumerWithListenerDoesNotReceive() throws Exception {
        Session session = connect().createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(name()));
        consumer.setMessageListener(message -> {});

        assertThatThrownBy(() -> consumer.receive(1)).isInstanceOf(JMSException.class);
        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(JMSException.class);
    }

    // a listener pauses with its connection and goes on with it
    @Section("6.1.5")
    @Test
    void listenerPausesWhileConnectionIsStopped() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> heard.add(textOf(message)));
        connection.stop();
        Session sending = connect().createSession();
        send(sending, sending.createProducer(queue), texts("m", 20).toArray(String[]::new));
        await().during(Duration.ofMillis(NOTHING)).until(heard::isEmpty);

        connection.start();

        await().atMost(SOON).until(() -> heard.size() == 20);
        assertThat(heard).isEqualTo(texts("m", 20));
    }

    // users' trap: a listener that takes its time is no fault
    @Section("6.1.5")
    @Test
    void slowListenerKeepsItsSession() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        CountDownLatch go = new CountDownLatch(1);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            awaitQuietly(go);
            heard.add(textOf(message));
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b");
        await().atMost(SOON).until(() -> broker.consumers(queue.getQueueName()) == 1);
        Session other = connection.createSession();
        Queue elsewhere = other.createQueue(name());
        send(other, other.createProducer(elsewhere), "meanwhile");
        assertThat(receiveText(other.createConsumer(elsewhere))).isEqualTo("meanwhile");

        go.countDown();

        await().atMost(SOON).until(() -> heard.equals(List.of("a", "b")));
    }

    // 8.7: DUPS_OK delivers again at once too, and goes on to listen where the fault passes
    @Test
    void messageComesAgainWhenListenerThrowsInDupsOkMode() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message) + count(message));
            if (heard.size() == 2) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");

        await().atMost(SOON).until(() -> heard.size() >= 4);
        session.close();
        assertThat(heard).containsExactly("a1", "b1", "b2", "c1");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // 8.7: CLIENT_ACKNOWLEDGE: after a recover the failed message comes again, marked and counted
    @Test
    void recoverBringsBackWhatAListenerFailedOn() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message) + count(message));
            try {
                if (heard.size() == 1) {
                    throw new IllegalArgumentException("on purpose");
                } else if (heard.size() == 2) {
                    session.recover();
                } else if (heard.size() == 4) {
                    message.acknowledge();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b");

        await().atMost(SOON).until(() -> heard.size() >= 4);
        broker.awaitMessages(queue.getQueueName(), 0);
        assertThat(heard).containsExactly("a1", "b1", "a2", "b2");
    }

    // 6.2.13: the interrupt of one call is none for the next
    @Test
    void listenerThatInterruptsItsThreadDoesNotInterruptTheNext() throws Exception {
        Provider.onlyStompest("what an interrupt does is the provider's own affair");
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");

        await().atMost(SOON).until(() -> interrupted.size() == 3);
        assertThat(interrupted).containsOnly(false);
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // the description of setMessageListener: null is none, and needs no thread
    @Test
    void listenerThatIsNullStartsNothing() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);

        consumer.setMessageListener(null);

        assertThat(consumer.getMessageListener()).isNull();
        ThreadGroup own = Thread.currentThread().getThreadGroup();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getThreadGroup() == own
                        && thread.getName().startsWith("stomp-listeners")
                        && thread.isAlive());
        send(session, session.createProducer(queue), "received");
        assertThat(receiveText(consumer)).isEqualTo("received");
    }

    // 8.7: a listener may set another listener, or none, on its own consumer
    @Test
    void listenerReplacesItself() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(message -> {
            heard.add("first " + textOf(message));
            try {
                consumer.setMessageListener(second -> heard.add("second " + textOf(second)));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "a", "b", "c");
        connection.start();

        await().atMost(SOON).until(() -> heard.equals(List.of("first a", "second b", "second c")));
    }

    // the description of getMessageSelector: the empty selector is none
    @Test
    @Section("3.8.1")
    void emptySelectorIsNone() throws Exception {
        Session session = connection().createSession();
        Queue queue = session.createQueue(name());

        assertThat(session.createConsumer(queue, "").getMessageSelector()).isNull();
        assertThat(session.createConsumer(queue, null).getMessageSelector()).isNull();
        assertThat(session.createConsumer(queue, "a = 1").getMessageSelector()).isEqualTo("a = 1");
    }

    private static int count(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void commit(Session session) {
        try {
            session.commit();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
