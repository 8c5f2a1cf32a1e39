package org.stompest.jms.internal.consumer;

import jakarta.jms.JMSException;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.jms.internal.options.RedeliveryPolicy;
import org.stompest.wire.frame.StompFrame;

/** What a consumer needs of its session. */
public interface ConsumerHost {
    /** {@return the lock that guards the consumers and their ledgers: private to the session, short, never over I/O} */
    ReentrantLock lock();

    /** {@return whether listeners may be called; under the lock} */
    boolean isStarted();

    /** {@return whether the caller may be given messages that it asks for; under the lock} */
    boolean mayReceive();

    /** {@return the call of receive that is under way; under the lock} */
    SyncReceive receiving();

    /** {@return the number of a message that comes now: higher than all before; under the lock} */
    long nextNumber();

    /**
     * A consumer with a listener has messages waiting; under the lock.
     *
     * @param consumer which
     */
    void listenerHasWork(JmsConsumer consumer);

    /**
     * A subscription has handed out a message, of which the session has to dispose some time; under the lock.
     *
     * @param feed which
     */
    void handedOut(SubscriptionFeed feed);

    /** A message that the application holds has come again after a reconnect; under the lock. */
    void messageReturned();

    /**
     * A listener will not be called again, because its subscription is gone; without the lock, by the recovery thread.
     *
     * @param why what there is nobody else to tell
     */
    void listenerLost(JMSException why);

    /** {@return what the connection remembers of messages that come again} */
    Returns returns();

    /** {@return the way to the broker} */
    BrokerLink link();

    /** {@return when messages are acknowledged} */
    AcknowledgementMode acknowledgement();

    /** {@return when messages that were given back are delivered again} */
    RedeliveryPolicy redelivery();

    /**
     * Sends a copy of a message to the broker's dead letters and waits for the receipt; without the lock.
     *
     * @param feed where it comes from
     * @param delivery what came
     * @throws JMSException if the copy is not safe
     */
    void forwardDeadLetter(SubscriptionFeed feed, Delivery delivery) throws JMSException;

    /**
     * Makes the message that the application gets; without the lock.
     *
     * @param feed where it comes from
     * @param delivery what came
     * @return a new message
     */
    JmsMessage message(SubscriptionFeed feed, Delivery delivery);

    /**
     * Reads a message that nobody is given to acknowledge; without the lock.
     *
     * @param frame a MESSAGE
     * @param from what was subscribed to
     * @return a new message, delivered as often as the broker says
     */
    JmsMessage read(StompFrame frame, StompDestination from);

    /**
     * Checks that the session can be used.
     *
     * @throws JMSException if it is closed, or its connection is closed or has failed
     */
    void checkUsable() throws JMSException;

    /**
     * Checks that messages can be received synchronously now.
     *
     * @throws JMSException if the session is closed, has listeners, or its connection has failed
     */
    void checkReceive() throws JMSException;

    /** A consumer has got a listener; under the lock. */
    void listenerSet();

    /**
     * A consumer has closed: what becomes of its subscription is the session's affair.
     *
     * @param consumer which
     * @throws JMSException if the subscription cannot be ended in order
     */
    void consumerClosed(JmsConsumer consumer) throws JMSException;

    /**
     * A listener has returned and its message was acknowledged, where the session does that by itself; without the lock.
     *
     * @param consumer whose listener
     */
    void listenerReturned(JmsConsumer consumer);

    /**
     * Waits until a listener that is running has returned, unless it is the caller; under the lock.
     *
     * @param consumer whose listener
     */
    void awaitListener(JmsConsumer consumer);
}
