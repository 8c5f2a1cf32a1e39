package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.client.ReconnectingConnection;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/**
 * One commit where the broker takes acknowledgements into transactions: they are written with COMMIT, over the connection over which
 * the messages came. Used once, by the session's thread, without a lock.
 */
final class AcknowledgingCommit {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgingCommit.class);

    /** A broker that knows of a loss delivers again at once; what another consumer has got never comes, however long one waits. */
    private static final Duration PROOF = Duration.ofSeconds(1);

    private final BrokerLink link;
    private final Transaction transaction;
    private final TransactedReceipts receipts;
    private final Deadline deadline;

    AcknowledgingCommit(BrokerLink link, Transaction transaction, TransactedReceipts receipts, Deadline deadline) {
        this.link = link;
        this.transaction = transaction;
        this.receipts = receipts;
        this.deadline = deadline;
    }

    /**
     * Commits. If the connection is lost before the receipt, the messages received tell whether it was done,
     * where there are any: they come again only if it was not, and then all of it is played again. Where they do not come soon, or
     * there are none, nobody can tell.
     */
    void run() throws JMSException {
        JMSException doubt = null;
        while (true) {
            Attempt attempt = write(doubt);
            if (attempt == null) {
                return;
            }
            try {
                ReconnectingConnection.await(attempt.outcome, deadline, "COMMIT");
                receipts.committed();
                return;
            } catch (StompConnectionException e) {
                doubt = e.mayHaveReachedBroker() ? JmsErrors.inDoubt(link.error(e, "commit", "the transaction")) : null;
                if (doubt == null) {
                    transaction.forgetCommit();
                } else if (!attempt.acknowledges) {
                    throw doubt;
                }
                LOG.debug("{} ended at a commit, which is tried again if it was not done", attempt.on, e);
            } catch (StompProtocolException e) {
                JMSException failure = link.error(e, "commit", "the transaction");
                throw failure instanceof TransactionRolledBackException
                        ? failure
                        : SendAnswers.rolledBack(failure.getMessage(), failure);
            } catch (StompException e) {
                // What the broker may still do must not meet what is handed out again.
                if (e instanceof StompTimeoutException || link.outlivesLoss()) {
                    attempt.on.drop("no answer to a COMMIT on " + attempt.on + ": " + e.getMessage());
                }
                throw JmsErrors.inDoubt(link.error(e, "commit", "the transaction"));
            }
        }
    }

    /** A COMMIT that was written. */
    private record Attempt(StompConnection on, CompletableFuture<Void> outcome, boolean acknowledges) {}

    /**
     * Writes COMMIT with its acknowledgements, when everything is there that belongs to it.
     *
     * @param doubt what to throw if what an attempt has acknowledged does not come again soon; null if there is no doubt
     * @return null if there is nothing to commit
     */
    private Attempt write(JMSException doubt) throws JMSException {
        JMSException open = doubt;
        while (true) {
            transaction.awaitConfirmed(deadline);
            StompConnection connection;
            if (open == null) {
                receipts.awaitReturned(deadline);
                connection = transaction.awaitConnection(deadline);
            } else {
                connection = awaitProof(open);
            }
            List<StompFrame> acks = receipts.acknowledgements(connection, transaction.id());
            if (acks != null) {
                if (open != null && acks.isEmpty()) {
                    throw open;
                }
                open = null; // they have come again, or there was no doubt
                if (acks.isEmpty() && transaction.isEmpty()) {
                    return null;
                }
                CompletableFuture<Void> outcome = new CompletableFuture<>();
                StompFrame commit = ClientFrames.commit(transaction.id(), link.nextReceiptId());
                if (transaction.writeCommit(connection, acks, commit, outcome)) {
                    return new Attempt(connection, outcome, !acks.isEmpty());
                }
            }
        }
    }

    /** Waits on the next connection for what a COMMIT in doubt has acknowledged: it was not done if that comes again. */
    private StompConnection awaitProof(JMSException doubt) throws JMSException {
        try {
            StompConnection connection = link.await(deadline, "commit", "the transaction");
            receipts.awaitReturned(Deadline.earlier(deadline, Deadline.in(PROOF)));
            return connection;
        } catch (JMSException e) {
            doubt.addSuppressed(e);
            throw doubt;
        }
    }
}
