package org.stompest.jms.dialect;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;
import org.stompest.wire.frame.StompFrame;

/**
 * How to find out whether a broker delays messages, where that is an option of its own and one that has it off delivers them at
 * once, in silence. The provider sends itself a message before the first delayed one of a connection. Stateless; used by any
 * thread.
 */
public interface DelayProbe {
    /**
     * Writes a SEND with a short delay.
     *
     * @param temporary a temporary destination of the connection
     * @return the frame without {@code receipt}
     */
    StompFrame ask(StompDestination temporary);

    /**
     * Looks at what came of it.
     *
     * @param answer the MESSAGE
     * @throws JMSException if the broker does not delay
     */
    void check(StompFrame answer) throws JMSException;
}
