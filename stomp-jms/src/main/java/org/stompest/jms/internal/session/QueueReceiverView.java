package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;

/** A consumer of a queue as code of JMS 1.0 wants to see it. */
public final class QueueReceiverView extends ForwardingConsumer implements QueueReceiver {
    private final Queue queue;

    /**
     * Makes a view.
     *
     * @param consumer what consumes
     * @param queue what it consumes from
     */
    public QueueReceiverView(MessageConsumer consumer, Queue queue) {
        super(consumer);
        this.queue = queue;
    }

    @Override
    public Queue getQueue() throws JMSException {
        return unlessClosed(queue);
    }
}
