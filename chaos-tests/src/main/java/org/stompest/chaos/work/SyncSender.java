package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import org.stompest.chaos.account.MessageStream;

/** Sends persistent messages, each when the one before is confirmed. */
final class SyncSender extends Sender {
    SyncSender(Desk desk, MessageStream stream, Session session, Destination destination, Duration pause)
            throws JMSException {
        super(desk, stream, session, destination, pause);
    }

    @Override
    boolean isOver() {
        return desk().isSendingEnded();
    }

    @Override
    void turn() throws JMSException, InterruptedException {
        pace();
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
