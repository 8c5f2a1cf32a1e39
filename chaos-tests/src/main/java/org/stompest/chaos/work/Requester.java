package org.stompest.chaos.work;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import org.stompest.chaos.account.MessageStream;

/**
 * Asks, and waits for the answer at a temporary queue. When it has waited for long it asks the next question; an answer that comes
 * later is noted all the same.
 */
final class Requester extends Worker {
    private static final Duration WAIT = Duration.ofMillis(500);

    private final MessageStream questions;
    private final MessageStream answers;
    private final Session session;
    private final MessageProducer producer;
    private final TemporaryQueue replies;
    private final MessageConsumer consumer;
    private final Workload.Settings settings;

    Requester(
            Desk desk,
            MessageStream questions,
            MessageStream answers,
            Session session,
            Destination destination,
            Workload.Settings settings)
            throws JMSException {
        super(questions.name() + " requester", desk);
        this.questions = questions;
        this.answers = answers;
        this.session = session;
        this.producer = session.createProducer(destination);
        this.replies = session.createTemporaryQueue();
        this.consumer = session.createConsumer(replies);
        this.settings = settings;
    }

    @Override
    void turn() throws JMSException, InterruptedException {
        if (desk().isSendingEnded()) {
            receive();
            return;
        }
        desk().pace(settings.pause());
        long asked = ask();
        long end = System.nanoTime() + settings.answersWithin().toNanos();
        while (!desk().isEnded() && end - System.nanoTime() > 0) {
            if (receive() == asked) {
                return;
            }
        }
        givenUp(asked);
        desk().problems().told(name(), new JMSException("no answer"));
    }

    private long ask() throws JMSException {
        long number = questions.begun();
        Message message = Content.of(number, session);
        message.setJMSReplyTo(replies);
        try {
            desk().send(() -> producer.send(message));
        } catch (JMSException e) {
            questions.sentInDoubt(number);
            givenUp(number);
            throw e;
        }
        questions.sent(number);
        return number;
    }

    private void givenUp(long number) {
        if (settings.answersMayBeMissed()) {
            answers.settledInDoubt(number, name());
        }
    }

    /** {@return the number of an answer; -1 if none came} */
    private long receive() throws JMSException {
        Message message = desk().receive(consumer, WAIT);
        if (message == null) {
            return -1;
        }
        long number = Arrivals.note(answers, message, name());
        answers.settled(number, name());
        return number;
    }
}
