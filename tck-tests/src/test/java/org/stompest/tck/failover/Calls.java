package org.stompest.tck.failover;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests, one after the other, to a server on another connection, which answers to the temporary queue that each names. Each
 * must be answered, once.
 */
final class Calls implements Work {
    private static final long ANSWER_MILLIS = 20_000;
    private static final long LOST_MILLIS = 3_000;

    private final String name;
    private final ConcurrentLinkedQueue<Exception> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final Thread caller;
    private final int mayBeLost;
    private volatile int unanswered;
    private volatile boolean calling = true;

    /**
     * Begins to call.
     *
     * @param mayBeLost how many requests may remain unanswered, because the temporary queue that they name is gone
     */
    Calls(String name, Connection client, Connection server, String queue, int mayBeLost) throws JMSException {
        this.name = name;
        this.mayBeLost = mayBeLost;
        Session serving = server.createSession();
        MessageProducer answers = serving.createProducer(null);
        serving.createConsumer(serving.createQueue(queue)).setMessageListener(request -> {
            try {
                served.incrementAndGet();
                Message answer = serving.createTextMessage(request.getBody(String.class));
                answer.setJMSCorrelationID(request.getJMSMessageID());
                answers.send(request.getJMSReplyTo(), answer);
            } catch (InvalidDestinationException e) {
                if (mayBeLost == 0) {
                    problems.add(e);
                }
            } catch (JMSException e) {
                problems.add(e);
            }
        });
        Session session = client.createSession();
        MessageProducer requests = session.createProducer(session.createQueue(queue));
        Queue own = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(own);
        this.caller = new Thread(
                () -> {
                    try {
                        callAll(session, requests, own, consumer);
                    } catch (JMSException | RuntimeException e) {
                        problems.add(e instanceof JMSException jms ? jms : new IllegalStateException(e));
                    }
                },
                name);
        caller.start();
    }

    private void callAll(Session session, MessageProducer requests, Queue own, MessageConsumer consumer)
            throws JMSException {
        for (int number = 0; calling; number++) {
            Message request = session.createTextMessage("call " + number);
            request.setJMSReplyTo(own);
            requests.send(request);
            Message answer = consumer.receive(unanswered < mayBeLost ? LOST_MILLIS : ANSWER_MILLIS);
            if (answer == null) {
                if (unanswered++ < mayBeLost) {
                    continue;
                }
                throw new JMSException("request " + number + " was not answered");
            }
            String id = answer.getJMSCorrelationID();
            if (!id.equals(request.getJMSMessageID())) {
                throw new JMSException("request " + number + " got the answer to another one: " + answer);
            }
            answered.incrementAndGet();
        }
    }

    @Override
    public int progress() {
        return answered.get();
    }

    @Override
    public void endSending() {
        calling = false;
    }

    @Override
    public boolean isComplete() {
        return !caller.isAlive();
    }

    @Override
    public void end() throws InterruptedException {
        caller.join(TimeUnit.SECONDS.toMillis(30));
    }

    @Override
    public void check() {
        assertThat(problems).as("exceptions in " + name).isEmpty();
        assertThat(served.get())
                .as("requests served, of " + name)
                .isBetween(answered.get(), answered.get() + unanswered);
    }

    @Override
    public String toString() {
        return name + " (" + answered + " answered, " + served + " served, problems " + problems + ")";
    }
}
