package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;

/** Told by the recovery thread of a {@link BrokerLink}, which must not be blocked, what becomes of its connection. */
public interface LinkWatcher {
    /**
     * The broker is lost, or the one that was about to take its place.
     *
     * @param broker its address
     * @param why what the broker or the network said
     */
    default void interrupted(String broker, JMSException why) {}

    /**
     * Everything goes on.
     *
     * @param broker the address of the broker of now
     */
    default void restored(String broker) {}

    /**
     * It is over for good; told once.
     *
     * @param why what every further use is answered with
     */
    void failed(JMSException why);
}
