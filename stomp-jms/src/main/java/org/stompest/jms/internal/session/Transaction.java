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
import org.stompest.wire.client.ReconnectingConnection;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/**
 * What a transacted session has sent since the last commit or rollback. The frames go to the broker at once and are kept until
 * COMMIT is confirmed, so that on a new connection the open transaction is played again and the application does not notice;
 * beyond a limit of bytes they are not kept, and then a lost connection rolls the transaction back.
 *
 * <p>One STOMP transaction id serves a session for its whole life. BEGIN is sent with the first message, so a transaction that
 * only consumes costs nothing here, unless the broker takes acknowledgements into transactions: then they are written with
 * COMMIT, in one go, on the connection over which the messages came.
 *
 * <p>Threads: the session's, the recovery thread in {@link #replay}, and readers where a receipt comes, which take no lock. The
 * private lock is held while a frame is written to one connection, never while a connection is waited for: a recovery can always
 * get it once that connection is dead.
 */
final class Transaction implements Replayed, TransactedSends {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final BrokerLink link;
    private final long mostBytes;
    private final String id;
    private final ReentrantLock lock = new ReentrantLock();
    private final SendAnswers answers;

    // guarded by lock
    private final List<SentFrame> sent = new ArrayList<>();
    private long bytes;
    private StompConnection on;
    private boolean begun;
    private CompletableFuture<Void> committing; // of the COMMIT that is under way, or null
    private boolean tooLarge;
    private boolean duplicatesDetected;
    private Fate fate = new Fate();

    Transaction(BrokerLink link, long mostBytes) {
        this.link = link;
        this.mostBytes = mostBytes;
        this.id = link.transactionIds().take();
        this.answers = new SendAnswers(link);
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

    private boolean isEmpty() {
        lock.lock();
        try {
            return !begun && fate.doom() == null;
        } finally {
            lock.unlock();
        }
    }

    // ---- sending

    @Override
    public CompletableFuture<Void> send(StompFrame frame, CompletableFuture<Void> outcome, Object destination)
            throws JMSException {
        Deadline deadline = link.sendDeadline();
        SentFrame entry = SentFrame.written(frame, destination, outcome);
        while (!sendOn(link.await(deadline, "send to", destination), entry, outcome)) {
            // that connection was replaced meanwhile: on the next one
        }
        return entry.answer();
    }

    /** {@return false if the transaction is on another connection by now, and then nothing was done} */
    boolean sendOn(StompConnection connection, SentFrame entry, CompletableFuture<Void> outcome) throws JMSException {
        lock.lock();
        try {
            if (!bind(connection)) {
                return false;
            }
            record(entry);
            try {
                beginOn(connection);
                entry.write(connection);
            } catch (StompConnectionException e) {
                LOG.debug("{} ended; the transaction is played again on the next connection", connection, e);
                entry.expectAnswer();
            } catch (StompFrameException e) {
                forget(entry);
                throw link.error(e, "send to", entry.destination());
            }
            answers.watch(entry, fate);
            answers.watch(entry, outcome, fate);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sendConfirmed(StompFrame frame, Object destination) throws JMSException {
        Deadline deadline = link.sendDeadline();
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        SentFrame entry = SentFrame.awaited(frame, destination, outcome);
        while (true) {
            StompConnection connection = link.await(deadline, "send to", destination);
            lock.lock();
            try {
                if (!bind(connection)) {
                    continue;
                }
                record(entry);
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
                    forget(entry);
                } finally {
                    lock.unlock();
                }
            }
        }
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

    /**
     * Whether this connection is the transaction's, which moves only by {@link #replay}, empty or not: a connection that a sender
     * got before it was replaced would be bound to after its replay, and nothing would ever play again what is lost on it.
     */
    private boolean bind(StompConnection connection) throws JMSException {
        checkDoom();
        if (on == null) {
            on = connection;
        }
        return on == connection;
    }

    private boolean isDoomed() {
        lock.lock();
        try {
            return fate.doom() != null;
        } finally {
            lock.unlock();
        }
    }

    private void checkDoom() throws JMSException {
        JMSException doom = fate.doom();
        if (doom != null) {
            throw SendAnswers.rolledBack(doom.getMessage() + "; roll the session back and begin again", doom);
        }
    }

    private void beginOn(StompConnection connection) {
        if (!begun) {
            begun = true;
            connection.write(ClientFrames.begin(id, null), Flush.LATER);
        }
    }

    private void record(SentFrame entry) {
        bytes += entry.bytes();
        if (tooLarge || bytes > mostBytes) {
            tooLarge = true;
            sent.clear();
        } else {
            sent.add(entry);
        }
    }

    private void forget(SentFrame entry) {
        if (sent.remove(entry)) {
            bytes -= entry.bytes();
        }
        duplicatesDetected &= !sent.isEmpty(); // it may have been the one with the duplicate id
    }

    // ---- the end

    /**
     * Commits what was sent, if anything was, and where the broker takes acknowledgements into transactions, what was received.
     *
     * @param receipts what was received; still to be acknowledged afterwards where the broker does not
     * @param deadline until when acknowledgements may take
     * @throws TransactionRolledBackException if it was not committed
     * @throws JMSException if the outcome is not known
     */
    void commit(TransactedReceipts receipts, Deadline deadline) throws JMSException {
        try {
            awaitConfirmed();
            if (link.dialect().acknowledgesInTransactions()) {
                commitWith(receipts, deadline);
            } else if (!isEmpty()) {
                commitAlone();
            }
        } finally {
            if (isCommitting()) {
                clear();
            } else {
                rollback(); // it came to no COMMIT
            }
        }
    }

    private boolean isCommitting() {
        lock.lock();
        try {
            return committing != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that asked for a receipt is in the transaction, as COMMIT must: a broker may decide about a SEND after the
     * COMMIT that is written behind it. What was refused for now, and with it all the transaction, is played again.
     *
     * @throws TransactionRolledBackException if something is not in it
     */
    void awaitConfirmed() throws JMSException {
        Deadline deadline = link.sendDeadline();
        while (answers.await(deadline)) {
            playAgain(deadline);
        }
    }

    private void playAgain(Deadline deadline) throws JMSException {
        StompConnection connection = awaitConnection(deadline);
        lock.lock();
        try {
            checkDoom();
            if (tooLarge) {
                JMSException full = new JMSException(
                        "a message of a transaction of more than " + mostBytes
                                + " bytes (jms.transactionBytes) was refused, and it is not kept to be tried again",
                        JmsErrors.PROTOCOL);
                throw SendAnswers.rolledBack(full.getMessage(), full);
            }
            if (begun && on == connection) { // else it is played again there, or has been
                abort();
                begun = false;
                writeAll(on);
            }
        } catch (StompConnectionException e) {
            LOG.debug("{} ended; the transaction is played again on the next connection", connection, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveUpRefused() {
        lock.lock();
        try {
            fate.endRetries();
        } finally {
            lock.unlock();
        }
        answers.giveUpRefused();
    }

    private void commitAlone() throws JMSException {
        boolean detected;
        boolean repeatable;
        AtomicBoolean repeated = new AtomicBoolean();
        StompFrame commit = ClientFrames.commit(id, link.nextReceiptId());
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        lock.lock();
        try {
            checkDoom();
            detected = duplicatesDetected;
            repeatable = detected || (sent.isEmpty() && !tooLarge);
            committing = outcome;
        } finally {
            lock.unlock();
        }
        try {
            link.request(
                    commit,
                    outcome,
                    repeatable
                            ? () -> {
                                repeated.set(true);
                                return List.of(commit);
                            }
                            : null,
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
        } catch (JMSException e) {
            throw repeatable ? e : JmsErrors.inDoubt(e);
        }
    }

    /**
     * Commits with acknowledgements. If the connection is lost before the receipt, nobody can tell whether it was done: the
     * messages received cannot be acknowledged on another connection, and come again only if it was not.
     */
    private void commitWith(TransactedReceipts receipts, Deadline deadline) throws JMSException {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        StompFrame commit = ClientFrames.commit(id, link.nextReceiptId());
        boolean written = false;
        while (!written) {
            receipts.awaitReturned(deadline);
            StompConnection connection = awaitConnection(deadline);
            List<StompFrame> acks = receipts.acknowledgements(connection, id);
            if (acks != null) {
                if (acks.isEmpty() && isEmpty()) {
                    return;
                }
                written = writeCommit(connection, acks, commit, outcome);
            }
        }
        try {
            ReconnectingConnection.await(outcome, deadline, commit.command().name());
        } catch (StompException e) {
            JMSException failure = link.error(e, "commit", "the transaction");
            if (failure instanceof TransactionRolledBackException) {
                throw failure;
            }
            throw e.refusal().isPresent()
                    ? SendAnswers.rolledBack(failure.getMessage(), failure)
                    : JmsErrors.inDoubt(failure);
        }
        receipts.committed();
    }

    private StompConnection awaitConnection(Deadline deadline) throws JMSException {
        try {
            return link.await(deadline, "commit", "the transaction");
        } catch (JMSException e) {
            throw SendAnswers.rolledBack(e.getMessage(), e);
        }
    }

    private boolean writeCommit(
            StompConnection connection, List<StompFrame> acks, StompFrame commit, CompletableFuture<Void> outcome)
            throws JMSException {
        lock.lock();
        try {
            if (!bind(connection)) {
                return false;
            }
            committing = outcome;
            link.endOfTransaction().lock();
            try {
                beginOn(connection);
                acks.forEach(ack -> connection.write(ack, Flush.LATER));
                connection.request(commit, new CommitReceipt(outcome), Flush.NOW);
                return true;
            } finally {
                link.endOfTransaction().unlock();
            }
        } catch (StompConnectionException e) {
            committing = null;
            LOG.debug("{} ended before the commit, which is tried again on the next connection", connection, e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Rolls back what was sent, if anything was; the broker need not be waited for. */
    void rollback() {
        lock.lock();
        try {
            if (begun && on != null && on.isOpen()) {
                abort();
            }
        } catch (StompConnectionException e) {
            LOG.debug("the transaction ended with its connection", e);
        } finally {
            lock.unlock();
            clear();
        }
    }

    private void abort() {
        link.endOfTransaction().lock();
        try {
            on.write(ClientFrames.abort(id, null), Flush.SOON);
        } finally {
            link.endOfTransaction().unlock();
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
            fate = new Fate();
            committing = null;
        } finally {
            lock.unlock();
        }
        answers.tellLost(new StompConnectionException(
                "the transaction was rolled back before the broker had confirmed it", null));
    }

    /**
     * The connection has failed for good.
     *
     * @param why the failure
     */
    void fail(JMSException why) {
        answers.tellLost(new StompConnectionException(why.getMessage(), why));
    }

    /** Ends with the session. */
    void close() {
        rollback();
        link.unregister(this);
        link.transactionIds().giveBack(id);
    }

    // ---- on a new connection

    @Override
    public void replay(StompConnection fresh, boolean cautious) {
        try {
            lock.lock();
            try {
                replayLocked(fresh, cautious);
            } finally {
                lock.unlock();
            }
        } finally {
            if (isDoomed()) {
                answers.tellLost(
                        new StompConnectionException("the transaction was lost with its connection", null, true));
            }
        }
    }

    private void replayLocked(StompConnection fresh, boolean cautious) {
        boolean open = begun;
        on = fresh;
        begun = false;
        boolean over = committing != null && committing.isDone(); // the committing thread has yet to see it
        if (!open || over || fate.doom() != null) {
            return;
        }
        if (tooLarge) {
            fate.doom(new JMSException(
                    "the connection was lost in a transaction of more than " + mostBytes
                            + " bytes (jms.transactionBytes), which is not kept to be sent again",
                    JmsErrors.CONNECTION));
            begun = true;
            return;
        }
        writeAll(fresh);
        if (cautious) {
            confirm(fresh);
        }
    }

    private void writeAll(StompConnection connection) {
        beginOn(connection);
        boolean always = link.dialect().confirmsEverySend();
        for (SentFrame entry : sent) {
            if (entry.isReplayed()) {
                boolean receipt = always || entry.isUntold();
                entry.writeAgain(connection, receipt ? link.nextReceiptId() : null);
                if (receipt) {
                    answers.watch(entry, fate);
                }
            }
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
                fate.doom(link.error(failure, "repeat", "the transaction after a reconnect"));
                sent.clear();
            }
            throw failure;
        }
    }
}
