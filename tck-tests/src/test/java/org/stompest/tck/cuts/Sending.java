package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends of all kinds. */
final class Sending {
    private Sending() {}

    static void persistent(Play play) throws JMSException {
        try (Connection connection = play.connect()) {
            Session session = connection.createSession();
            Play.send(session, session.createProducer(play.queue()), Play.THREE);
            assertArrived(play);
            play.assertUsable(session);
        }
    }

    /** All of it, in order; a message that was in doubt may be there twice where the broker does not detect duplicates. */
    private static void assertArrived(Play play) throws JMSException {
        List<String> arrived = play.drain(play.queue(), 3);
        assertThat(play.isArtemis() ? arrived : List.copyOf(new LinkedHashSet<>(arrived)))
                .isEqualTo(Play.THREE);
    }

    /** None of it twice. */
    static void nonPersistent(Play play) throws JMSException {
        try (Connection connection = play.connect()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(play.queue());
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            Play.send(session, producer, Play.THREE);
            play.assertUsable(session); // waits for the broker, so what was sent before has arrived or is lost
            List<String> arrived = play.drain(play.queue(), 0);
            assertThat(arrived).isSubsetOf(Play.THREE).isSorted();
            if (play.isArtemis()) {
                assertThat(arrived).doesNotHaveDuplicates();
            }
        }
    }

    static void withCompletionListener(Play play) throws JMSException {
        List<String> completed = new CopyOnWriteArrayList<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    completed.add(Play.text(message));
                } catch (JMSException e) {
                    completed.add(e.toString());
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.add(exception.toString());
            }
        };
        try (Connection connection = play.connect()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(play.queue());
            for (String text : Play.THREE) {
                producer.send(session.createTextMessage(text), listener);
            }
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> completed.size() == 3);
            assertThat(completed).isEqualTo(Play.THREE);
            assertArrived(play);
            play.assertUsable(session);
        }
    }

    static void inTransactions(Play play) throws JMSException {
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(play.queue());
            Play.send(session, producer, Play.THREE.subList(0, 2));
            session.commit();
            Play.send(session, producer, Play.THREE.subList(2, 3));
            session.commit();
            play.assertHolds(play.queue(), Play.THREE);
            play.assertUsable(session);
        }
    }
}
