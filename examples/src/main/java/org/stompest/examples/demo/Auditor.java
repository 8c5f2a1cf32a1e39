package org.stompest.examples.demo;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Audits the totals. Its subscription is durable: it is made before the work begins, nobody listens while the work is done,
 * and still no total is missing afterwards. Not thread-safe.
 */
final class Auditor implements AutoCloseable {
    private static final String SUBSCRIPTION = "demo-totals";

    /** The outcome: the last total of each worker, and how many totals were missing, doubled or out of order. */
    record Audit(Map<Share, Long> totals, long messages, long wrong) {}

    private final Connection connection;
    private final Topic topic;
    private final String run;

    /** Takes a connection that has a client id, as durable subscriptions need one, and closes it in the end. */
    Auditor(Connection connection, Topic topic, String run) {
        this.connection = connection;
        this.topic = topic;
        this.run = run;
    }

    void subscribe() throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createDurableSubscriber(topic, SUBSCRIPTION).close();
        session.close();
        connection.start();
    }

    /**
     * Reads the totals that were published meanwhile, and ends the subscription.
     *
     * @param expected how many totals each worker has published
     * @param patience how long to wait for the next one
     */
    Audit audit(Map<Share, Long> expected, Duration patience) throws JMSException {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer subscriber = session.createDurableSubscriber(topic, SUBSCRIPTION);
        Map<Share, Long> totals = new EnumMap<>(Share.class);
        Map<Share, Long> seen = new EnumMap<>(Share.class);
        long messages = 0;
        long wrong = 0;
        long missing = expected.values().stream().mapToLong(Long::longValue).sum();
        Message message = missing == 0 ? null : subscriber.receive(patience.toMillis());
        while (message != null) {
            if (run.equals(message.getStringProperty("run"))) {
                StreamMessage total = (StreamMessage) message;
                Share share = Share.valueOf(total.readString());
                long batch = total.readLong();
                wrong += batch == seen.getOrDefault(share, 0L) ? 0 : 1;
                seen.put(share, batch + 1);
                totals.put(share, total.readLong());
                messages++;
                missing--;
            }
            message.acknowledge();
            message = missing == 0 ? null : subscriber.receive(patience.toMillis());
        }
        subscriber.close();
        session.unsubscribe(SUBSCRIPTION);
        session.close();
        return new Audit(totals, messages, wrong + missing);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
