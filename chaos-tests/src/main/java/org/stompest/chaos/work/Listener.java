package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.stompest.chaos.account.MessageStream;

/** Is called for each message of a session that acknowledges by itself. */
final class Listener implements MessageListener {
    private final Desk desk;
    private final MessageStream stream;
    private final String name;

    Listener(Desk desk, MessageStream stream, String name) {
        this.desk = desk;
        this.stream = stream;
        this.name = name;
    }

    @Override
    public void onMessage(Message message) {
        try {
            long number = Arrivals.note(stream, message, name);
            stream.settled(number, name);
        } catch (JMSException | RuntimeException e) {
            desk.problems().fatal(name, e);
        }
    }
}
