package org.stompest.wire.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * A frame that somebody waits for the receipt of, through reconnects if it may be repeated. Threads: the outcome comes from
 * a reader or the recovery thread, anybody waits.
 */
final class PendingRequest implements ReceiptHandler {
    private final ReconnectingConnection owner;
    private final StompFrame frame;
    private final Supplier<List<StompFrame>> again;
    private final CompletableFuture<Void> outcome;

    /**
     * Makes a request.
     *
     * @param frame with a receipt header
     * @param again what to write on a new connection instead, the last with that receipt header, or null if the request
     *     ends with its connection
     * @param outcome to be completed
     */
    PendingRequest(
            ReconnectingConnection owner,
            StompFrame frame,
            Supplier<List<StompFrame>> again,
            CompletableFuture<Void> outcome) {
        this.owner = owner;
        this.frame = frame;
        this.again = again;
        this.outcome = outcome;
    }

    StompFrame frame() {
        return frame;
    }

    CompletableFuture<Void> outcome() {
        return outcome;
    }

    @Override
    public void onReceipt() {
        outcome.complete(null);
    }

    @Override
    public void onRefused(StompProtocolException refusal) {
        outcome.completeExceptionally(refusal);
    }

    @Override
    public void onLost(StompConnectionException why) {
        if (outcome.isDone()) {
            return;
        }
        if (again == null || !owner.keepForRecovery(this, why)) {
            outcome.completeExceptionally(why);
        }
    }

    /**
     * Repeats the request on a new connection where nothing else is under way, and waits: by the recovery thread.
     *
     * @throws StompException if it was refused, and then it has its outcome, or the connection was lost: then it has none yet
     */
    void repeat(StompConnection fresh, Deadline deadline) {
        if (outcome.isDone()) {
            return; // nobody waits any more
        }
        List<StompFrame> frames = again.get();
        for (StompFrame before : frames.subList(0, frames.size() - 1)) {
            fresh.write(before, Flush.SOON);
        }
        Confirmation confirmation = new Confirmation();
        fresh.request(frames.get(frames.size() - 1), confirmation, Flush.NOW);
        StompException failure = confirmation.await(deadline);
        if (failure == null) {
            outcome.complete(null);
        } else {
            // Nothing else was under way: an ERROR, with a receipt-id or without, can only mean this request.
            failure.refusal().ifPresent(outcome::completeExceptionally);
            throw failure;
        }
    }

    /** {@return the id of the receipt} */
    String receiptId() {
        return frame.header(StompHeaderNames.RECEIPT);
    }

    /**
     * Waits for an outcome and unpacks it.
     *
     * @param outcome of a request
     * @param deadline until when
     * @param what for the text of the time-out
     */
    static void await(CompletableFuture<?> outcome, Deadline deadline, String what) {
        try {
            if (deadline.unlimited()) {
                outcome.get();
            } else {
                outcome.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StompException failure) {
                throw failure;
            }
            throw new StompException(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new StompTimeoutException("no receipt in time for " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompException("interrupted while waiting for the receipt of " + what, e);
        }
    }
}
