package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Close, commit and rollback with asynchronous sends: section 7.3.4. */
@Section("7.3.4")
class AsyncSendEndTest extends JmsTest {
    /** One whose callback does something of the test's. */
    private record Doing(Consumer<Message> action) implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            action.accept(message);
        }

        @Override
        public void onException(Message message, Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** A callback that takes its time, and notes that it has returned. */
    private static final class Slow implements CompletionListener {
        private final CountDownLatch never = new CountDownLatch(1);
        private volatile boolean returned;

        @Override
        public void onCompletion(Message message) {
            try {
                assertThat(never.await(NOTHING, TimeUnit.MILLISECONDS)).isFalse();
                returned = true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onException(Message message, Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "session", "connection", "commit", "rollback"})
    void waitsForACallbackThatRuns(String what) throws Exception {
        Provider.onlyStompest("Artemis's producer does not wait");
        Connection connection = connect();
        boolean transacted = what.equals("commit") || what.equals("rollback");
        Session session = connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        Slow slow = new Slow();
        producer.send(session.createMessage(), slow);

        switch (what) {
            case "producer" -> producer.close();
            case "session" -> session.close();
            case "connection" -> connection.close();
            case "commit" -> session.commit();
            default -> session.rollback();
        }

        assertThat(slow.returned).isTrue();
    }

    // "its own" only: what belongs to others may be closed
    @Test
    void callbackMayCloseWhatIsNotItsOwn() throws Exception {
        Provider.onlyStompest("Artemis forbids less");
        Connection connection = connect();
        Session session = connection.createSession();
        Session otherSession = connection.createSession();
        Connection otherConnection = connect();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        MessageProducer otherProducer = session.createProducer(queue);
        for (AutoCloseable other : List.of(otherProducer, otherSession, otherConnection)) {
            CompletableFuture<Object> outcome = new CompletableFuture<>();
            producer.send(session.createMessage(), new Doing(message -> {
                try {
                    other.close();
                    outcome.complete("closed");
                } catch (Exception e) {
                    outcome.complete(e);
                }
            }));
            assertThat(outcome.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("closed");
        }
        assertIllegalState(() -> otherProducer.send(session.createMessage()));
        assertIllegalState(otherSession::createMessage);
        assertIllegalState(otherConnection::createSession);
        producer.send(session.createMessage());
    }

    // A producer whose own messages are behind the callback that runs could never be waited for
    @Test
    void callbackCannotCloseAProducerWhoseCallbacksWaitForIt() throws Exception {
        Provider.onlyStompest("Artemis forbids less");
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        MessageProducer later = session.createProducer(queue);
        CountDownLatch sent = new CountDownLatch(1);
        CompletableFuture<Exception> thrown = new CompletableFuture<>();
        producer.send(session.createMessage(), new Doing(message -> {
            awaitQuietly(sent);
            try {
                later.close();
                thrown.complete(null);
            } catch (JMSException e) {
                thrown.complete(e);
            }
        }));
        Slow slow = new Slow();
        later.send(session.createMessage(), slow);
        sent.countDown();

        assertThat(thrown.get(WAIT, TimeUnit.MILLISECONDS)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        later.close();
        assertThat(slow.returned).isTrue();
    }

    @Test
    void closingAProducerDoesNotEndItsTransaction() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        CompletableFuture<String> completed = new CompletableFuture<>();
        producer.send(session.createTextMessage("x"), new Doing(message -> completed.complete(textOf(message))));
        producer.close();
        assertThat(completed.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("x");
        assertThat(broker.messages(queue.getQueueName())).isZero();

        session.commit();

        broker.awaitMessages(queue.getQueueName(), 1);
    }

    @Test
    void callbackThatFailsHoldsUpNoCommit() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        session.createProducer(queue).send(session.createMessage(), new Doing(message -> {
            throw new IllegalArgumentException("on purpose");
        }));

        session.commit();

        broker.awaitMessages(queue.getQueueName(), 1);
    }

    @Test
    void closedObjectsCallNoListener() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue(name()));
        Message message = session.createMessage();
        Slow slow = new Slow();
        producer.close();

        assertIllegalState(() -> producer.send(message, slow));
        session.close();
        assertIllegalState(() -> producer.send(message, slow));
        connection.close();
        assertIllegalState(() -> producer.send(message, slow));
        assertThatThrownBy(() -> producer.send(message, 2, 4, 0, slow))
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThat(slow.returned).isFalse();
    }
}
