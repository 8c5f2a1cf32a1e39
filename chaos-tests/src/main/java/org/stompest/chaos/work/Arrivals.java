package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.stompest.chaos.account.MessageStream;

/** Notes messages that were handed out. */
final class Arrivals {
    private Arrivals() {}

    /** {@return the number of the message} */
    static long note(MessageStream stream, Message message, String consumer) throws JMSException {
        long number = Content.number(message);
        stream.handedOut(number, consumer);
        if (!Content.isWhole(message)) {
            stream.corrupt(number);
        }
        return number;
    }
}
