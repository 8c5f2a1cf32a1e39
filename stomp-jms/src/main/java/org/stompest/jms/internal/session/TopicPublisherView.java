package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;

/** A producer for topics as code of JMS 1.0 wants to see it. */
public final class TopicPublisherView extends ForwardingProducer implements TopicPublisher {
    /**
     * Makes a view.
     *
     * @param producer bound to a topic or to nothing
     */
    public TopicPublisherView(MessageProducer producer) {
        super(producer);
    }

    @Override
    public Topic getTopic() throws JMSException {
        return (Topic) getDestination();
    }

    @Override
    public void publish(Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Topic topic, Message message) throws JMSException {
        send(topic, message);
    }

    @Override
    public void publish(Topic topic, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send(topic, message, deliveryMode, priority, timeToLive);
    }
}
