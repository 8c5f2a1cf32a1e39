package org.stompest.wire.client;

/** Handles messages and is done with each when it returns; see {@link MessageHandler#blocking}, also for threads. */
@FunctionalInterface
public interface BlockingHandler {
    /**
     * Handles a message.
     *
     * @param message what was delivered
     * @throws Exception if it could not be handled
     */
    void onMessage(StompMessage message) throws Exception;
}
