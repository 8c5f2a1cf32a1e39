package org.stompest.jms.internal.session;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;

/** A session that knows only topics: what belongs to queues is an {@code IllegalStateException} (JMS 3.1, TopicSession). */
public final class TopicSessionView extends ForwardingSession implements TopicSession {
    /**
     * Makes a view.
     *
     * @param session what does the work
     */
    public TopicSessionView(Session session) {
        super(session);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return new TopicSubscriberView(createConsumer(topic), topic, false);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic, String messageSelector, boolean noLocal) throws JMSException {
        return new TopicSubscriberView(createConsumer(topic, messageSelector, noLocal), topic, noLocal);
    }

    @Override
    public TopicPublisher createPublisher(Topic topic) throws JMSException {
        return new TopicPublisherView(createProducer(topic));
    }

    @Override
    public MessageProducer createProducer(Destination destination) throws JMSException {
        return super.createProducer(notQueue(destination));
    }

    @Override
    public MessageConsumer createConsumer(Destination destination) throws JMSException {
        return super.createConsumer(notQueue(destination));
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String messageSelector) throws JMSException {
        return super.createConsumer(notQueue(destination), messageSelector);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal)
            throws JMSException {
        return super.createConsumer(notQueue(destination), messageSelector, noLocal);
    }

    @Override
    public Queue createQueue(String queueName) throws JMSException {
        throw forbidden("createQueue");
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        throw forbidden("createBrowser");
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String messageSelector) throws JMSException {
        throw forbidden("createBrowser");
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        throw forbidden("createTemporaryQueue");
    }

    /** That a session is closed is told before what it would not do either. */
    private Destination notQueue(Destination destination) throws JMSException {
        if (destination instanceof Queue && !(destination instanceof Topic)) {
            getTransacted();
            throw new InvalidDestinationException(
                    "a TopicSession has no use for " + destination + ": use a Session for queues");
        }
        return destination;
    }

    private static JMSException forbidden(String method) {
        return new IllegalStateException(method + " is for queues: a TopicSession has only topics; use a Session");
    }
}
