package org.stompest.wire.client;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompHeaders;

/**
 * What can be done within a transaction and without: sending and acknowledging. A {@link StompClient} does it at once, a
 * {@link StompTransaction} when it is committed.
 *
 * <p>Usable from any thread. For failures see {@link StompClient}.
 */
public interface StompSender {
    /**
     * Sends a text.
     *
     * @param destination where to, as the broker spells it
     * @param text goes as UTF-8
     */
    default void send(String destination, String text) {
        send(destination, text, StompHeaders.empty());
    }

    /**
     * Sends bytes.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the frame has left
     */
    default void send(String destination, byte[] body) {
        send(destination, body, StompHeaders.empty());
    }

    /**
     * Sends a text with headers.
     *
     * @param destination where to
     * @param text goes as UTF-8, with {@code content-type:text/plain} unless the headers have one
     * @param headers further headers; a {@code receipt} is waited for
     */
    void send(String destination, String text, StompHeaders headers);

    /**
     * Sends bytes with headers.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the frame has left
     * @param headers further headers; a {@code receipt} is waited for
     */
    void send(String destination, byte[] body, StompHeaders headers);

    /**
     * Acknowledges a message; in the mode {@code client} all before it too.
     *
     * @param message what was received
     * @throws StompConnectionException if the connection that it came over is gone: the broker delivers it again
     * @throws StompProtocolException if it needs no acknowledgement, as in the mode {@code auto}
     */
    void ack(StompMessage message);

    /**
     * Refuses a message. What becomes of it is the broker's affair: some deliver it again, some take it for a dead letter, some
     * drop it.
     *
     * @param message what was received
     * @throws StompConnectionException as {@link #ack(StompMessage)} does
     * @throws StompProtocolException as {@link #ack(StompMessage)} does, and in STOMP 1.0, which has no NACK
     */
    void nack(StompMessage message);

    /**
     * Acknowledges a message, with headers that some brokers understand.
     *
     * @param message what was received
     * @param headers further headers; a {@code receipt} is waited for
     * @throws StompConnectionException as {@link #ack(StompMessage)} does
     * @throws StompProtocolException as {@link #ack(StompMessage)} does
     */
    void ack(StompMessage message, StompHeaders headers);

    /**
     * Refuses a message, with headers that some brokers understand, such as {@code requeue:false} of RabbitMQ.
     *
     * @param message what was received
     * @param headers further headers; a {@code receipt} is waited for
     * @throws StompConnectionException as {@link #nack(StompMessage)} does
     * @throws StompProtocolException as {@link #nack(StompMessage)} does
     */
    void nack(StompMessage message, StompHeaders headers);
}
