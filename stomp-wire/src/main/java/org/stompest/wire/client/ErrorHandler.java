package org.stompest.wire.client;

import java.util.concurrent.CompletionStage;

/** Decides what becomes of messages that could not be handled. Threads: as {@link MessageHandler}. */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Takes care of a message, which is acknowledged afterwards, unless this handler has acknowledged or refused it.
     *
     * @param message what could not be handled
     * @param failure what its handler threw, or how its stage has failed; a {@link java.util.concurrent.TimeoutException}
     *     after {@link SubscribeOptions#handlerTimeout()}
     * @return completed when that is done; exceptionally, or null, ends the client as if there were no such handler
     * @throws Exception ends the client, too
     */
    CompletionStage<?> onFailure(StompMessage message, Throwable failure) throws Exception;
}
