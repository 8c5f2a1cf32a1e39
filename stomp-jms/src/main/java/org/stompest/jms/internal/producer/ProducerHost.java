package org.stompest.jms.internal.producer;

import jakarta.jms.JMSException;
import org.stompest.jms.internal.broker.MessageIds;
import org.stompest.jms.internal.broker.TemporaryDestinations;
import org.stompest.jms.internal.message.MessageContext;

/** What a producer needs of its session. */
public interface ProducerHost {
    /**
     * Checks that the session can be used.
     *
     * @throws JMSException if it is closed, or its connection is closed or has failed
     */
    void checkUsable() throws JMSException;

    /** {@return how messages go out} */
    SendPath sendPath();

    /** {@return ids for messages} */
    MessageIds messageIds();

    /** {@return options for copies of other providers' messages} */
    MessageContext messageContext();

    /** {@return the temporary destinations of the connection} */
    TemporaryDestinations temporaryDestinations();

    /**
     * A producer closes: its asynchronous sends are waited for.
     *
     * @param producer which
     * @throws JMSException in a completion listener of the session
     */
    void producerClosed(JmsProducer producer) throws JMSException;
}
