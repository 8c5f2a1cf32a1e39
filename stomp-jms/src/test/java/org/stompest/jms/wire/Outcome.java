package org.stompest.jms.wire;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what became of one asynchronous send.
 *
 * @param told completed with null if it was confirmed, else with the exception
 */
record Outcome(CompletableFuture<Exception> told) implements CompletionListener {
    @Override
    public void onCompletion(Message message) {
        told.complete(null);
    }

    @Override
    public void onException(Message message, Exception exception) {
        told.complete(exception);
    }
}
