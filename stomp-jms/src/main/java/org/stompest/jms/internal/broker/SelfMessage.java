package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * A message that the provider sends to itself, to learn what the broker makes of it. Used by one thread, but for the deliveries.
 */
final class SelfMessage implements DeliverySink, AutoCloseable {
    private final BrokerLink link;
    private final String verb;
    private final Object object;
    private final Deadline deadline;
    private final String id;

    /** The MESSAGE, or null if the connection was lost. */
    private final CompletableFuture<StompFrame> answer = new CompletableFuture<>();

    /** Subscribes; the rest is about what could not be done, for error texts. */
    SelfMessage(BrokerLink link, StompHeaders subscribe, Deadline deadline, String verb, Object object)
            throws JMSException {
        this.link = link;
        this.verb = verb;
        this.object = object;
        this.deadline = deadline;
        this.id = link.nextSubscriptionId();
        link.subscribe(id, subscribe, this, object);
    }

    boolean isInterrupted() {
        return answer.isDone();
    }

    /** {@return the MESSAGE that came of a SEND, or null if the connection was lost meanwhile} */
    StompFrame exchange(StompFrame send) throws JMSException {
        StompFrame confirmed = send.withHeaders(send.headers().toBuilder()
                .add(StompHeaderNames.RECEIPT, link.nextReceiptId())
                .build());
        if (!isTaken(confirmed)) {
            return null;
        }
        try {
            return deadline.unlimited() ? answer.get() : answer.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw JmsErrors.caused(
                    new JMSException(
                            "cannot " + verb + " " + object
                                    + ": the broker did not answer in time (jms.requestTimeout)",
                            JmsErrors.TIMEOUT),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.caused(
                    new JMSException("cannot " + verb + " " + object + ": interrupted", JmsErrors.INTERRUPTED), e);
        } catch (ExecutionException e) {
            throw JmsErrors.caused(
                    new JMSException("cannot " + verb + " " + object + ": "
                            + e.getCause().getMessage()),
                    e);
        }
    }

    /** {@return whether the broker has the SEND, or the connection was lost} */
    private boolean isTaken(StompFrame send) throws JMSException {
        try {
            link.request(send, null, deadline, verb, object);
            return true;
        } catch (JMSException e) {
            if (e.getCause() instanceof StompConnectionException) {
                return false; // who wants to try again has to wait for a connection, and learns there if none comes
            }
            throw e;
        }
    }

    @Override
    public void close() {
        link.unsubscribe(id, this);
    }

    @Override
    public void deliver(StompConnection connection, StompFrame message) {
        answer.complete(message);
    }

    @Override
    public void interrupted() {
        answer.complete(null);
    }

    @Override
    public void refused(JMSException why) {
        answer.completeExceptionally(why);
    }
}
