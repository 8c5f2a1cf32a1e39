package org.stompest.wire.client;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.ReceiptHandler;

/** The broker's answer to one frame, as a future that nobody outside sees. Completed by reader threads, or by a time-out. */
final class Answer implements ReceiptHandler {
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    CompletableFuture<Void> outcome() {
        return outcome;
    }

    /** Nobody waits any more. */
    void withdraw() {
        outcome.cancel(false);
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
        outcome.completeExceptionally(why);
    }
}
