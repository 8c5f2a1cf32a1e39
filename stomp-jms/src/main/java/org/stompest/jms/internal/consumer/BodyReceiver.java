package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;

/**
 * A consumer that can take back a message whose body is not what the caller asked for, which {@code JMSConsumer.receiveBody}
 * needs: only the consumer can look at a body before the message counts as delivered.
 */
public interface BodyReceiver {
    /** The time-out that never ends. */
    long FOREVER = -1;

    /** The time-out of a call that takes what is there or returns at once. */
    long NO_WAIT = 0;

    /**
     * Receives the next message and returns its body.
     *
     * <p>If {@link #bodyOf} refuses, then in {@code AUTO_ACKNOWLEDGE} and {@code DUPS_OK_ACKNOWLEDGE} mode the message is as if
     * it had never been touched: not acknowledged, next in turn, neither its delivery count nor its redelivered mark
     * changed. In the other modes it counts as delivered.
     *
     * @param <T> the type of the body
     * @param type what the body must be assignable to
     * @param timeoutMillis how long to wait, {@link #FOREVER} or {@link #NO_WAIT}
     * @return the body, or null if none came in time or the consumer was closed
     * @throws MessageFormatException if the message has no body of that type
     * @throws JMSException if nothing can be received
     */
    <T> T receiveBody(Class<T> type, long timeoutMillis) throws JMSException;

    /**
     * The body of a message under the rules of {@code receiveBody}, which are stricter than those of
     * {@link Message#getBody}: a message without a body is an error too.
     *
     * @param <T> the type of the body
     * @param message what was received
     * @param type what the body must be assignable to
     * @return the body, never null
     * @throws MessageFormatException if the message has no body or one of another type
     * @throws JMSException if the body cannot be read
     */
    static <T> T bodyOf(Message message, Class<T> type) throws JMSException {
        T body = message.getBody(type);
        if (body == null) {
            throw new MessageFormatException("message " + message.getJMSMessageID() + " has no body to return as "
                    + type.getName() + ": use receive() for messages without a body");
        }
        return body;
    }
}
