package org.stompest.wire.client;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * A transaction of an {@link AsyncStompClient} ("BEGIN", "COMMIT", "ABORT"). It lives and dies with the connection that it was
 * begun on: once that is lost, nothing of it is done, every future fails with a {@link StompConnectionException}, and it has to
 * be begun anew. Whether acknowledgements are part of a transaction is the broker's affair: Apache ActiveMQ Artemis does them
 * at once.
 *
 * <p>Usable from any thread; nobody else's command must be under way when it is committed.
 */
public final class AsyncTransaction implements AsyncSender {
    private enum State {
        ACTIVE,
        COMMITTED,
        ABORTED
    }

    private final AsyncSession session;
    private final StompConnection connection;
    private final String id;
    private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);

    AsyncTransaction(AsyncSession session, StompConnection connection, String id) {
        this.session = session;
        this.connection = connection;
        this.id = id;
    }

    /** {@return the value of the header {@code transaction}} */
    public String id() {
        return id;
    }

    @Override
    public CompletableFuture<Void> send(String destination, String text, StompHeaders headers) {
        return write(Draft.send(destination, text, headers, id));
    }

    @Override
    public CompletableFuture<Void> send(String destination, byte[] body, StompHeaders headers) {
        return write(Draft.send(destination, body, headers, id));
    }

    private CompletableFuture<Void> write(Draft draft) {
        return isActive() ? session.write(draft, connection, false) : notActive();
    }

    @Override
    public CompletableFuture<Void> ack(StompMessage message) {
        return acknowledge(message, true, StompHeaders.empty());
    }

    @Override
    public CompletableFuture<Void> nack(StompMessage message) {
        return acknowledge(message, false, StompHeaders.empty());
    }

    @Override
    public CompletableFuture<Void> ack(StompMessage message, StompHeaders headers) {
        return acknowledge(message, true, headers);
    }

    @Override
    public CompletableFuture<Void> nack(StompMessage message, StompHeaders headers) {
        return acknowledge(message, false, headers);
    }

    private CompletableFuture<Void> acknowledge(StompMessage message, boolean positive, StompHeaders headers) {
        if (!isActive()) {
            return notActive();
        }
        if (message.connection() != connection) {
            return CompletableFuture.failedFuture(new StompProtocolException(
                    "the message came over another connection than that of the transaction " + id));
        }
        return session.acknowledge(message, positive, this, headers, false);
    }

    /**
     * Commits.
     *
     * @return completed when the broker has; exceptionally with a {@link StompConnectionException} if the connection was lost,
     *     where {@link StompConnectionException#mayHaveReachedBroker()} tells whether the commit may have been done
     *     nevertheless, or with a {@link StompProtocolException} if the broker refused or the transaction is over already
     */
    public CompletableFuture<Void> commit() {
        return end(State.COMMITTED, () -> ClientFrames.commit(id, null));
    }

    /**
     * Aborts. A transaction that was lost with its connection counts as aborted.
     *
     * @return completed when the broker has; exceptionally with a {@link StompProtocolException} if the broker refused or the
     *     transaction is over already
     */
    public CompletableFuture<Void> abort() {
        return end(State.ABORTED, () -> ClientFrames.abort(id, null)).exceptionallyCompose(failure -> {
            Throwable why = Delivery.unwrapped(failure);
            return Command.isLoss(why) ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(why);
        });
    }

    private CompletableFuture<Void> end(State next, Supplier<StompFrame> frame) {
        return state.compareAndSet(State.ACTIVE, next)
                ? session.write(Draft.small(frame), connection, true)
                : notActive();
    }

    private boolean isActive() {
        return state.get() == State.ACTIVE;
    }

    private CompletableFuture<Void> notActive() {
        return CompletableFuture.failedFuture(new StompProtocolException(
                "the transaction " + id + " is " + state.get().name().toLowerCase(Locale.ROOT) + " already"));
    }
}
