package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stompest.chaos.account.MessageStream;

/** Holds some messages and acknowledges each alone, in any order. Now and then it asks for those that it holds once more. */
final class IndividualAcknowledger extends Worker {
    /** What several providers call this mode, for which JMS has no name. */
    static final int MODE = 101;

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int MOST = 8;
    private static final int RECOVER_EVERY = 20;

    private final MessageStream stream;
    private final Session session;
    private final MessageConsumer consumer;
    private final Random random;

    IndividualAcknowledger(Desk desk, MessageStream stream, String name, Session session, MessageConsumer consumer) {
        super(name, desk);
        this.stream = stream;
        this.session = session;
        this.consumer = consumer;
        this.random = new Random(name.hashCode());
    }

    @Override
    void turn() throws JMSException {
        Map<Long, Message> inHands = new LinkedHashMap<>();
        int size = 1 + random.nextInt(MOST);
        while (inHands.size() < size && !desk().isEnded()) {
            Message message = desk().receive(consumer, WAIT);
            if (message == null) {
                break;
            }
            inHands.put(Arrivals.note(stream, message, name()), message);
        }
        List<Long> order = new LinkedList<>(inHands.keySet());
        Collections.shuffle(order, random);
        while (!order.isEmpty()) {
            if (random.nextInt(RECOVER_EVERY * MOST) == 0) {
                order.forEach(number -> stream.givenBack(number, name()));
                desk().request("recover", session::recover);
                return;
            }
            acknowledge(inHands.get(order.get(0)), order);
        }
    }

    private void acknowledge(Message message, List<Long> order) throws JMSException {
        long number = order.remove(0);
        try {
            desk().request("acknowledge", message::acknowledge);
        } catch (JMSException e) {
            stream.settledInDoubt(number, name());
            order.forEach(other -> stream.givenBack(other, name()));
            desk().request("recover", session::recover);
            throw e;
        }
        stream.settled(number, name());
    }
}
