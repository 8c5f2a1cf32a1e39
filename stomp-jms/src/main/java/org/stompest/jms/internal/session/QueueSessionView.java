package org.stompest.jms.internal.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A session that knows only queues: what belongs to topics is an {@code IllegalStateException} (JMS 3.1, QueueSession). */
public final class QueueSessionView extends ForwardingSession implements QueueSession {
    /**
     * Makes a view.
     *
     * @param session what does the work
     */
    public QueueSessionView(Session session) {
        super(session);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue) throws JMSException {
        return new QueueReceiverView(createConsumer(queue), queue);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue, String messageSelector) throws JMSException {
        return new QueueReceiverView(createConsumer(queue, messageSelector), queue);
    }

    @Override
    public QueueSender createSender(Queue queue) throws JMSException {
        return new QueueSenderView(createProducer(queue));
    }

    @Override
    public MessageProducer createProducer(Destination destination) throws JMSException {
        return super.createProducer(notTopic(destination));
    }

    @Override
    public MessageConsumer createConsumer(Destination destination) throws JMSException {
        return super.createConsumer(notTopic(destination));
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String messageSelector) throws JMSException {
        return super.createConsumer(notTopic(destination), messageSelector);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal)
            throws JMSException {
        return super.createConsumer(notTopic(destination), messageSelector, noLocal);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) throws JMSException {
        throw forbidden("createSharedConsumer");
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector)
            throws JMSException {
        throw forbidden("createSharedConsumer");
    }

    @Override
    public Topic createTopic(String topicName) throws JMSException {
        throw forbidden("createTopic");
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        throw forbidden("createDurableSubscriber");
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, String messageSelector, boolean noLocal)
            throws JMSException {
        throw forbidden("createDurableSubscriber");
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        throw forbidden("createDurableConsumer");
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal)
            throws JMSException {
        throw forbidden("createDurableConsumer");
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        throw forbidden("createSharedDurableConsumer");
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector)
            throws JMSException {
        throw forbidden("createSharedDurableConsumer");
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        throw forbidden("createTemporaryTopic");
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        throw forbidden("unsubscribe");
    }

    /** That a session is closed is told before what it would not do either. */
    private Destination notTopic(Destination destination) throws JMSException {
        if (destination instanceof Topic && !(destination instanceof Queue)) {
            getTransacted();
            throw new InvalidDestinationException(
                    "a QueueSession has no use for " + destination + ": use a Session for topics");
        }
        return destination;
    }

    private static JMSException forbidden(String method) {
        return new IllegalStateException(method + " is for topics: a QueueSession has only queues; use a Session");
    }
}
