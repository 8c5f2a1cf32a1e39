package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Transacted sessions that receive. */
final class Transacting {
    private Transacting() {}

    static void receive(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(play.queue());
            play.heard(play.next(consumer));
            play.heard(play.next(consumer));
            session.commit();
            play.heard(play.next(consumer));
            session.commit();
            play.awaitEmpty(play.name);
            assertThat(consumer.receiveNoWait()).isNull();
            play.assertHeard(Play.THREE);
            play.assertUsable(session);
        }
    }

    static void bridge(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(play.queue());
            MessageProducer producer = session.createProducer(play.queue(".out"));
            move(play, consumer, producer);
            move(play, consumer, producer);
            session.commit();
            move(play, consumer, producer);
            session.commit();
            play.awaitEmpty(play.name);
            play.assertHeard(Play.THREE);
            play.assertHolds(play.queue(".out"), Play.THREE);
            play.assertUsable(session);
        }
    }

    private static void move(Play play, MessageConsumer consumer, MessageProducer producer) throws JMSException {
        Message message = play.next(consumer);
        play.heard(message);
        producer.send(message);
    }

    /** What is rolled back was never sent, and comes again. */
    static void rollback(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(play.queue());
            MessageProducer producer = session.createProducer(play.queue(".out"));
            producer.send(session.createTextMessage("taken back"));
            assertThat(Play.text(play.next(consumer))).isEqualTo("m0");
            assertThat(Play.text(play.next(consumer))).isEqualTo("m1");
            session.rollback();
            for (int i = 0; i < 3; i++) {
                move(play, consumer, producer);
            }
            session.commit();
            play.awaitEmpty(play.name);
            play.assertHeard(Play.THREE);
            play.assertHolds(play.queue(".out"), Play.THREE);
            play.assertUsable(session);
        }
    }
}
