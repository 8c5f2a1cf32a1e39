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
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
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
    private boolean
            owed; // what was sent is still to be written to this connection, if it turns out that it was not committed
    private boolean cutOff;
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

    /** {@return whether there is nothing to commit or to roll back} */
    boolean isEmpty() {
        lock.lock();
        try {
            return !begun && !owed && fate.doom() == null;
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
        StompFrame attempt = frame;
        while (!sendConfirmed(attempt, destination, deadline)) {
            String receipt = link.nextReceiptId();
            attempt = frame.withHeaders(frame.headers().toBuilder()
                    .remove(StompHeaderNames.RECEIPT)
                    .add(StompHeaderNames.RECEIPT, receipt)
                    .build());
        }
    }

    /** {@return false if it was refused for now, and there is time for another attempt} */
    private boolean sendConfirmed(StompFrame frame, Object destination, Deadline deadline) throws JMSException {
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
        } catch (JMSException e) {
            if (deadline.passed() || !(e.getCause() instanceof StompException cause) || !link.isRefusedForNow(cause)) {
                throw e;
            }
            LOG.debug("a message to {} had to wait for room, and is sent again as there is some now", destination);
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
        return confirmed;
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
     * @param deadline until when all of it may take
     * @throws TransactionRolledBackException if it was not committed
     * @throws JMSException if the outcome is not known
     */
    void commit(TransactedReceipts receipts, Deadline deadline) throws JMSException {
        try {
            awaitConfirmed(deadline);
            if (link.dialect().acknowledgesInTransactions()) {
                new AcknowledgingCommit(link, this, receipts, deadline).run();
            } else if (!isEmpty()) {
                commitAlone(deadline);
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
     * @param deadline until when
     * @throws TransactionRolledBackException if something is not in it
     */
    void awaitConfirmed(Deadline deadline) throws JMSException {
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

    private void commitAlone(Deadline deadline) throws JMSException {
        boolean detected;
        boolean repeatable;
        AtomicBoolean repeated = new AtomicBoolean();
        StompFrame commit = ClientFrames.commit(id, link.nextReceiptId());
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        lock.lock();
        try {
            checkDoom();
            detected = duplicatesDetected;
            repeatable = !tooLarge && (detected || sent.isEmpty());
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
                    deadline,
                    "commit",
                    "the transaction");
        } catch (TransactionRolledBackException e) {
            // The first COMMIT was cut off and the second refused: the broker had done the first.
            // Unless it could not be played again: then the broker did not know what to commit.
            if (!repeated.get() || !detected || isDoomed()) {
                throw isCutOff() ? JmsErrors.inDoubt(e) : e;
            }
            LOG.info("a commit in doubt was decided by repeating it: it had been done ({})", e.getMessage());
        } catch (JMSException e) {
            if (!repeated.get()) {
                abortReplayed();
            }
            boolean undone = repeated.get() ? isDoomed() && !isCutOff() : isUndone(e.getCause());
            throw undone ? SendAnswers.rolledBack(e.getMessage(), e) : JmsErrors.inDoubt(e);
        }
    }

    /** A COMMIT that was given up is not repeated, though the transaction may have been played again for it: that ends here. */
    private void abortReplayed() {
        lock.lock();
        try {
            if (cutOff && begun && on.isOpen()) {
                abort();
            }
            begun = false;
        } catch (StompConnectionException e) {
            LOG.debug("the transaction ended with its connection", e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a COMMIT was under way when a connection broke for another reason than an ERROR: it may have been done then. */
    private boolean isCutOff() {
        lock.lock();
        try {
            return cutOff;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void interrupted(StompException why) {
        lock.lock();
        try {
            cutOff |=
                    committing != null && !committing.isDone() && why.refusal().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what has ended a COMMIT shows that the broker has not done it: it was refused, or has not left. */
    private static boolean isUndone(Throwable why) {
        return why instanceof StompProtocolException || isUnsent(why);
    }

    private static boolean isUnsent(Throwable why) {
        return (why instanceof StompConnectionException || why instanceof StompTimeoutException)
                && !((StompException) why).mayHaveReachedBroker();
    }

    /** A COMMIT has surely not been done: the transaction is as open as it was before. */
    void forgetCommit() {
        lock.lock();
        try {
            committing = null;
        } finally {
            lock.unlock();
        }
    }

    StompConnection awaitConnection(Deadline deadline) throws JMSException {
        try {
            return link.await(deadline, "commit", "the transaction");
        } catch (JMSException e) {
            throw SendAnswers.rolledBack(e.getMessage(), e);
        }
    }

    /**
     * Writes acknowledgements and COMMIT, if the transaction is on that connection and all of it is there.
     *
     * @return false if not; then something has to be waited for first
     */
    boolean writeCommit(
            StompConnection connection, List<StompFrame> acks, StompFrame commit, CompletableFuture<Void> outcome)
            throws JMSException {
        lock.lock();
        try {
            if (!bind(connection)) {
                return false;
            }
            if (owed) {
                owed = false;
                writeAll(connection);
            }
            if (answers.isAwaited()) {
                committing = null;
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
            owed = false;
            cutOff = false;
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
        if (!open || fate.doom() != null) {
            return;
        }
        if (isOver() && !tooLarge) {
            owed = true;
            return;
        }
        if (tooLarge) {
            fate.doom(new JMSException(
                    "the connection was lost in a transaction of more than " + mostBytes
                            + " bytes (jms.transactionBytes), which is not kept to be sent again",
                    JmsErrors.CONNECTION));
            if (committing != null) {
                committing.completeExceptionally(
                        new StompConnectionException(fate.doom().getMessage(), null));
            }
            return;
        }
        if (cautious) {
            replayConfirmed(fresh);
        } else {
            writeAll(fresh);
        }
    }

    /** Whether COMMIT has come to an end that the committing thread has yet to see; one that has not left is not over. */
    private boolean isOver() {
        return committing != null
                && committing.isDone()
                && !committing.handle((done, failure) -> isUnsent(failure)).join();
    }

    /** Nothing else is under way: a refusal means this transaction. */
    private void replayConfirmed(StompConnection fresh) {
        StompException failure;
        try {
            writeAll(fresh);
            failure = confirm(fresh);
        } catch (StompConnectionException e) {
            failure = fresh.whyEnded(e);
        }
        if (failure != null) {
            if (failure.refusal().isPresent()) {
                fate.doom(link.error(failure, "repeat", "the transaction after a reconnect"));
                sent.clear();
            }
            throw failure;
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
    private StompException confirm(StompConnection fresh) {
        Confirmation confirmation = new Confirmation();
        fresh.write(ClientFrames.begin(id + "-check", null), Flush.SOON);
        fresh.request(ClientFrames.abort(id + "-check", fresh.nextReceiptId()), confirmation, Flush.NOW);
        return confirmation.await(link.requestDeadline());
    }
}
