package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import org.stompest.chaos.account.MessageStream;

/** Sends persistent messages, each when the one before is confirmed. */
final class SyncSender extends Worker {
    private final MessageStream stream;
    private final Session session;
    private final MessageProducer producer;
    private final Duration pause;

    SyncSender(Desk desk, MessageStream stream, Session session, Destination destination, Duration pause)
            throws JMSException {
        super(stream.name() + " sender", desk);
        this.stream = stream;
        this.session = session;
        this.producer = session.createProducer(destination);
        this.pause = pause;
    }

    @Override
    boolean isOver() {
        return desk().isSendingEnded();
    }

    @Override
    void turn() throws JMSException, InterruptedException {
        desk().pace(pause);
        long number = stream.begun();
        Message message = Content.of(number, session);
        try {
            desk().send(() -> producer.send(message));
        } catch (JMSException e) {
            stream.sentInDoubt(number);
            throw e;
        }
        stream.sent(number);
    }
}
