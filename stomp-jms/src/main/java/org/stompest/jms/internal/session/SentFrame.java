package org.stompest.jms.internal.session;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * A SEND of a transaction, kept to be written again. Each time that it is written with a receipt there is an answer to come;
 * what is said of one that was lost with its connection is said of the next.
 *
 * <p>Threads: written under the transaction's lock; a reader answers.
 */
final class SentFrame {
    /** What a frame takes in the heap beside the characters of its headers and its body, measured. */
    private static final int OVERHEAD = 300;

    private final StompFrame frame;
    private final Object destination;
    private final CompletableFuture<Void> outcome;
    private final boolean awaited;
    private volatile CompletableFuture<Void> answer;

    private SentFrame(StompFrame frame, Object destination, CompletableFuture<Void> outcome, boolean awaited) {
        this.frame = frame;
        this.destination = destination;
        this.outcome = outcome;
        this.awaited = awaited;
    }

    /**
     * Makes one that is written here, each time it is.
     *
     * @param frame with a receipt if somebody is to be told
     * @param destination for error texts
     * @param outcome completed when it is known whether the message is in the transaction, or null
     */
    static SentFrame written(StompFrame frame, Object destination, CompletableFuture<Void> outcome) {
        return new SentFrame(frame, destination, outcome, false);
    }

    /**
     * Makes one that is first written as a request for which somebody waits; it belongs to the transaction when that succeeds.
     *
     * @param frame with a receipt
     * @param destination for error texts
     * @param outcome of that request
     */
    static SentFrame awaited(StompFrame frame, Object destination, CompletableFuture<Void> outcome) {
        return new SentFrame(frame, destination, outcome, true);
    }

    Object destination() {
        return destination;
    }

    /** {@return how many bytes it holds, roughly} */
    long bytes() {
        return (long) OVERHEAD + frame.headers().characters() + frame.bodyLength();
    }

    /** {@return whether it is to be written again} */
    boolean isReplayed() {
        return !awaited || (outcome.isDone() && !outcome.isCompletedExceptionally());
    }

    /** {@return whether somebody is still to be told what becomes of it} */
    boolean isUntold() {
        return !awaited && outcome != null && !outcome.isDone();
    }

    /** {@return completes with the receipt, exceptionally with why there is none; null if no receipt was asked for} */
    CompletableFuture<Void> answer() {
        return answer;
    }

    /** Writes it as it is, with a receipt or without. */
    void write(StompConnection connection) {
        if (frame.header(StompHeaderNames.RECEIPT) == null) {
            connection.write(frame, Flush.LATER);
        } else {
            connection.request(frame, nextAnswer(), Flush.SOON);
        }
    }

    /** It came to no write, as BEGIN before it failed: what is said of it when it is written again is its answer. */
    void expectAnswer() {
        if (answer == null && frame.header(StompHeaderNames.RECEIPT) != null) {
            answer = new CompletableFuture<>();
        }
    }

    /**
     * Writes it once more.
     *
     * @param receipt the id of the receipt, or null for none
     */
    void writeAgain(StompConnection connection, String receipt) {
        var headers = frame.headers().toBuilder().remove(StompHeaderNames.RECEIPT);
        if (receipt == null) {
            connection.write(frame.withHeaders(headers.build()), Flush.SOON);
        } else {
            connection.request(
                    frame.withHeaders(
                            headers.add(StompHeaderNames.RECEIPT, receipt).build()),
                    nextAnswer(),
                    Flush.SOON);
        }
    }

    private Answer nextAnswer() {
        CompletableFuture<Void> before = answer;
        CompletableFuture<Void> next = new CompletableFuture<>();
        if (before != null && !before.isDone()) {
            next.whenComplete((nothing, failure) -> complete(before, failure));
        }
        answer = next;
        return new Answer(next);
    }

    private static void complete(CompletableFuture<Void> future, Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }

    /** It is in the transaction. */
    void tell() {
        if (!awaited && outcome != null) {
            outcome.complete(null);
        }
    }

    /** It is not in the transaction and will not be. */
    void tell(StompException why) {
        CompletableFuture<Void> last = answer;
        if (last != null) {
            last.completeExceptionally(why);
        }
        if (!awaited && outcome != null) {
            outcome.completeExceptionally(why);
        }
    }

    /** A connection's answer; one that was lost says nothing, as the frame is written again or the transaction given up. */
    private record Answer(CompletableFuture<Void> future) implements ReceiptHandler {
        @Override
        public void onReceipt() {
            future.complete(null);
        }

        @Override
        public void onRefused(StompProtocolException refusal) {
            future.completeExceptionally(refusal);
        }

        @Override
        public void onLost(StompConnectionException why) {
            // Not known yet.
        }
    }
}
