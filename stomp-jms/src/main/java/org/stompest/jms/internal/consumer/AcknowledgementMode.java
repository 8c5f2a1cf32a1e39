package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;

/**
 * When a session acknowledges. One small class a mode; stateless but for its session's. Called by the thread in
 * {@code receive} or by the session's dispatcher, without the lock.
 */
public interface AcknowledgementMode {
    /**
     * The application has got a message: {@code receive} is about to return it, or its listener has returned.
     *
     * @param feed where it comes from
     * @param delivery what it got
     * @throws JMSException if the message must not be given to the application
     */
    void delivered(SubscriptionFeed feed, Delivery delivery) throws JMSException;

    /** {@return whether a message whose listener has thrown, or whose body could not be had, is delivered again at once} */
    boolean redeliversOnFailure();
}
