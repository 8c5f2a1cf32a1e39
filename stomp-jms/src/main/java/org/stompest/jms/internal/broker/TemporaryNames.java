package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * Makes temporary destinations whose names the broker gives, see {@link TemporaryNaming}. A guess is wrong once for each STOMP
 * connection, the first time; the destination made under it stays unused until that connection ends. After that it is right,
 * and need not be asked for, as long as nothing else makes temporary destinations: on a new connection, those of an
 * old one are made again when they are next mentioned.
 *
 * <p>Usable from any thread. The lock keeps those who make destinations apart and is held while the broker is asked; nobody else
 * takes it.
 */
final class TemporaryNames {
    private static final String FIRST_GUESS = "first";
    private static final String NEW = "a new temporary destination";

    private final BrokerLink link;
    private final TemporaryNaming naming;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private String last; // the broker's name for the destination made last
    private StompConnection first; // where the first one was made

    TemporaryNames(BrokerLink link, TemporaryNaming naming) {
        this.link = link;
        this.naming = naming;
    }

    /** Makes a destination at the broker and returns the name by which all connections know it. */
    String make(Kind kind) throws JMSException {
        Deadline deadline = link.requestDeadline();
        lock.lock();
        try {
            while (true) {
                String guess = last == null ? FIRST_GUESS : naming.following(last);
                StompConnection now = link.await(deadline, "make", NEW);
                String real = make(StompDestination.of(kind, guess), now == first, deadline);
                if (real != null) {
                    first = last == null ? now : first;
                    last = real;
                    if (real.equals(guess)) {
                        return real;
                    }
                }
                if (deadline.passed()) {
                    throw timeout(null);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the broker's name, or null if the connection was lost meanwhile} */
    private String make(StompDestination guess, boolean right, Deadline deadline) throws JMSException {
        Answer answer = new Answer();
        String id = link.nextSubscriptionId();
        link.subscribe(id, naming.subscribe(guess), answer, NEW);
        try {
            if (right) {
                return answer.isInterrupted() ? null : guess.name();
            }
            StompFrame ask = naming.ask(guess);
            StompFrame confirmed = ask.withHeaders(ask.headers().toBuilder()
                    .add(StompHeaderNames.RECEIPT, link.nextReceiptId())
                    .build());
            link.request(confirmed, null, deadline, "make", NEW);
            return answer.await(deadline);
        } finally {
            link.unsubscribe(id, answer);
        }
    }

    private static JMSException timeout(Exception cause) {
        JMSException timeout = new JMSException(
                "the broker did not tell the name of a new temporary destination in time (jms.requestTimeout)",
                JmsErrors.TIMEOUT);
        return cause == null ? timeout : JmsErrors.caused(timeout, cause);
    }

    private final class Answer implements DeliverySink {
        private final CompletableFuture<String> name = new CompletableFuture<>();

        boolean isInterrupted() {
            return name.isDone();
        }

        String await(Deadline deadline) throws JMSException {
            try {
                return deadline.unlimited() ? name.get() : name.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw timeout(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw JmsErrors.caused(
                        new JMSException("interrupted while making a temporary destination", JmsErrors.INTERRUPTED), e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof JMSException refused
                        ? JmsErrors.caused(new JMSException(refused.getMessage(), refused.getErrorCode()), refused)
                        : JmsErrors.caused(new JMSException("cannot make a temporary destination"), e);
            }
        }

        @Override
        public void deliver(StompConnection connection, StompFrame message) {
            name.complete(naming.nameIn(message));
        }

        @Override
        public void interrupted() {
            name.complete(null);
        }

        @Override
        public void refused(JMSException why) {
            name.completeExceptionally(why);
        }
    }
}
