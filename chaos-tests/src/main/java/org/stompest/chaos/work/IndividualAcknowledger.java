package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.List;
import org.stompest.chaos.account.MessageStream;

/** Holds some messages and acknowledges each alone, in any order. Now and then it asks for those that it holds once more. */
final class IndividualAcknowledger extends Acknowledger {
    /** What several providers call this mode, for which JMS has no name. */
    static final int MODE = 101;

    private static final int MOST = 8;
    private static final int RECOVER_EVERY = 20;

    IndividualAcknowledger(Desk desk, MessageStream stream, String name, Session session, MessageConsumer consumer) {
        super(desk, stream, name, session, consumer, MOST);
    }

    @Override
    void turn() throws JMSException {
        List<Taken> inHands = take();
        Collections.shuffle(inHands, random);
        while (!inHands.isEmpty()) {
            if (random.nextInt(RECOVER_EVERY * MOST) == 0) {
                giveBack(inHands);
                return;
            }
            acknowledge(inHands.remove(inHands.size() - 1), inHands);
        }
    }

    private void acknowledge(Taken taken, List<Taken> others) throws JMSException {
        try {
            desk().request("acknowledge", taken.message()::acknowledge);
        } catch (JMSException e) {
            stream.settledInDoubt(taken.number(), name());
            giveBack(others);
            throw e;
        }
        stream.settled(taken.number(), name());
    }
}
