package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.stompest.chaos.account.MessageStream;

/** Sends in transactions. Now and then it changes its mind, rolls back, and sends the same again. */
final class TransactedSender extends Sender {
    private static final int LARGEST = 20;
    private static final int ROLLBACK_EVERY = 15;

    private final Random random;
    private List<Long> again = List.of();

    TransactedSender(Desk desk, MessageStream stream, Session session, Destination destination, Duration pause)
            throws JMSException {
        super(desk, stream, session, destination, pause);
        this.random = new Random(stream.name().hashCode());
    }

    /** What was rolled back is sent again before it ends. */
    @Override
    boolean isOver() {
        return desk().isEnded() || (desk().isSendingEnded() && again.isEmpty());
    }

    @Override
    void turn() throws JMSException, InterruptedException {
        List<Long> batch = again;
        if (batch.isEmpty()) {
            batch = new ArrayList<>();
            int size = 1 + random.nextInt(LARGEST);
            for (int i = 0; i < size; i++) {
                batch.add(stream.begun());
            }
        }
        try {
            for (long number : batch) {
                pace();
                desk().send(() -> producer.send(Content.of(number, session)));
            }
        } catch (JMSException e) {
            rollBack(batch);
            throw e;
        }
        if (random.nextInt(ROLLBACK_EVERY) == 0) {
            rollBack(batch);
        } else {
            commit(batch);
        }
    }

    private void commit(List<Long> batch) throws JMSException {
        try {
            desk().commit(session::commit);
            again = List.of();
            batch.forEach(stream::sent);
        } catch (TransactionRolledBackException e) {
            takenBack(batch);
            throw e;
        } catch (JMSException e) {
            again = List.of();
            batch.forEach(stream::sentInDoubt);
            throw e;
        }
    }

    private void rollBack(List<Long> batch) throws JMSException {
        takenBack(batch);
        desk().request("rollback", session::rollback);
    }

    private void takenBack(List<Long> batch) {
        batch.forEach(stream::takenBack);
        again = batch;
    }
}
