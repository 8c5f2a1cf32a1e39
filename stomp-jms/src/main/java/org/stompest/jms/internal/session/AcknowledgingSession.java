package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;

/** A session that can acknowledge all that it has delivered without a message at hand, as {@code JMSContext} wants it. */
public interface AcknowledgingSession {
    /**
     * Acknowledges every message that this session has delivered so far, exactly as {@code acknowledge()} on the last one
     * would. Asked for only in {@code CLIENT_ACKNOWLEDGE} mode.
     *
     * @throws JMSException if the session is closed or the acknowledgement fails
     */
    void acknowledge() throws JMSException;
}
