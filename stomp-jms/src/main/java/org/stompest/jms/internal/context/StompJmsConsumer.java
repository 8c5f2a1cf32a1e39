package org.stompest.jms.internal.context;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import org.stompest.jms.internal.consumer.BodyReceiver;

/**
 * A consumer of the simplified API.
 *
 * <p>Concurrency: one thread at a time, but for {@link #close}.
 */
final class StompJmsConsumer implements JMSConsumer {
    private final MessageConsumer consumer;

    StompJmsConsumer(MessageConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public String getMessageSelector() {
        return JmsRuntimeExceptions.call(consumer::getMessageSelector);
    }

    @Override
    public MessageListener getMessageListener() {
        return JmsRuntimeExceptions.call(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(MessageListener listener) {
        JmsRuntimeExceptions.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public Message receive() {
        return JmsRuntimeExceptions.call(consumer::receive);
    }

    @Override
    public Message receive(long timeout) {
        return JmsRuntimeExceptions.call(() -> consumer.receive(timeout));
    }

    @Override
    public Message receiveNoWait() {
        return JmsRuntimeExceptions.call(consumer::receiveNoWait);
    }

    @Override
    public <T> T receiveBody(Class<T> c) {
        return body(c, BodyReceiver.FOREVER);
    }

    /** {@inheritDoc} A negative time-out has passed already: such a call does not wait. */
    @Override
    public <T> T receiveBody(Class<T> c, long timeout) {
        return body(c, timeout == 0 ? BodyReceiver.FOREVER : Math.max(timeout, BodyReceiver.NO_WAIT));
    }

    @Override
    public <T> T receiveBodyNoWait(Class<T> c) {
        return body(c, BodyReceiver.NO_WAIT);
    }

    @Override
    public void close() {
        JmsRuntimeExceptions.run(consumer::close);
    }

    private <T> T body(Class<T> type, long timeoutMillis) {
        return JmsRuntimeExceptions.call(() -> {
            if (type == null) {
                throw new MessageFormatException("no body can be assigned to null: name the type of the body");
            }
            return consumer instanceof BodyReceiver receiver
                    ? receiver.receiveBody(type, timeoutMillis)
                    : receiveThenConvert(type, timeoutMillis);
        });
    }

    /** For a consumer that cannot take a message back: in the automatic modes one of a wrong type is gone. */
    private <T> T receiveThenConvert(Class<T> type, long timeoutMillis) throws JMSException {
        Message message;
        if (timeoutMillis == BodyReceiver.FOREVER) {
            message = consumer.receive();
        } else if (timeoutMillis == BodyReceiver.NO_WAIT) {
            message = consumer.receiveNoWait();
        } else {
            message = consumer.receive(timeoutMillis);
        }
        return message == null ? null : BodyReceiver.bodyOf(message, type);
    }
}
