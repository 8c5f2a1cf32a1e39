package org.stompest.jms.internal.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.consumer.Delivery;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.jms.internal.producer.Completions;
import org.stompest.jms.internal.producer.SendPath;
import org.stompest.jms.internal.serversession.AssignedMessages;
import org.stompest.wire.connection.Deadline;

/**
 * What the application decides about the messages of a session: commit, rollback, acknowledge and recover.
 *
 * <p>Threads: the one that uses the session, without the session's lock.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final JmsSession session;
    private final SessionOwner owner;
    private final SessionMode mode;
    private final Transaction transaction;
    private final SendPath sendPath;
    private final Completions completions;
    private final SessionConsumers consumers;
    private final TransactedReceipts receipts;
    private final AssignedMessages assigned;
    private final Decision decision;

    /**
     * Makes that of a session.
     *
     * @param transaction null if the session is not transacted
     */
    Settling(
            JmsSession session,
            SessionOwner owner,
            SessionMode mode,
            Transaction transaction,
            SendPath sendPath,
            Completions completions,
            SessionConsumers consumers,
            TransactedReceipts receipts,
            AssignedMessages assigned) {
        this.session = session;
        this.owner = owner;
        this.mode = mode;
        this.transaction = transaction;
        this.sendPath = sendPath;
        this.completions = completions;
        this.consumers = consumers;
        this.receipts = receipts;
        this.assigned = assigned;
        this.decision = new Decision(session.lock());
    }

    private BrokerLink link() {
        return owner.link();
    }

    /** Waits for a commit or rollback of another thread, so long at the most, zero for ever; under the lock. */
    void awaitDecision(Duration timeout) {
        decision.await(timeout);
    }

    void commit() throws JMSException {
        begin("commit");
        try {
            decideToCommit();
        } finally {
            decision.end();
        }
    }

    private void decideToCommit() throws JMSException {
        Deadline deadline = link().requestDeadline();
        try {
            transaction.awaitConfirmed(deadline);
            completions.finish(Duration.ofNanos(Math.max(1, deadline.leftNanos()))); // zero would be for ever
            receipts.awaitReturned(deadline);
            assigned.awaitReturned(deadline);
            transaction.commit(receipts, deadline);
        } catch (JMSException e) {
            transaction.rollback();
            completions.finish(owner.options().sendTimeout());
            redeliver();
            throw e;
        }
        acknowledgeCommitted(deadline);
    }

    /**
     * What was sent is committed, and so the transaction is: acknowledgements that the broker does not confirm are remembered, and
     * the messages acknowledged when they come again.
     */
    private void acknowledgeCommitted(Deadline deadline) {
        try {
            await(settleAll(false), deadline);
        } catch (JMSException e) {
            LOG.warn(
                    "a commit is done, and the broker has not confirmed that what was received is acknowledged; it is"
                            + " acknowledged when it comes again: {}",
                    e.getMessage());
        }
        consumers.endLingering();
    }

    void rollback() throws JMSException {
        begin("roll back");
        try {
            sendPath.finish(owner.options().sendTimeout());
            transaction.rollback();
            redeliver();
        } finally {
            decision.end();
        }
    }

    private void begin(String verb) throws JMSException {
        session.checkOpen();
        if (transaction == null) {
            throw new IllegalStateException("cannot " + verb + ": the session is not transacted");
        }
        if (completions.isCallingThread()) {
            throw new IllegalStateException("cannot " + verb + " in a completion listener of the session");
        }
        decision.begin(verb);
    }

    private void redeliver() {
        consumers.giveBackAll();
        consumers.endLingering();
        assigned.giveBackAll();
    }

    /**
     * Acknowledges all that the application has, where that is for the application to do. What a lost connection has taken back is
     * acknowledged when it comes again, whatever consumer of the connection gets it, and this does not wait for it.
     *
     * @throws JMSException if the broker has refused the acknowledgement, and then the messages come again; or has not confirmed it
     *     in time, and then it is not known
     */
    void acknowledge() throws JMSException {
        session.checkOpen();
        if (mode == SessionMode.CLIENT) {
            await(settleAll(true), link().requestDeadline());
            consumers.endLingering();
        }
    }

    /** Acknowledges one message, as {@link #acknowledge()} does all. */
    void acknowledge(SubscriptionFeed feed, Delivery delivery) throws JMSException {
        session.checkOpen();
        CompletableFuture<Void> confirmation = feed.settlement().settleConfirmed(delivery);
        if (confirmation != null) {
            await(List.of(confirmation), link().requestDeadline());
            consumers.endLingering();
            assigned.dropSettled();
        }
    }

    private List<CompletableFuture<Void>> settleAll(boolean toldRefusal) {
        List<CompletableFuture<Void>> confirmations = consumers.settleAll(toldRefusal);
        confirmations.addAll(assigned.settleAll(toldRefusal));
        return confirmations;
    }

    private static void await(List<CompletableFuture<Void>> confirmations, Deadline deadline) throws JMSException {
        for (CompletableFuture<Void> confirmation : confirmations) {
            Acknowledged.await(confirmation, deadline);
        }
    }

    void recover() throws JMSException {
        session.checkOpen();
        if (transaction != null) {
            throw new IllegalStateException("cannot recover: the session is transacted, roll it back");
        }
        redeliver();
    }
}
