package org.stompest.wire.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;

/**
 * A frame that somebody waits for the receipt of, through reconnects if it may be repeated. Threads: the outcome comes from
 * a reader or the recovery thread, anybody waits.
 */
final class PendingRequest implements ReceiptHandler {
    private final BiPredicate<PendingRequest, StompConnectionException> keeper;
    private final StompFrame frame;
    private final Supplier<List<StompFrame>> again;
    private final boolean once;
    private final CompletableFuture<Void> outcome;
    private final Consumer<StompConnection> whenLate;
    private volatile StompConnection writtenTo;
    private StompException verdict; // the recovery thread's, which settles the request; null is success

    /**
     * Makes a request.
     *
     * @param keeper asked when the connection ended first: whether the request is to be repeated
     * @param frame with a receipt header
     * @param again what to write on a new connection instead, the last with that receipt header, or null if the request
     *     ends with its connection
     * @param outcome to be completed
     * @param whenLate told, by a reader or the recovery thread, where the broker has done what nobody waits for any more; or
     *     null
     */
    PendingRequest(
            BiPredicate<PendingRequest, StompConnectionException> keeper,
            StompFrame frame,
            Supplier<List<StompFrame>> again,
            CompletableFuture<Void> outcome,
            Consumer<StompConnection> whenLate) {
        this(keeper, frame, again, false, outcome, whenLate);
    }

    private PendingRequest(
            BiPredicate<PendingRequest, StompConnectionException> keeper,
            StompFrame frame,
            Supplier<List<StompFrame>> again,
            boolean once,
            CompletableFuture<Void> outcome,
            Consumer<StompConnection> whenLate) {
        this.keeper = keeper;
        this.frame = frame;
        this.again = again;
        this.once = once;
        this.outcome = outcome;
        this.whenLate = whenLate;
    }

    /**
     * Makes a request that must not be done twice: it is written again only if the broker has surely not got it.
     *
     * @param keeper as above
     * @param frame with a receipt header
     * @param outcome to be completed
     */
    static PendingRequest once(
            BiPredicate<PendingRequest, StompConnectionException> keeper,
            StompFrame frame,
            CompletableFuture<Void> outcome) {
        return new PendingRequest(keeper, frame, () -> List.of(frame), true, outcome, null);
    }

    /** Writes the request for the first time. */
    void write(StompConnection connection, Flush flush) {
        writtenTo = connection;
        connection.request(frame, this, flush);
    }

    @Override
    public void onReceipt() {
        if (!outcome.complete(null) && whenLate != null) {
            whenLate.accept(writtenTo);
        }
    }

    @Override
    public void onRefused(StompProtocolException why) {
        outcome.completeExceptionally(why);
    }

    @Override
    public void onLost(StompConnectionException why) {
        if (outcome.isDone()) {
            return;
        }
        if (again == null || isInDoubt(why) || !keeper.test(this, why)) {
            lose(why);
        }
    }

    private boolean isInDoubt(StompException why) {
        return once && why.mayHaveReachedBroker();
    }

    /** Ends the request: its receipt can never come. */
    void lose(StompConnectionException why) {
        outcome.completeExceptionally(why);
    }

    /** {@return whether it is a COMMIT that somebody waits for} */
    boolean isAwaitedCommit() {
        return frame.command() == StompCommand.COMMIT && isAwaited();
    }

    /** {@return whether somebody waits for it} */
    boolean isAwaited() {
        return !outcome.isDone();
    }

    /**
     * Repeats the request on a new connection where nothing else is under way, and waits: by the recovery thread. The outcome
     * is kept for {@link #tell()}.
     *
     * @return why the connection is of no use any more, or null; a refusal is the outcome of this request, and so is a doubt if
     *     it must not be done twice; any other failure leaves it without one
     */
    StompException repeat(StompConnection fresh, Deadline deadline) {
        List<StompFrame> frames = again.get();
        Confirmation confirmation = new Confirmation();
        writtenTo = fresh;
        try {
            for (StompFrame before : frames.subList(0, frames.size() - 1)) {
                fresh.write(before, Flush.SOON);
            }
            fresh.request(frames.get(frames.size() - 1), confirmation, Flush.NOW);
        } catch (StompFrameException e) {
            verdict = e; // the new connection speaks another version
            return null;
        } catch (StompConnectionException e) {
            return e;
        }
        StompException failure = confirmation.await(deadline);
        if (failure != null) {
            // Nothing else was under way: an ERROR, with a receipt-id or without, can only mean this request.
            verdict = failure.refusal().orElse(null);
            if (verdict == null && isInDoubt(failure)) {
                verdict = failure;
            }
        }
        return failure;
    }

    /** {@return whether {@link #repeat}, which failed, was nevertheless the end of it} */
    boolean isDecided() {
        return verdict != null;
    }

    /** Tells the outcome of {@link #repeat}. */
    void tell() {
        if (verdict == null) {
            onReceipt();
        } else {
            outcome.completeExceptionally(verdict);
        }
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
            throw new StompTimeoutException("no receipt in time for " + what, e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompException("interrupted while waiting for the receipt of " + what, e);
        }
    }
}
