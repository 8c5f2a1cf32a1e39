package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.stompest.chaos.account.MessageStream;

/** Moves messages from one queue to another in transactions. Now and then it rolls one back. */
final class Bridge extends Worker {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int LARGEST = 10;
    private static final int ROLLBACK_EVERY = 15;

    private final MessageStream from;
    private final MessageStream to;
    private final Session session;
    private final MessageConsumer consumer;
    private final MessageProducer producer;
    private final Random random;
    private final Set<Long> unanswerable = new HashSet<>();

    /**
     * Makes one.
     *
     * @param session a transacted one
     * @param consumer where messages come from
     * @param target where they go; null is where each asks for an answer
     */
    Bridge(
            Desk desk,
            MessageStream from,
            MessageStream to,
            String name,
            Session session,
            MessageConsumer consumer,
            Destination target)
            throws JMSException {
        super(name, desk);
        this.from = from;
        this.to = to;
        this.session = session;
        this.consumer = consumer;
        this.producer = session.createProducer(target);
        this.random = new Random(name.hashCode());
    }

    @Override
    void turn() throws JMSException {
        List<Long> batch = new ArrayList<>();
        try {
            move(batch);
        } catch (JMSException e) {
            rollBack(batch);
            throw e;
        }
        if (batch.isEmpty()) {
            return;
        }
        if (random.nextInt(ROLLBACK_EVERY) == 0) {
            rollBack(batch);
        } else {
            commit(batch);
        }
    }

    private void move(List<Long> batch) throws JMSException {
        int size = 1 + random.nextInt(LARGEST);
        while (batch.size() < size && !desk().isEnded()) {
            Message message = desk().receive(consumer, WAIT);
            if (message == null) {
                return;
            }
            long number = Arrivals.note(from, message, name());
            batch.add(number);
            if (producer.getDestination() == null) {
                answer(number, message.getJMSReplyTo());
            } else {
                to.begun(number);
                Message copy = Content.of(number, session);
                desk().send(() -> producer.send(copy));
            }
        }
    }

    /** Who has asked may be gone, with the temporary queue for the answer. */
    private void answer(long number, Destination replyTo) throws JMSException {
        if (unanswerable.contains(number)) {
            return;
        }
        to.begun(number);
        Message answer = Content.of(number, session);
        try {
            desk().send(() -> producer.send(replyTo, answer));
        } catch (InvalidDestinationException e) {
            unanswerable.add(number);
            throw e;
        }
    }

    private void commit(List<Long> batch) throws JMSException {
        try {
            desk().commit(session::commit);
        } catch (TransactionRolledBackException e) {
            takenBack(batch);
            throw e;
        } catch (JMSException e) {
            batch.forEach(number -> {
                from.settledInDoubt(number, name());
                to.sentInDoubt(number);
            });
            throw e;
        }
        batch.forEach(number -> {
            from.settled(number, name());
            if (!unanswerable.contains(number)) {
                to.sent(number);
            }
        });
    }

    private void rollBack(List<Long> batch) throws JMSException {
        takenBack(batch);
        desk().request("rollback", session::rollback);
    }

    private void takenBack(List<Long> batch) {
        batch.forEach(number -> {
            from.givenBack(number, name());
            to.takenBack(number);
        });
    }
}
