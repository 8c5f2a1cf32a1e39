package org.stompest.chaos.work;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stompest.chaos.account.MessageStream;

/** Sends without waiting, and learns later what became of it. */
final class AsyncSender extends Sender {
    private static final int UNDER_WAY = 50;
    private static final long LOOK_MILLIS = 100;

    private final Semaphore room = new Semaphore(UNDER_WAY);

    AsyncSender(Desk desk, MessageStream stream, Session session, Destination destination, Duration pause)
            throws JMSException {
        super(desk, stream, session, destination, pause);
    }

    /** The last listeners are waited for, as the session must not be closed in good order before. */
    @Override
    boolean isOver() {
        return desk().isEnded() || (desk().isSendingEnded() && room.availablePermits() == UNDER_WAY);
    }

    @Override
    void turn() throws JMSException, InterruptedException {
        pace();
        if (!room.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
        }
        if (desk().isSendingEnded()) {
            room.release();
            desk().calmDown();
            return;
        }
        long number = stream.begun();
        Message message = Content.of(number, session);
        Completion completion = new Completion(number, desk().completing());
        try {
            desk().send(() -> producer.send(message, completion));
        } catch (JMSException e) {
            completion.onException(message, e);
        }
    }

    /** Is told once what became of a message. */
    private final class Completion implements CompletionListener {
        private final long number;
        private final Runnable ended;

        Completion(long number, Runnable ended) {
            this.number = number;
            this.ended = ended;
        }

        @Override
        public void onCompletion(Message message) {
            stream.sent(number);
            ended.run();
            room.release();
        }

        @Override
        public void onException(Message message, Exception exception) {
            stream.sentInDoubt(number);
            desk().problems().told(name(), exception);
            ended.run();
            room.release();
        }
    }
}
