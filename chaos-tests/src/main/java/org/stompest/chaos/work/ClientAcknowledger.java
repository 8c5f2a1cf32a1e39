package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import org.stompest.chaos.account.MessageStream;

/** Acknowledges several messages at a time. Now and then it asks for them once more instead. */
final class ClientAcknowledger extends Acknowledger {
    private static final int MOST = 10;
    private static final int RECOVER_EVERY = 15;

    ClientAcknowledger(Desk desk, MessageStream stream, String name, Session session, MessageConsumer consumer) {
        super(desk, stream, name, session, consumer, MOST);
    }

    @Override
    void turn() throws JMSException {
        List<Taken> inHands = take();
        if (inHands.isEmpty()) {
            return;
        }
        if (random.nextInt(RECOVER_EVERY) == 0) {
            giveBack(inHands);
        } else {
            acknowledge(inHands);
        }
    }

    private void acknowledge(List<Taken> inHands) throws JMSException {
        try {
            desk().request("acknowledge", inHands.get(inHands.size() - 1).message()::acknowledge);
        } catch (JMSException e) {
            inHands.forEach(taken -> stream.settledInDoubt(taken.number(), name()));
            recover();
            throw e;
        }
        inHands.forEach(taken -> stream.settled(taken.number(), name()));
    }
}
