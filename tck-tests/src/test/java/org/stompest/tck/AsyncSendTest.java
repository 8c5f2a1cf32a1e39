package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Asynchronous sends: section 7.3. */
@Section("7.3")
class AsyncSendTest extends JmsTest {
    /** Notes what it is told and from which thread. */
    private static final class Completions implements CompletionListener {
        final List<String> completed = Collections.synchronizedList(new ArrayList<>());
        final List<Exception> failed = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch expected;

        Completions(int expected) {
            this.expected = new CountDownLatch(expected);
        }

        @Override
        public void onCompletion(Message message) {
            threads.add(Thread.currentThread());
            completed.add(textOf(message));
            expected.countDown();
        }

        @Override
        public void onException(Message message, Exception exception) {
            threads.add(Thread.currentThread());
            failed.add(exception);
            expected.countDown();
        }

        void await() throws InterruptedException {
            assertThat(expected.await(WAIT, TimeUnit.MILLISECONDS))
                    .as("all completions")
                    .isTrue();
        }
    }

    // each is completed once, in order, on another thread
    @Section({"7.3.1", "7.3.8"})
    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void completesInOrderOnAnotherThread(int mode) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(mode);
        Completions completions = new Completions(100);
        for (String text : texts("m", 100)) {
            producer.send(session.createTextMessage(text), completions);
        }

        completions.await();

        assertThat(completions.completed).isEqualTo(texts("m", 100));
        assertThat(completions.threads).doesNotContain(Thread.currentThread());
        assertThat(receiveTexts(session.createConsumer(queue), 100)).isEqualTo(texts("m", 100));
    }

    // Message order: also mixed with synchronous sends
    @Section("7.3.3")
    @Test
    void keepsOrderWithSynchronousSends() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        Completions completions = new Completions(25);
        for (int i = 0; i < 50; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            if (i % 2 == 0) {
                producer.send(message, completions);
            } else {
                producer.send(message);
            }
        }

        assertThat(receiveTexts(session.createConsumer(queue), 50)).isEqualTo(texts("m", 50));
        completions.await();
    }

    // close waits for the completions
    @Section("7.3.4")
    @ParameterizedTest
    @ValueSource(strings = {"producer", "session", "connection"})
    void closeWaitsForCompletions(String what) throws Exception {
        if (what.equals("producer")) {
            Provider.onlyStompest("Artemis's producer does not wait");
        }
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        Completions completions = new Completions(50);
        for (String text : texts("m", 50)) {
            producer.send(session.createTextMessage(text), completions);
        }

        switch (what) {
            case "producer" -> producer.close();
            case "session" -> session.close();
            default -> connection.close();
        }

        assertThat(completions.completed).hasSize(50);
        broker.awaitMessages(queue.getQueueName(), 50);
    }

    // so does commit, and what was sent belongs to the transaction
    @Section("7.3.4")
    @Test
    void commitWaitsForCompletions() throws Exception {
        Provider.onlyStompest("Artemis does not always wait on rollback");
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        Completions first = new Completions(20);
        for (String text : texts("m", 20)) {
            producer.send(session.createTextMessage(text), first);
        }
        session.commit();
        assertThat(first.completed).hasSize(20);
        assertThat(receiveTexts(connection.createSession().createConsumer(queue), 20))
                .isEqualTo(texts("m", 20));

        Completions second = new Completions(5);
        for (String text : texts("n", 5)) {
            producer.send(session.createTextMessage(text), second);
        }
        session.rollback();
        assertThat(second.completed).hasSize(5);
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // what a CompletionListener must not call
    @Section("7.3.4")
    @Test
    void completionListenerCannotCloseItsOwnProducerSessionOrConnection() throws Exception {
        Provider.onlyStompest("Artemis lets some of them through");
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        List<AutoCloseable> calls =
                List.of(producer::close, session::close, connection::close, session::commit, session::rollback);
        for (AutoCloseable call : calls) {
            CompletableFuture<Exception> thrown = new CompletableFuture<>();
            producer.send(session.createMessage(), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    try {
                        call.close();
                        thrown.complete(null);
                    } catch (Exception e) {
                        thrown.complete(e);
                    }
                }

                @Override
                public void onException(Message message, Exception exception) {
                    thrown.complete(exception);
                }
            });
            assertThat(thrown.get(WAIT, TimeUnit.MILLISECONDS)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        }
        session.commit();
    }

    // Exceptions: those of the broker reach the listener
    @Section("7.3.2")
    @Test
    void refusedSendReachesTheListener() throws Exception {
        Connection connection =
                track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection());
        connection.start();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        Completions completions = new Completions(1);

        Queue forbidden = session.createQueue("forbidden." + name());
        try {
            producer.send(forbidden, session.createTextMessage("x"), completions);
            completions.await();
        } catch (JMSSecurityException e) {
            completions.failed.add(e);
        }

        assertThat(completions.completed).isEmpty();
        assertThat(completions.failed).hasSize(1);
        assertThat(completions.failed.get(0)).isInstanceOf(JMSSecurityException.class);
        Queue allowed = session.createQueue(name());
        producer.send(allowed, session.createTextMessage("goes on"));
        assertThat(receiveText(session.createConsumer(allowed))).isEqualTo("goes on");
    }

    // those of the call itself are thrown, and the listener is not called
    @Section("7.3.2")
    @Test
    void impossibleSendIsThrown() throws Exception {
        Session session = connect().createSession();
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        MessageProducer anonymous = session.createProducer(null);
        Completions completions = new Completions(1);

        assertThatThrownBy(() -> producer.send(session.createMessage(), 2, 77, 0, completions))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> anonymous.send(session.createMessage(), completions))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> producer.send(session.createMessage(), (CompletionListener) null))
                .isInstanceOf(IllegalArgumentException.class);
        session.close();
        assertThat(completions.threads).isEmpty();
    }

    // Message headers: set when the listener is called
    @Section("7.3.6")
    @Test
    void headersAreSetWhenCompleted() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        CompletableFuture<String> id = new CompletableFuture<>();
        session.createProducer(queue).send(session.createTextMessage("x"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    id.complete(message.getJMSMessageID());
                } catch (JMSException e) {
                    id.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                id.completeExceptionally(exception);
            }
        });

        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receive(consumer).getJMSMessageID()).isEqualTo(id.get(WAIT, TimeUnit.MILLISECONDS));
    }

    // over a context
    @Section("7.3")
    @Test
    void contextSendsAsynchronously() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        Completions completions = new Completions(10);
        JMSProducer producer = context.createProducer().setAsync(completions);
        assertThat(producer.getAsync()).isSameAs(completions);
        for (String text : texts("m", 10)) {
            producer.send(queue, text);
        }

        completions.await();
        assertThat(completions.completed).isEqualTo(texts("m", 10));
    }

    // users' trap: a listener that throws does not stop the others
    @Section("7.3")
    @Test
    void throwingListenerDoesNotStopTheOthers() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        CountDownLatch called = new CountDownLatch(3);
        for (String text : texts("m", 3)) {
            producer.send(session.createTextMessage(text), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    called.countDown();
                    throw new IllegalArgumentException("on purpose");
                }

                @Override
                public void onException(Message message, Exception exception) {}
            });
        }

        assertThat(called.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(receiveTexts(session.createConsumer(queue), 3)).isEqualTo(texts("m", 3));
    }
}
