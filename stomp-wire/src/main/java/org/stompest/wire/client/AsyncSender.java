package org.stompest.wire.client;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompHeaders;

/**
 * What can be done within a transaction and without, on futures: sending and acknowledging. An {@link AsyncStompClient} does it
 * at once, an {@link AsyncTransaction} when it is committed.
 *
 * <p>Usable from any thread. For futures and failures see {@link AsyncStompClient}.
 */
public interface AsyncSender {
    /**
     * Sends a text.
     *
     * @param destination where to, as the broker spells it
     * @param text goes as UTF-8
     * @return completed when it was written
     */
    default CompletableFuture<Void> send(String destination, String text) {
        return send(destination, text, StompHeaders.empty());
    }

    /**
     * Sends bytes.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the future is complete
     * @return completed when it was written
     */
    default CompletableFuture<Void> send(String destination, byte[] body) {
        return send(destination, body, StompHeaders.empty());
    }

    /**
     * Sends a text with headers.
     *
     * @param destination where to
     * @param text goes as UTF-8, with {@code content-type:text/plain} unless the headers have one
     * @param headers further headers; with a {@code receipt} that is waited for
     * @return completed when it was written, or when the receipt came that the headers ask for
     */
    CompletableFuture<Void> send(String destination, String text, StompHeaders headers);

    /**
     * Sends bytes with headers.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the future is complete
     * @param headers further headers; with a {@code receipt} that is waited for
     * @return completed when it was written, or when the receipt came that the headers ask for
     */
    CompletableFuture<Void> send(String destination, byte[] body, StompHeaders headers);

    /**
     * Acknowledges a message; in the mode {@code client} all before it too. Its handler's subscription acknowledges it no more.
     *
     * @param message what was received
     * @return completed when it was written; exceptionally with a {@link StompConnectionException} if the connection that the
     *     message came over is gone, as the broker delivers it again, or with a {@link StompProtocolException} if it needs no
     *     acknowledgement, as in the mode {@code auto}
     */
    CompletableFuture<Void> ack(StompMessage message);

    /**
     * Refuses a message. What becomes of it is the broker's affair: some deliver it again, some take it for a dead letter, some
     * drop it.
     *
     * @param message what was received
     * @return as that of {@link #ack(StompMessage)}; also fails with a {@link StompProtocolException} in STOMP 1.0, which has no NACK
     */
    CompletableFuture<Void> nack(StompMessage message);

    /**
     * Acknowledges a message, with headers that some brokers understand.
     *
     * @param message what was received
     * @param headers further headers; with a {@code receipt} that is waited for
     * @return as that of {@link #ack(StompMessage)}, or completed when the receipt came that the headers ask for
     */
    CompletableFuture<Void> ack(StompMessage message, StompHeaders headers);

    /**
     * Refuses a message, with headers that some brokers understand, such as {@code requeue:false} of RabbitMQ.
     *
     * @param message what was received
     * @param headers further headers; with a {@code receipt} that is waited for
     * @return as that of {@link #nack(StompMessage)}, or completed when the receipt came that the headers ask for
     */
    CompletableFuture<Void> nack(StompMessage message, StompHeaders headers);
}
