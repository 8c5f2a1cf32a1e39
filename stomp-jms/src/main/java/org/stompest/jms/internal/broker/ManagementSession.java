package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Questions to the broker's management over the connection that everything else goes over. The answers come to a temporary topic of
 * its own, that is subscribed to with the first question and left at the end; so nothing remains where nothing is asked.
 *
 * <p>Threads: one asks; answers are told by the reader thread of the connection.
 */
final class ManagementSession implements ManagementChannel, DeliverySink, AutoCloseable {
    /** How long an answer may take after the question was taken: that comes at once or never. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    /** A broker that is slow for once, or has its management elsewhere, is asked again after that. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final String CORRELATION_ID = "correlation-id";
    private static final String REPLY_TO = "reply-to";
    private static final String QUESTION = "ask";
    private static final String MANAGEMENT = "the management of the broker";
    /** Answers are not acknowledged: they all have to fit. */
    private static final int PREFETCH = 100_000;

    private final BrokerLink link;
    private final StompDestination answers =
            StompDestination.of(StompDestination.Kind.TEMPORARY_TOPIC, "jms.temp." + UUID.randomUUID() + ".management");
    private String subscription; // null until the first question
    private int questions;
    private volatile Pending pending = new Pending("");

    /** A question that was asked. The answer is empty if it got lost with a connection. */
    private static final class Pending {
        private final String id;
        private final CompletableFuture<Optional<StompFrame>> answer = new CompletableFuture<>();

        Pending(String id) {
            this.id = id;
        }
    }

    ManagementSession(BrokerLink link) {
        this.link = link;
    }

    @Override
    public Optional<StompFrame> ask(StompFrame question) throws JMSException {
        if (ManagementAccess.isDenied(link.brokers(), link.login())) {
            return Optional.empty();
        }
        Deadline deadline = link.requestDeadline();
        try {
            subscribe();
            Optional<StompFrame> answer = Optional.empty();
            while (answer.isEmpty()) {
                Deadline patience = sendOut(question, deadline);
                answer = await(Deadline.earlier(patience, deadline));
            }
            return answer;
        } catch (NoAnswerException e) {
            ManagementAccess.deny(link.brokers(), link.login(), Deadline.in(SILENCE), e.getMessage());
            return Optional.empty();
        } catch (JMSException e) {
            if (!JmsErrors.isRefusal(e)) {
                throw e;
            }
            ManagementAccess.deny(link.brokers(), link.login(), Deadline.NEVER, e.getMessage());
            return Optional.empty();
        }
    }

    private void subscribe() throws JMSException {
        if (subscription != null) {
            return;
        }
        SubscriptionRequest request = new SubscriptionRequest(
                answers, Optional.empty(), false, Optional.empty(), false, false, Optional.empty(), PREFETCH, false);
        String id = link.nextSubscriptionId();
        link.subscribe(id, link.dialect().subscribe(request), this, answers);
        subscription = id;
    }

    /** {@return until when the answer may take, now that the question was taken} */
    private Deadline sendOut(StompFrame question, Deadline deadline) throws JMSException {
        Pending asked = new Pending(answers.name() + "-" + ++questions);
        pending = asked;
        StompHeaders headers = question.headers().toBuilder()
                .add(REPLY_TO, answers.name())
                .add(CORRELATION_ID, asked.id)
                .add(StompHeaderNames.RECEIPT, link.nextReceiptId())
                .build();
        StompFrame frame = question.withHeaders(headers);
        link.request(frame, () -> List.of(frame), deadline, QUESTION, MANAGEMENT);
        return Deadline.in(ANSWER_TIMEOUT);
    }

    private Optional<StompFrame> await(Deadline deadline) throws JMSException {
        try {
            return pending.answer.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException("it does not answer", e);
        } catch (ExecutionException e) {
            throw new NoAnswerException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JMSException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return JmsErrors.caused(
                new JMSException("interrupted while " + MANAGEMENT + " was asked", JmsErrors.INTERRUPTED), e);
    }

    @Override
    public String session() throws JMSException {
        return link.await(link.requestDeadline(), QUESTION, MANAGEMENT).server().session();
    }

    @Override
    public void pause(long millis) throws JMSException {
        try {
            // Nothing completes it: whoever asks has nothing to be told of.
            new CompletableFuture<Void>().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    // ---- answers

    @Override
    public void deliver(StompConnection connection, StompFrame message) {
        Pending asked = pending;
        if (asked.id.equals(message.header(CORRELATION_ID))) {
            asked.answer.complete(Optional.of(message));
        }
    }

    @Override
    public void interrupted() {
        pending.answer.complete(Optional.empty());
    }

    @Override
    public void refused(JMSException why) {
        pending.answer.completeExceptionally(why);
    }

    @Override
    public void close() {
        if (subscription != null) {
            link.unsubscribe(subscription, this);
        }
    }

    /** The management said nothing. */
    private static final class NoAnswerException extends JMSException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String reason, Throwable cause) {
            super(reason);
            initCause(cause);
        }
    }
}
