package org.stompest.jms.dialect;

import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.wire.frame.StompFrame;

/**
 * Asks the management of a broker, over the connection of whoever asks: what a dialect is given where a subscription or a client
 * id needs more than the commands of STOMP. Used by one thread.
 */
public interface ManagementChannel {
    /**
     * Asks and waits for the answer. A question may be asked twice, if the connection is lost meanwhile.
     *
     * @param question a SEND to the broker's management, without {@code receipt}, {@code reply-to} and {@code correlation-id}
     * @return the answer; empty if the broker lets this user not use its management, or has none that answers
     * @throws JMSException if there is no connection, or the time-out {@code jms.requestTimeout} passed
     */
    Optional<StompFrame> ask(StompFrame question) throws JMSException;

    /**
     * Tells who asks.
     *
     * @return the header {@code session} of CONNECTED, empty if the broker gave none
     * @throws JMSException if there is no connection
     */
    String session() throws JMSException;

    /**
     * Waits, where the answer may soon be another one.
     *
     * @param millis how long, in milliseconds
     * @throws JMSException if the thread is interrupted
     */
    void pause(long millis) throws JMSException;
}
