package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.stompest.chaos.account.MessageStream;

/** Acknowledges several messages at a time. Now and then it asks for them once more instead. */
final class ClientAcknowledger extends Worker {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int MOST = 10;
    private static final int RECOVER_EVERY = 15;

    private final MessageStream stream;
    private final Session session;
    private final MessageConsumer consumer;
    private final Random random;

    ClientAcknowledger(Desk desk, MessageStream stream, String name, Session session, MessageConsumer consumer) {
        super(name, desk);
        this.stream = stream;
        this.session = session;
        this.consumer = consumer;
        this.random = new Random(name.hashCode());
    }

    @Override
    void turn() throws JMSException {
        List<Long> inHands = new ArrayList<>();
        int size = 1 + random.nextInt(MOST);
        Message last = null;
        while (inHands.size() < size && !desk().isEnded()) {
            Message message = desk().receive(consumer, WAIT);
            if (message == null) {
                break;
            }
            inHands.add(Arrivals.note(stream, message, name()));
            last = message;
        }
        if (last == null) {
            return;
        }
        if (random.nextInt(RECOVER_EVERY) == 0) {
            inHands.forEach(number -> stream.givenBack(number, name()));
            desk().request("recover", session::recover);
        } else {
            acknowledge(last, inHands);
        }
    }

    private void acknowledge(Message last, List<Long> inHands) throws JMSException {
        try {
            desk().request("acknowledge", last::acknowledge);
        } catch (JMSException e) {
            inHands.forEach(number -> stream.settledInDoubt(number, name()));
            desk().request("recover", session::recover);
            throw e;
        }
        inHands.forEach(number -> stream.settled(number, name()));
    }
}
