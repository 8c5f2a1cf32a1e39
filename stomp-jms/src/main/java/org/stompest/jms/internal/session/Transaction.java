package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.jms.internal.broker.Replayed;
import org.stompest.jms.internal.producer.TransactedSends;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * What a transacted session has sent since the last commit or rollback. The frames go to the broker at once and are kept until
 * COMMIT is confirmed, so that on a new connection the open transaction is played again and the application does not notice;
 * beyond a limit of bytes they are not kept, and then a lost connection rolls the transaction back.
 *
 * <p>One STOMP transaction id serves a session for its whole life. BEGIN is sent with the first message, so a transaction that
 * only consumes costs nothing here.
 *
 * <p>Threads: the session's, and the recovery thread in {@link #replay}. The private lock is held while a frame is written to
 * one connection, never while a connection is waited for: a recovery can always get it once that connection is dead.
 */
final class Transaction implements Replayed, TransactedSends {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /** A frame, and where its receipt is awaited before it counts, the outcome of that. */
    private record Sent(StompFrame frame, CompletableFuture<Void> outcome) {
        boolean counts() {
            return outcome == null || (outcome.isDone() && !outcome.isCompletedExceptionally());
        }
    }

    private final BrokerLink link;
    private final long mostBytes;
    private final String id;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final List<Sent> sent = new ArrayList<>();
    private long bytes;
    private StompConnection on;
    private boolean begun;
    private CompletableFuture<Void> committing; // of the COMMIT that is under way, or null
    private boolean tooLarge;
    private boolean duplicatesDetected;
    private JMSException doom;

    Transaction(BrokerLink link, long mostBytes) {
        this.link = link;
        this.mostBytes = mostBytes;
        this.id = link.transactionIds().take();
        link.register(this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void duplicatesDetected() {
        lock.lock();
        try {
            duplicatesDetected = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean detectsDuplicates() {
        lock.lock();
        try {
            return duplicatesDetected;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return !begun && doom == null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(StompFrame frame, Object destination) throws JMSException {
        Deadline deadline = link.sendDeadline();
        while (true) {
            StompConnection connection = link.await(deadline, "send to", destination);
            lock.lock();
            try {
                if (!bind(connection)) {
                    continue;
                }
                Sent entry = record(frame, null);
                try {
                    beginOn(connection);
                    connection.write(frame, Flush.LATER);
                } catch (StompConnectionException e) {
                    LOG.debug("{} ended; the transaction is played again on the next connection", connection, e);
                } catch (StompFrameException e) {
                    sent.remove(entry);
                    duplicatesDetected &= !sent.isEmpty();
                    throw link.error(e, "send to", destination);
                }
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void sendConfirmed(StompFrame frame, Object destination) throws JMSException {
        Deadline deadline = link.sendDeadline();
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        Sent entry;
        while (true) {
            StompConnection connection = link.await(deadline, "send to", destination);
            lock.lock();
            try {
                if (!bind(connection)) {
                    continue;
                }
                entry = record(withoutReceipt(frame), outcome);
                try {
                    beginOn(connection);
                } catch (StompConnectionException e) {
                    LOG.debug("{} ended; the transaction is begun again on the next connection", connection, e);
                }
                break;
            } finally {
                lock.unlock();
            }
        }
        boolean confirmed = false;
        try {
            link.request(frame, outcome, () -> again(frame), deadline, "send to", destination);
            confirmed = true;
        } finally {
            if (!confirmed) {
                lock.lock();
                try {
                    sent.remove(entry);
                    duplicatesDetected &= !sent.isEmpty(); // it may have been the one with the duplicate id
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private static StompFrame withoutReceipt(StompFrame frame) {
        return frame.withHeaders(
                frame.headers().toBuilder().remove(StompHeaderNames.RECEIPT).build());
    }

    /** On a new connection, after the rest of the transaction: by the recovery thread. */
    private List<StompFrame> again(StompFrame frame) {
        lock.lock();
        try {
            if (begun) {
                return List.of(frame);
            }
            begun = true;
            return List.of(ClientFrames.begin(id, null), frame);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this connection is the transaction's: a transaction with content moves only by {@link #replay}. */
    private boolean bind(StompConnection connection) throws JMSException {
        checkDoom();
        if (!begun) {
            on = connection;
        }
        return on == connection;
    }

    private boolean isDoomed() {
        lock.lock();
        try {
            return doom != null;
        } finally {
            lock.unlock();
        }
    }

    private void checkDoom() throws JMSException {
        if (doom != null) {
            throw JmsErrors.caused(
                    new TransactionRolledBackException(
                            doom.getMessage() + "; roll the session back and begin again", doom.getErrorCode()),
                    doom);
        }
    }

    private void beginOn(StompConnection connection) {
        if (!begun) {
            begun = true;
            connection.write(ClientFrames.begin(id, null), Flush.LATER);
        }
    }

    private Sent record(StompFrame frame, CompletableFuture<Void> outcome) {
        Sent entry = new Sent(frame, outcome);
        bytes += frame.bodyLength();
        if (tooLarge || bytes > mostBytes) {
            tooLarge = true;
            sent.clear();
        } else {
            sent.add(entry);
        }
        return entry;
    }

    /**
     * Commits what was sent, if anything was.
     *
     * @throws TransactionRolledBackException if the broker has refused it
     * @throws JMSException if the outcome is not known
     */
    void commit() throws JMSException {
        if (isEmpty()) {
            return;
        }
        boolean detected = false;
        AtomicBoolean repeated = new AtomicBoolean();
        StompFrame commit = ClientFrames.commit(id, link.nextReceiptId());
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        try {
            lock.lock();
            try {
                checkDoom();
                detected = duplicatesDetected;
                committing = outcome;
            } finally {
                lock.unlock();
            }
            link.request(
                    commit,
                    outcome,
                    () -> {
                        repeated.set(true);
                        return List.of(commit);
                    },
                    link.requestDeadline(),
                    "commit",
                    "the transaction");
        } catch (TransactionRolledBackException e) {
            // The first COMMIT was cut off and the second refused: the broker had done the first.
            // Unless it could not be played again: then the broker did not know what to commit.
            if (!repeated.get() || !detected || isDoomed()) {
                throw e;
            }
            LOG.info("a commit in doubt was decided by repeating it: it had been done ({})", e.getMessage());
        } finally {
            clear();
        }
    }

    /** Rolls back what was sent, if anything was; the broker need not be waited for. */
    void rollback() {
        lock.lock();
        try {
            if (begun && on != null && on.isOpen()) {
                on.write(ClientFrames.abort(id, null), Flush.SOON);
            }
        } catch (StompConnectionException e) {
            LOG.debug("the transaction ended with its connection", e);
        } finally {
            lock.unlock();
            clear();
        }
    }

    private void clear() {
        lock.lock();
        try {
            sent.clear();
            bytes = 0;
            begun = false;
            tooLarge = false;
            duplicatesDetected = false;
            doom = null;
            committing = null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends with the session. */
    void close() {
        rollback();
        link.unregister(this);
        link.transactionIds().giveBack(id);
    }

    @Override
    public void replay(StompConnection fresh, boolean cautious) {
        lock.lock();
        try {
            boolean open = begun;
            on = fresh;
            begun = false;
            boolean over = committing != null && committing.isDone(); // the committing thread has yet to see it
            if (!open || over || doom != null) {
                return;
            }
            if (tooLarge) {
                doom = new JMSException(
                        "the connection was lost in a transaction of more than " + mostBytes
                                + " bytes (jms.transactionBytes), which is not kept to be sent again",
                        JmsErrors.CONNECTION);
                begun = true;
                return;
            }
            beginOn(fresh);
            for (Sent entry : sent) {
                if (entry.counts()) {
                    fresh.write(entry.frame(), Flush.SOON);
                }
            }
            if (cautious) {
                confirm(fresh);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An empty BEGIN and ABORT behind it all: its receipt tells that the broker has taken the transaction's frames. */
    private void confirm(StompConnection fresh) {
        Confirmation confirmation = new Confirmation();
        fresh.write(ClientFrames.begin(id + "-check", null), Flush.SOON);
        fresh.request(ClientFrames.abort(id + "-check", fresh.nextReceiptId()), confirmation, Flush.NOW);
        StompException failure = confirmation.await(link.requestDeadline());
        if (failure != null) {
            if (failure.refusal().isPresent()) {
                doom = link.error(failure, "repeat", "the transaction after a reconnect");
                sent.clear();
            }
            throw failure;
        }
    }
}
