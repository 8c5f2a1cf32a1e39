package org.stompest.wire.client;

import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * A transaction of a {@link StompClient} ("BEGIN", "COMMIT", "ABORT"). It lives and dies with the connection that it was begun
 * on: once that is lost, nothing of it is done, every method throws a {@link StompConnectionException}, and it has to be begun
 * anew. Whether acknowledgements are part of a transaction is the broker's affair: Apache ActiveMQ Artemis does them at once.
 *
 * <p>Usable from any thread; nobody else's work must be under way when it is committed.
 */
public final class StompTransaction implements StompSender, AutoCloseable {
    private enum State {
        ACTIVE,
        COMMITTED,
        ABORTED
    }

    private static final Logger LOG = LoggerFactory.getLogger(StompTransaction.class);

    private final ClientLink link;
    private final StompConnection connection;
    private final String id = ClientLink.nextTransactionId();
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.ACTIVE; // guarded by lock

    StompTransaction(ClientLink link) {
        this.link = link;
        this.connection = link.begin(id);
    }

    /** {@return the value of the header {@code transaction}} */
    public String id() {
        return id;
    }

    @Override
    public void send(String destination, String text, StompHeaders headers) {
        requireActive();
        write(Outgoing.send(destination, text, headers, id));
    }

    @Override
    public void send(String destination, byte[] body, StompHeaders headers) {
        requireActive();
        write(Outgoing.send(destination, body, headers, id));
    }

    @Override
    public void ack(StompMessage message) {
        acknowledge(message, true, StompHeaders.empty());
    }

    @Override
    public void nack(StompMessage message) {
        acknowledge(message, false, StompHeaders.empty());
    }

    @Override
    public void ack(StompMessage message, StompHeaders headers) {
        acknowledge(message, true, headers);
    }

    @Override
    public void nack(StompMessage message, StompHeaders headers) {
        acknowledge(message, false, headers);
    }

    private void acknowledge(StompMessage message, boolean positive, StompHeaders headers) {
        requireActive();
        if (message.connection() != connection) {
            throw new StompProtocolException(
                    "the message came over another connection than that of the transaction " + id);
        }
        Acknowledgement.write(link, message, positive, id, headers);
    }

    private void write(StompFrame frame) {
        try {
            if (frame.header(StompHeaderNames.RECEIPT) == null) {
                connection.write(frame, Flush.SOON);
            } else {
                link.confirmOn(connection, frame);
            }
        } catch (StompConnectionException e) {
            throw lost(e);
        }
    }

    private StompConnectionException lost(StompConnectionException cause) {
        return new StompConnectionException(
                "the transaction " + id + " was lost with its connection: nothing of it was done, begin it anew",
                ClientLink.reason(cause));
    }

    /**
     * Commits, and waits until the broker has.
     *
     * @throws StompConnectionException if the connection was lost; {@link StompConnectionException#mayHaveReachedBroker()} tells
     *     whether the commit may have been done nevertheless
     * @throws StompProtocolException if the broker refused, or the transaction is over already
     */
    public void commit() {
        end(State.COMMITTED);
        try {
            link.confirmOn(connection, ClientFrames.commit(id, null));
        } catch (StompConnectionException e) {
            throw e.mayHaveReachedBroker() ? inDoubt(e) : lost(e);
        }
    }

    private StompConnectionException inDoubt(StompConnectionException cause) {
        return new StompConnectionException(
                "the connection was lost before the receipt for COMMIT of " + id
                        + ": it may have been done or not, which only the broker knows",
                ClientLink.reason(cause),
                true);
    }

    /**
     * Aborts, and waits until the broker has. A transaction that was lost with its connection counts as aborted.
     *
     * @throws StompProtocolException if the broker refused, or the transaction is over already
     */
    public void abort() {
        end(State.ABORTED);
        try {
            link.confirmOn(connection, ClientFrames.abort(id, null));
        } catch (StompConnectionException e) {
            if (e.refusal().isPresent()) {
                throw e;
            }
            LOG.debug("the transaction {} ended with its connection", id, e);
        }
    }

    /** Aborts unless it was committed or aborted; never throws. */
    @Override
    public void close() {
        try {
            if (isActive()) {
                abort();
            }
        } catch (StompException e) {
            LOG.debug("the transaction {} could not be aborted", id, e);
        }
    }

    private boolean isActive() {
        lock.lock();
        try {
            return state == State.ACTIVE;
        } finally {
            lock.unlock();
        }
    }

    private void requireActive() {
        lock.lock();
        try {
            checkActive();
        } finally {
            lock.unlock();
        }
    }

    private void checkActive() {
        if (state != State.ACTIVE) {
            throw new StompProtocolException(
                    "the transaction " + id + " is " + state.name().toLowerCase(Locale.ROOT) + " already");
        }
    }

    private void end(State next) {
        lock.lock();
        try {
            checkActive();
            state = next;
        } finally {
            lock.unlock();
        }
    }
}
