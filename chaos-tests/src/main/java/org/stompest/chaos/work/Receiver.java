package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Duration;
import org.stompest.chaos.account.MessageStream;

/** Receives one message after the other in a session that acknowledges by itself. */
final class Receiver extends Worker {
    private static final Duration WAIT = Duration.ofMillis(500);

    private final MessageStream stream;
    private final MessageConsumer consumer;

    Receiver(Desk desk, MessageStream stream, String name, MessageConsumer consumer) {
        super(name, desk);
        this.stream = stream;
        this.consumer = consumer;
    }

    @Override
    void turn() throws JMSException {
        Message message = desk().receive(consumer, WAIT);
        if (message != null) {
            stream.settled(Arrivals.note(stream, message, name()), name());
        }
    }
}
