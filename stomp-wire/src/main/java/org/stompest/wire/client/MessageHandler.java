package org.stompest.wire.client;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Handles the messages of one subscription of an {@link AsyncStompClient}.
 *
 * <p>Threads: called on the client's executor, for up to {@link ClientOptions#concurrency()} messages at a time; where the
 * subscription acknowledges cumulatively ({@code ack:client}), for one message after the other. A handler may block, and may
 * call the client; it keeps its place until the stage that it returns is complete.
 */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Handles a message.
     *
     * @param message what was delivered; may be acknowledged or refused here, and is then left alone by the client
     * @return completed when the message is handled, exceptionally if it could not be; null counts as a failure
     * @throws Exception if the message could not be handled, which is the same as a stage that fails
     */
    CompletionStage<?> onMessage(StompMessage message) throws Exception;

    /**
     * Makes a handler of code that is done with a message when it returns.
     *
     * @param handler may block
     * @return the handler
     */
    static MessageHandler blocking(BlockingHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return message -> {
            handler.onMessage(message);
            return CompletableFuture.completedFuture(null);
        };
    }
}
