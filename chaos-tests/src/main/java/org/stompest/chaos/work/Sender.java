package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import org.stompest.chaos.account.MessageStream;

/** Sends the messages of one stream, with a pause before each. */
abstract class Sender extends Worker {
    final MessageStream stream;
    final Session session;
    final MessageProducer producer;
    private final Duration pause;

    Sender(Desk desk, MessageStream stream, Session session, Destination destination, Duration pause)
            throws JMSException {
        super(stream.name() + " sender", desk);
        this.stream = stream;
        this.session = session;
        this.producer = session.createProducer(destination);
        this.pause = pause;
    }

    void pace() throws InterruptedException {
        desk().pace(pause);
    }
}
