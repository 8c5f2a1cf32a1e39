package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** Subscriptions that outlive their consumers, or have several. */
final class Subscribing {
    private Subscribing() {}

    static void durable(Play play) throws JMSException {
        Connection connection = play.connection("&jms.clientID=" + play.name);
        connection.start();
        try (connection) {
            Session session = connection.createSession();
            Topic topic = session.createTopic(play.name + ".topic");
            MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
            play.put(topic, Play.THREE.subList(0, 1));
            play.heard(play.next(consumer));
            consumer.close();
            play.put(topic, Play.THREE.subList(1, 3));
            consumer = session.createDurableConsumer(topic, "sub");
            play.heard(play.next(consumer));
            play.heard(play.next(consumer));
            assertThat(consumer.receiveNoWait()).isNull();
            consumer.close();
            session.unsubscribe("sub");
            play.assertHeard(Play.THREE);
            play.assertUsable(session);
        }
    }

    static void shared(Play play) throws JMSException {
        Connection connection = play.connection("&jms.clientID=" + play.name);
        connection.start();
        try (connection) {
            Session session = connection.createSession();
            Topic topic = session.createTopic((play.isArtemis() ? "" : "VirtualTopic.") + play.name);
            MessageConsumer consumer = session.createSharedDurableConsumer(topic, "sub");
            play.put(topic, Play.THREE.subList(0, 1));
            play.heard(play.next(consumer));
            play.put(topic, Play.THREE.subList(1, 3));
            play.heard(play.next(consumer));
            play.heard(play.next(consumer));
            assertThat(consumer.receiveNoWait()).isNull();
            consumer.close();
            if (play.isArtemis()) { // on Classic it is a queue that stays
                session.unsubscribe("sub");
            }
            play.assertHeard(Play.THREE);
            play.assertUsable(session);
        }
    }
}
