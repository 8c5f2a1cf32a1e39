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

/** Receives some messages before it acknowledges any, and now and then asks for them once more instead. */
abstract class Acknowledger extends Worker {
    private static final Duration WAIT = Duration.ofMillis(500);

    /** A message in hands. */
    record Taken(long number, Message message) {}

    final MessageStream stream;
    final Random random;
    private final Session session;
    private final MessageConsumer consumer;
    private final int most;

    /**
     * Makes one.
     *
     * @param most how many messages it holds at the most
     */
    Acknowledger(Desk desk, MessageStream stream, String name, Session session, MessageConsumer consumer, int most) {
        super(name, desk);
        this.stream = stream;
        this.session = session;
        this.consumer = consumer;
        this.most = most;
        this.random = new Random(name.hashCode());
    }

    /** {@return some messages, in the order in which they came; none if none comes} */
    final List<Taken> take() throws JMSException {
        List<Taken> taken = new ArrayList<>();
        int size = 1 + random.nextInt(most);
        while (taken.size() < size && !desk().isEnded()) {
            Message message = desk().receive(consumer, WAIT);
            if (message == null) {
                break;
            }
            taken.add(new Taken(Arrivals.note(stream, message, name()), message));
        }
        return taken;
    }

    /** Has them delivered again. */
    final void giveBack(List<Taken> messages) throws JMSException {
        messages.forEach(taken -> stream.givenBack(taken.number(), name()));
        recover();
    }

    final void recover() throws JMSException {
        desk().request("recover", session::recover);
    }
}
