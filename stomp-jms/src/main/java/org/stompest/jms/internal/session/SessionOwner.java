package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.MessageIds;
import org.stompest.jms.internal.broker.SubscriptionNames;
import org.stompest.jms.internal.broker.TemporaryDestinations;
import org.stompest.jms.internal.consumer.Returns;
import org.stompest.jms.internal.options.JmsOptions;

/** What a session needs of its connection. Usable from any thread. */
public interface SessionOwner {
    /** {@return the way to the broker} */
    BrokerLink link();

    /** {@return what the connection remembers of messages that come again} */
    Returns returns();

    /** {@return the options of the connection} */
    JmsOptions options();

    /** {@return the client id, if there is one} */
    Optional<String> clientId();

    /** {@return ids for messages} */
    MessageIds messageIds();

    /** {@return the temporary destinations} */
    TemporaryDestinations temporaryDestinations();

    /** {@return the named subscriptions in use} */
    SubscriptionNames subscriptionNames();

    /** {@return whether the connection is started} */
    boolean isStarted();

    /**
     * Checks that the connection can be used.
     *
     * @throws JMSException if it is closed or has failed
     */
    void checkUsable() throws JMSException;

    /**
     * Tells the exception listener of what no call can tell (JMS 3.1, 6.1.7), one thing after the other; by the caller, or by the
     * thread that tells it of something else at the moment.
     *
     * @param why what has happened
     */
    void report(JMSException why);

    /**
     * A session has closed.
     *
     * @param session which
     */
    void sessionClosed(JmsSession session);
}
