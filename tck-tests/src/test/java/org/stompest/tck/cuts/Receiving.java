package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.stompest.jms.StompSession;

/** Receiving in each acknowledgement mode. */
final class Receiving {
    private Receiving() {}

    static void auto(Play play) throws JMSException {
        receive(play, Session.AUTO_ACKNOWLEDGE);
    }

    static void dupsOk(Play play) throws JMSException {
        receive(play, Session.DUPS_OK_ACKNOWLEDGE);
    }

    static void individual(Play play) throws JMSException {
        receive(play, StompSession.INDIVIDUAL_ACKNOWLEDGE);
    }

    private static void receive(Play play, int mode) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(mode);
            MessageConsumer consumer = session.createConsumer(play.queue());
            for (int i = 0; i < 3; i++) {
                Message message = play.next(consumer);
                play.heard(message);
                if (mode == StompSession.INDIVIDUAL_ACKNOWLEDGE) {
                    message.acknowledge();
                }
            }
            if (mode == Session.DUPS_OK_ACKNOWLEDGE) {
                assertThat(consumer.receiveNoWait()).isNull();
                session.close(); // acknowledges what it has put off
                finish(play, connection.createSession());
            } else {
                play.awaitEmpty(play.name);
                assertThat(consumer.receiveNoWait()).isNull();
                finish(play, session);
            }
        }
    }

    private static void finish(Play play, Session session) throws JMSException {
        play.awaitEmpty(play.name);
        play.assertHeard(Play.THREE);
        play.assertUsable(session);
    }

    static void client(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(play.queue());
            play.heard(play.next(consumer));
            Message second = play.next(consumer);
            play.heard(second);
            second.acknowledge();
            Message third = play.next(consumer);
            play.heard(third);
            third.acknowledge();
            play.awaitEmpty(play.name);
            assertThat(consumer.receiveNoWait()).isNull();
            finish(play, session);
        }
    }

    static void listener(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession();
            session.createConsumer(play.queue()).setMessageListener(play::heard);
            play.awaitHeard(3);
            finish(play, connection.createSession());
        }
    }

    /** What the application gives back comes again, in order, and is not swallowed. */
    static void recover(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(play.queue());
            assertThat(Play.text(play.next(consumer))).isEqualTo("m0");
            assertThat(Play.text(play.next(consumer))).isEqualTo("m1");
            session.recover();
            Message last = null;
            for (int i = 0; i < 3; i++) {
                last = play.next(consumer);
                play.heard(last);
            }
            last.acknowledge();
            finish(play, session);
        }
    }
}
