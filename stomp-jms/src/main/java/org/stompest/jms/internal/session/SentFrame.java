package org.stompest.jms.internal.session;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * A SEND of a transaction, kept to be written again on another connection. Threads: written under the transaction's lock; a
 * reader completes the outcome.
 */
final class SentFrame implements ReceiptHandler {
    /** What a frame takes in the heap beside the characters of its headers and its body, measured. */
    private static final int OVERHEAD = 300;

    private final StompFrame frame;
    private final CompletableFuture<Void> outcome;
    private final boolean awaited;

    private SentFrame(StompFrame frame, CompletableFuture<Void> outcome, boolean awaited) {
        this.frame = frame;
        this.outcome = outcome;
        this.awaited = awaited;
    }

    /**
     * Makes one that is written here, each time it is.
     *
     * @param frame with a receipt if there is an outcome
     * @param outcome completed with the receipt, or null
     */
    static SentFrame written(StompFrame frame, CompletableFuture<Void> outcome) {
        return new SentFrame(frame, outcome, false);
    }

    /**
     * Makes one that is written as a request for which somebody waits; it belongs to the transaction when that succeeds.
     *
     * @param frame with a receipt
     * @param outcome of that request
     */
    static SentFrame awaited(StompFrame frame, CompletableFuture<Void> outcome) {
        return new SentFrame(withoutReceipt(frame), outcome, true);
    }

    private static StompFrame withoutReceipt(StompFrame frame) {
        return frame.withHeaders(
                frame.headers().toBuilder().remove(StompHeaderNames.RECEIPT).build());
    }

    /** {@return how many bytes it holds, roughly} */
    long bytes() {
        return (long) OVERHEAD + frame.headers().characters() + frame.bodyLength();
    }

    /** {@return whether it is to be written again on a new connection} */
    boolean isReplayed() {
        return !awaited || (outcome.isDone() && !outcome.isCompletedExceptionally());
    }

    /** Writes it, and asks for the receipt if that is still to come. */
    void write(StompConnection connection, Flush flush) {
        if (awaited || outcome == null) {
            connection.write(frame, flush);
        } else if (outcome.isDone()) {
            connection.write(withoutReceipt(frame), flush);
        } else {
            connection.request(frame, this, flush);
        }
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
        // Written again, or the transaction is given up: that decides.
    }
}
