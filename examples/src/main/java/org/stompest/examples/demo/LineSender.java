package org.stompest.examples.demo;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Sends the lines. Not thread-safe. */
final class LineSender {
    /** How many lines may be on their way before the sender waits for the workers. */
    private static final int WINDOW = 20_000;

    private final Session session;
    private final MessageProducer producer;
    private final Destination answers;
    private final String run;
    private final Ledger ledger;
    private final Duration patience;
    private final Map<Share, Tally> tallies = new EnumMap<>(Share.class);
    private long count;
    private long bytes;
    private long rolledBack;

    LineSender(Connection connection, Queue queue, Destination answers, String run, Ledger ledger, Duration patience)
            throws JMSException {
        this.session = connection.createSession(true, Session.SESSION_TRANSACTED);
        this.producer = session.createProducer(queue);
        this.answers = answers;
        this.run = run;
        this.ledger = ledger;
        this.patience = patience;
        for (Share share : Share.values()) {
            tallies.put(share, new Tally());
        }
    }

    void send(Iterator<String> lines) throws JMSException, InterruptedException {
        for (long transaction = 0; lines.hasNext(); transaction++) {
            List<String> batch = new ArrayList<>();
            while (batch.size() < Batches.SIZE && lines.hasNext()) {
                batch.add(lines.next());
            }
            if (!ledger.awaitAnswered(count - WINDOW, patience)) {
                throw new JMSException("the workers have ceased to answer, after " + count + " lines were sent");
            }
            if (Batches.isRolledBackFirst(transaction)) {
                sendAll(batch);
                session.rollback();
                rolledBack++;
            }
            sendAll(batch);
            session.commit();
            committed(batch);
        }
    }

    private void sendAll(List<String> batch) throws JMSException {
        long number = count;
        for (String line : batch) {
            TextMessage message = session.createTextMessage(line);
            message.setStringProperty("run", run);
            message.setLongProperty("number", number++);
            message.setIntProperty("length", line.length());
            message.setLongProperty("crc", crc(line));
            message.setJMSReplyTo(answers);
            producer.send(message);
        }
    }

    private void committed(List<String> batch) {
        for (String line : batch) {
            tallies.get(Share.of(line)).add(count++, line);
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
        }
        ledger.sent(count);
    }

    static long crc(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    long rolledBack() {
        return rolledBack;
    }

    Tally tally(Share share) {
        return tallies.get(share);
    }
}
