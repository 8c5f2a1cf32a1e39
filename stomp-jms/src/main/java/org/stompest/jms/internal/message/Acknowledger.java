package org.stompest.jms.internal.message;

import jakarta.jms.JMSException;

/** What {@link JmsMessage#acknowledge()} calls: the session that delivered the message. */
@FunctionalInterface
public interface Acknowledger {
    /**
     * Acknowledges what the session's mode says.
     *
     * @throws JMSException if the session is closed or the broker did not take it
     */
    void acknowledge() throws JMSException;
}
