package org.stompest.jms.internal.session;

import jakarta.jms.BytesMessage;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.jms.internal.message.JmsBytesMessage;
import org.stompest.jms.internal.message.JmsMapMessage;
import org.stompest.jms.internal.message.JmsObjectMessage;
import org.stompest.jms.internal.message.JmsPlainMessage;
import org.stompest.jms.internal.message.JmsStreamMessage;
import org.stompest.jms.internal.message.JmsTextMessage;
import org.stompest.jms.internal.message.MessageContext;

/** The half of a session that makes what needs no broker: messages, and destinations by name. */
abstract class MessageMaker implements Session {
    /** {@return the options that messages take over} */
    abstract MessageContext messageContextOfSession();

    /**
     * Checks that the session can be used.
     *
     * @throws JMSException if it is closed, or its connection is closed or has failed
     */
    abstract void checkOpen() throws JMSException;

    @Override
    public final BytesMessage createBytesMessage() throws JMSException {
        checkOpen();
        return new JmsBytesMessage(messageContextOfSession());
    }

    @Override
    public final MapMessage createMapMessage() throws JMSException {
        checkOpen();
        return new JmsMapMessage(messageContextOfSession());
    }

    @Override
    public final Message createMessage() throws JMSException {
        checkOpen();
        return new JmsPlainMessage(messageContextOfSession());
    }

    @Override
    public final ObjectMessage createObjectMessage() throws JMSException {
        checkOpen();
        return new JmsObjectMessage(messageContextOfSession());
    }

    @Override
    public final ObjectMessage createObjectMessage(Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    @Override
    public final StreamMessage createStreamMessage() throws JMSException {
        checkOpen();
        return new JmsStreamMessage(messageContextOfSession());
    }

    @Override
    public final TextMessage createTextMessage() throws JMSException {
        checkOpen();
        return new JmsTextMessage(messageContextOfSession());
    }

    @Override
    public final TextMessage createTextMessage(String text) throws JMSException {
        TextMessage message = createTextMessage();
        message.setText(text);
        return message;
    }

    @Override
    public final Queue createQueue(String name) throws JMSException {
        checkOpen();
        return new StompQueue(checkedName(name));
    }

    @Override
    public final Topic createTopic(String name) throws JMSException {
        checkOpen();
        return new StompTopic(checkedName(name));
    }

    private static String checkedName(String name) throws InvalidDestinationException {
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("the name of a destination must not be empty");
        }
        return name;
    }
}
