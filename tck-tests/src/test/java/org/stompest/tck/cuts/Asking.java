package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** Temporary queues, requests, and looking at a queue. */
final class Asking {
    private Asking() {}

    static void temporaryQueue(Play play) throws JMSException {
        try (Connection connection = play.connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            TemporaryQueue queue = session.createTemporaryQueue();
            String name = queue.getQueueName();
            MessageConsumer consumer = session.createConsumer(queue);
            Session sender = connection.createSession();
            for (String text : Play.THREE) {
                sender.createProducer(queue).send(sender.createTextMessage(text));
                play.heard(play.next(consumer));
                session.commit();
            }
            assertThat(queue.getQueueName()).isEqualTo(name);
            play.assertHeard(Play.THREE);
            consumer.close();
            queue.delete();
            play.assertUsable(sender);
        }
    }

    static void requestReply(Play play) throws JMSException {
        try (Connection client = play.connect();
                Connection server = play.connect()) {
            Session serving = server.createSession(Session.SESSION_TRANSACTED);
            MessageProducer answers = serving.createProducer(null);
            serving.createConsumer(play.queue()).setMessageListener(request -> answer(serving, answers, request));
            Session session = client.createSession();
            Queue replies = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(replies);
            MessageProducer producer = session.createProducer(play.queue());
            for (String text : Play.THREE) {
                Message request = session.createTextMessage(text);
                request.setJMSReplyTo(replies);
                producer.send(request);
                play.heard(play.next(consumer));
            }
            play.assertHeard(Play.THREE);
            play.assertUsable(session);
        }
    }

    private static void answer(Session session, MessageProducer producer, Message request) {
        try {
            producer.send(request.getJMSReplyTo(), session.createTextMessage(Play.text(request)));
            session.commit();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    static void browser(Play play) throws JMSException {
        play.put(play.queue(), Play.THREE);
        try (Connection connection = play.connect()) {
            Session session = connection.createSession();
            try (QueueBrowser browser = session.createBrowser(play.queue())) {
                List<String> seen = new ArrayList<>();
                for (Enumeration<?> all = browser.getEnumeration(); all.hasMoreElements(); ) {
                    seen.add(Play.text((Message) all.nextElement()));
                }
                assertThat(seen).isEqualTo(Play.THREE);
            }
            play.assertHolds(play.queue(), Play.THREE);
            play.assertUsable(session);
        }
    }
}
