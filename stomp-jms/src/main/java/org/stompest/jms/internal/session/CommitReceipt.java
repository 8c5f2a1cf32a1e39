package org.stompest.jms.internal.session;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.ReceiptHandler;

/**
 * Told what became of a COMMIT that cannot be repeated. Called by the reader.
 *
 * @param outcome to be completed
 */
record CommitReceipt(CompletableFuture<Void> outcome) implements ReceiptHandler {
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
