package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A consumer of a topic, durable or not, as code of JMS 1.0 and {@code Session.createDurableSubscriber} want to see it. */
public final class TopicSubscriberView extends ForwardingConsumer implements TopicSubscriber {
    private final Topic topic;
    private final boolean noLocal;

    /**
     * Makes a view.
     *
     * @param consumer what consumes
     * @param topic what it is subscribed to
     * @param noLocal whether it was asked not to see what its own connection publishes
     */
    public TopicSubscriberView(MessageConsumer consumer, Topic topic, boolean noLocal) {
        super(consumer);
        this.topic = topic;
        this.noLocal = noLocal;
    }

    @Override
    public Topic getTopic() throws JMSException {
        return unlessClosed(topic);
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        return unlessClosed(noLocal);
    }
}
