package org.stompest.jms.hostile;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An application that receives, listens, sends and commits over one connection, all at the same time. */
final class Application implements AutoCloseable {
    /** The id of the subscription that {@link #receive} is about; the listener's is 2. */
    static final String SUBSCRIPTION = "1";

    /** How long a call may take at the most, where its own time-out is 5 s. */
    private static final long LIMIT = 15_000;

    private final List<JMSException> told = new CopyOnWriteArrayList<>();
    private final Connection connection;
    private final Session sending;
    private final MessageProducer producer;
    private final MessageConsumer consumer;
    private final Session transacted;
    private final MessageProducer inTransaction;

    /** Connects, subscribes twice, and has a message confirmed by either producer; a transaction is open then. */
    Application(Connection connection) throws JMSException {
        this.connection = connection;
        connection.setExceptionListener(told::add);
        Session receiving = connection.createSession();
        consumer = receiving.createConsumer(receiving.createQueue("q"));
        Session listening = connection.createSession();
        listening.createConsumer(listening.createQueue("l")).setMessageListener(message -> {});
        sending = connection.createSession();
        producer = sending.createProducer(sending.createQueue("out"));
        producer.send(sending.createTextMessage("first"));
        transacted = connection.createSession(Session.SESSION_TRANSACTED);
        inTransaction = transacted.createProducer(transacted.createQueue("out"));
        inTransaction.send(transacted.createTextMessage("first"));
    }

    private interface Call {
        Object make() throws JMSException;
    }

    /** {@return what became of a call: its result, a {@link JMSException}, or an error of the test for anything else} */
    private static CompletableFuture<Object> begun(String name, Call call) {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        outcome.complete(call.make());
                    } catch (JMSException e) {
                        outcome.complete(e);
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "test-" + name);
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    CompletableFuture<Object> receive() {
        return begun("receive", () -> text(consumer.receive(5000)));
    }

    private static String text(Message message) throws JMSException {
        return message instanceof TextMessage text ? text.getText() : String.valueOf(message);
    }

    CompletableFuture<Object> send(String text) {
        return begun("send", () -> {
            producer.send(sending.createTextMessage(text));
            return "sent";
        });
    }

    CompletableFuture<Object> commit() {
        return begun("commit", () -> {
            transacted.commit();
            return "committed";
        });
    }

    /** {@return what the exception listener was told} */
    List<JMSException> told() {
        return told;
    }

    /** {@return the outcome of a call, which must come soon} */
    static Object outcome(CompletableFuture<Object> call) {
        try {
            return call.get(LIMIT, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a call hangs", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a call threw what is not documented", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Closes; that must not take long either. */
    @Override
    public void close() throws JMSException {
        Object closed = outcome(begun("close", () -> {
            connection.close();
            return "closed";
        }));
        if (closed instanceof JMSException e) {
            throw e;
        }
    }
}
