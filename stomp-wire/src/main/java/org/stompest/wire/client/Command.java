package org.stompest.wire.client;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.StompConnection;

/**
 * What an asynchronous client has been asked to write, with the future that tells of it.
 *
 * <p>Threads: one at a time tries to write it, the caller's or the {@link Outbox}'s; the answer comes from any.
 *
 * @param <T> of the future
 */
abstract class Command<T> {
    /** What commands need of their client. */
    record Means(ClientLink link, Backlog backlog, Completions completions, Duration receiptTimeout) {}

    private final Means means;
    private final boolean waits;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Whether its caller may have the future already, and things that depend on it. Written before another thread comes. */
    private boolean handedOut;

    /**
     * Makes a command.
     *
     * @param means of its client
     * @param waits whether it waits for a connection; otherwise it is for one that stands, and ends with it
     */
    Command(Means means, boolean waits) {
        this.means = means;
        this.waits = waits;
    }

    /**
     * Writes it and settles it, now or when the answer comes.
     *
     * @param connection one that stands, or null if there is none and the command does not wait
     * @throws StompConnectionException if the connection has ended
     */
    abstract void write(StompConnection connection);

    /** {@return the result when it was written, and answered if it asked for that} */
    abstract T value();

    /** {@return about how many bytes of a body wait with it} */
    long bytes() {
        return 0;
    }

    final Means means() {
        return means;
    }

    final boolean waits() {
        return waits;
    }

    final CompletableFuture<T> result() {
        return result;
    }

    final void handedOut() {
        handedOut = true;
    }

    /** {@return false if the connection had ended and nothing was written: it is to be tried on another one} */
    final boolean attempt(StompConnection connection) {
        if (result.isDone()) {
            return true; // taken back by its caller
        }
        try {
            write(connection);
            return true;
        } catch (StompConnectionException e) {
            if (waits && !e.mayHaveReachedBroker()) {
                return false;
            }
            settle(e);
        } catch (RuntimeException e) {
            settle(e);
        }
        return true;
    }

    /** {@return what a failure means for the command: null that it is done nevertheless} */
    Throwable verdict(Throwable failure) {
        return failure;
    }

    /** {@return whether a connection ended, without the broker refusing something} */
    static boolean isLoss(Throwable failure) {
        return failure instanceof StompConnectionException lost
                && lost.refusal().isEmpty();
    }

    /** Completes the future: at once if nothing can depend on it yet. Null is success. */
    final void settle(Throwable failure) {
        if (handedOut) {
            means.completions().execute(() -> complete(failure));
        } else {
            complete(failure);
        }
    }

    private void complete(Throwable failure) {
        if (failure == null) {
            result.complete(value());
        } else {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Begins to wait for an answer, which settles the command.
     *
     * @param what names the frame in texts
     * @param forget undoes what is remembered of it when nobody waits any more
     * @return to be told of the answer
     */
    final Answer expect(String what, Runnable forget) {
        Answer answer = new Answer();
        handedOut();
        means.backlog().receiptAwaited();
        answer.outcome()
                .orTimeout(means.receiptTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((none, failure) -> {
                    means.backlog().receiptOver();
                    if (failure instanceof CancellationException) {
                        forget.run();
                    } else if (failure instanceof TimeoutException) {
                        forget.run();
                        settle(tooLate(what, failure));
                    } else {
                        settle(failure == null ? null : verdict(failure));
                    }
                });
        result.whenComplete((value, failure) -> {
            if (failure instanceof CancellationException) {
                answer.withdraw();
            }
        });
        return answer;
    }

    private StompException tooLate(String what, Throwable cause) {
        return new StompTimeoutException(
                "no receipt for " + what + " within " + means.receiptTimeout().toMillis()
                        + " ms (ClientOptions.receiptTimeout); it may come later",
                cause,
                true);
    }
}
