package org.stompest.jms.internal.session;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;

/** A producer for queues as code of JMS 1.0 wants to see it. */
public final class QueueSenderView extends ForwardingProducer implements QueueSender {
    /**
     * Makes a view.
     *
     * @param producer bound to a queue or to nothing
     */
    public QueueSenderView(MessageProducer producer) {
        super(producer);
    }

    @Override
    public Queue getQueue() throws JMSException {
        return (Queue) getDestination();
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) queue, message, deliveryMode, priority, timeToLive);
    }
}
