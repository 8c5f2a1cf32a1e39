package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Starting and stopping a connection, to the letter. */
@Section("6.1.5")
class StartStopTest extends JmsTest {
    private interface Call {
        void run() throws Exception;
    }

    /** What a call ended with, null for success. */
    private static Exception outcome(Call call) {
        try {
            call.run();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static CompletableFuture<Exception> elsewhere(Call call) {
        return CompletableFuture.supplyAsync(() -> outcome(call));
    }

    private static void assertDone(CompletableFuture<Exception> call) throws Exception {
        assertThat(call.get(WAIT, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aReceiveThatWaitsWhenTheConnectionStopsGetsNothingUntilItStarts() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Message> receiving = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                receiving.complete(consumer.receive());
            } catch (JMSException e) {
                receiving.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        connection.stop();
        Connection other = connect();
        Session sending = other.createSession();
        Queue marker = sending.createQueue(name());
        send(sending, sending.createProducer(queue), "for later");
        send(sending, sending.createProducer(marker), "marker");
        receive(sending.createConsumer(marker));
        assertThat(receiving).isNotDone();

        connection.start();

        assertThat(textOf(receiving.get(WAIT, TimeUnit.MILLISECONDS))).isEqualTo("for later");
    }

    @Test
    void nothingIsDeliveredAfterStopHasReturned() throws Exception {
        Connection connection = connect();
        Session listening = connection.createSession();
        Session receiving = connection.createSession();
        Queue heardQueue = listening.createQueue(name());
        Queue receivedQueue = listening.createQueue(name());
        Session sending = connect().createSession();
        send(sending, sending.createProducer(heardQueue), texts("m", 300).toArray(String[]::new));
        send(sending, sending.createProducer(receivedQueue), texts("m", 300).toArray(String[]::new));
        AtomicBoolean stopped = new AtomicBoolean();
        List<String> late = Collections.synchronizedList(new ArrayList<>());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        listening.createConsumer(heardQueue).setMessageListener(message -> {
            if (stopped.get()) {
                late.add(textOf(message));
            }
            heard.add(textOf(message));
        });
        MessageConsumer consumer = receiving.createConsumer(receivedQueue);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Exception> all = elsewhere(() -> {
            while (received.size() < 300) {
                received.add(receiveText(consumer));
            }
        });

        for (int i = 0; i < 20; i++) {
            connection.stop();
            stopped.set(true);
            int atStop = heard.size();
            Thread.yield();
            assertThat(heard).hasSize(atStop);
            stopped.set(false);
            connection.start();
        }

        assertDone(all);
        await().atMost(SOON).until(() -> heard.size() == 300);
        assertThat(late).isEmpty();
        assertThat(heard).isEqualTo(texts("m", 300));
        assertThat(received).isEqualTo(texts("m", 300));
    }

    @Test
    void aSessionThatIsMadeWhileStoppedDeliversNothing() throws Exception {
        Connection connection = connect();
        connection.stop();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> heard.add(textOf(message)));
        Session sending = connect().createSession();
        Queue marker = sending.createQueue(name());
        send(sending, sending.createProducer(queue), "for later");
        broker.awaitConsumers(queue.getQueueName(), 1);
        send(sending, sending.createProducer(marker), "marker");
        receive(sending.createConsumer(marker));
        assertThat(heard).isEmpty();

        connection.start();

        await().atMost(SOON).until(() -> heard.equals(List.of("for later")));
    }

    @Test
    void stopInAListenerOfTheConnectionIsIllegalOrStops() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(textOf(message));
            outcome.complete(outcome(connection::stop));
        });
        Session sending = connect().createSession();
        send(sending, sending.createProducer(queue), "one");

        Exception thrown = outcome.get(WAIT, TimeUnit.MILLISECONDS);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalStateException.class);
            send(sending, sending.createProducer(queue), "two");
            await().atMost(SOON).until(() -> heard.size() == 2);
        }
    }

    @Test
    void aListenerMayStopAnotherConnection() throws Exception {
        Connection connection = connect();
        Connection other = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> outcome.complete(outcome(other::stop)));
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "one");

        assertDone(outcome);
        Session stopped = other.createSession();
        MessageConsumer consumer = stopped.createConsumer(queue);
        session.close();
        send(sending, sending.createProducer(queue), "two");
        assertNothingComes(consumer);
        other.start();
        assertThat(receiveText(consumer)).isEqualTo("two");
    }

    @Test
    void aCompletionListenerMayStopItsConnection() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        session.createProducer(queue).send(session.createTextMessage("one"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                outcome.complete(outcome(connection::stop));
            }

            @Override
            public void onException(Message message, Exception exception) {
                outcome.complete(exception);
            }
        });

        assertDone(outcome);
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertNothingComes(consumer);
        connection.start();
        assertThat(receiveText(consumer)).isEqualTo("one");
    }

    @Test
    void aListenerThatCompletesWhileItsConnectionStopsHasAllServices() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue in = session.createQueue(name());
        Queue out = session.createQueue(name());
        MessageProducer producer = session.createProducer(out);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Exception> finished = new CompletableFuture<>();
        session.createConsumer(in).setMessageListener(message -> {
            running.countDown();
            awaitQuietly(goOn);
            finished.complete(outcome(() -> {
                send(session, producer, "sent while stopping");
                try (MessageConsumer added = session.createConsumer(session.createQueue(name()))) {
                    assertThat(added.getMessageSelector()).isNull();
                }
            }));
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(in), "one");
        awaitQuietly(running);

        CompletableFuture<Exception> stopped = elsewhere(connection::stop);
        goOn.countDown();

        assertDone(stopped);
        assertDone(finished);
        broker.awaitMessages(out.getQueueName(), 1);
        broker.awaitMessages(in.getQueueName(), 0);
    }

    @Test
    @Section("6.1.4")
    void startAndStopOfManyThreadsEndInTheStateOfTheLast() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> heard.add(textOf(message)));
        List<CompletableFuture<Exception>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean starts = i % 2 == 0;
            calls.add(elsewhere(() -> {
                for (int j = 0; j < 100; j++) {
                    if (starts) {
                        connection.start();
                    } else {
                        connection.stop();
                    }
                    connection.createSession().close();
                }
            }));
        }
        for (CompletableFuture<Exception> call : calls) {
            assertDone(call);
        }
        connection.stop();
        Session sending = connect().createSession();
        Queue marker = sending.createQueue(name());
        send(sending, sending.createProducer(queue), "for later");
        send(sending, sending.createProducer(marker), "marker");
        receive(sending.createConsumer(marker));
        assertThat(heard).isEmpty();

        connection.start();

        await().atMost(SOON).until(() -> heard.equals(List.of("for later")));
    }
}
