package org.stompest.examples.demo;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.time.Duration;

/**
 * Takes its share of the lines in transactions. Each transaction ends with an answer to whoever sent the lines and with the
 * new total for the topic. It has one thread; what it counts may be asked for after {@link #join}.
 */
final class LineWorker {
    private static final long IDLE_MILLIS = 100;

    private final Share share;
    private final String run;
    private final Ledger ledger;
    private final Session session;
    private final MessageConsumer consumer;
    private final MessageProducer answering;
    private final MessageProducer publishing;
    private final Thread thread;
    private volatile boolean stopped;
    private Tally committed = new Tally();
    private long transactions;
    private long rolledBack;
    private long redelivered;

    LineWorker(Share share, String run, Connection connection, Queue queue, Topic topic, Ledger ledger)
            throws JMSException {
        this.share = share;
        this.run = run;
        this.ledger = ledger;
        this.session = connection.createSession(true, Session.SESSION_TRANSACTED);
        this.consumer = session.createConsumer(queue, share.selector(run));
        this.answering = session.createProducer(null);
        this.publishing = session.createProducer(topic);
        publishing.setTimeToLive(Duration.ofHours(1).toMillis());
        this.thread = new Thread(this::work, "demo-worker-" + share);
        thread.setDaemon(true);
    }

    Share share() {
        return share;
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
    }

    void join(Duration patience) throws InterruptedException, JMSException {
        thread.join(patience.toMillis());
        if (thread.isAlive()) {
            throw new JMSException("the worker for " + share + " lines does not end");
        }
    }

    private void work() {
        try {
            boolean again = false;
            while (!stopped) {
                Batch batch = takeBatch();
                if (batch.size == 0) {
                    continue;
                }
                answer(batch);
                if (Batches.isRolledBackFirst(transactions) && !again) {
                    session.rollback();
                    rolledBack++;
                    again = true;
                } else {
                    session.commit();
                    committed(batch);
                    again = false;
                }
            }
            session.close();
        } catch (JMSException e) {
            ledger.onException(e);
        } catch (RuntimeException e) {
            ledger.failed(new IllegalStateException("the worker for " + share + " lines failed", e));
        }
    }

    private Batch takeBatch() throws JMSException {
        Batch batch = new Batch(committed.copy());
        for (Message message = consumer.receive(IDLE_MILLIS);
                message != null;
                message = batch.size < Batches.SIZE ? consumer.receive(IDLE_MILLIS) : null) {
            batch.add(message);
        }
        return batch;
    }

    private void answer(Batch batch) throws JMSException {
        MapMessage answer = session.createMapMessage();
        answer.setString("share", share.name());
        answer.setLong("batch", transactions);
        answer.setInt("count", batch.size);
        answer.setInt("corrupt", batch.corrupt);
        answer.setString("checksum", batch.tally.checksum());
        answer.setJMSCorrelationID(run);
        answering.send(batch.replyTo, answer);

        StreamMessage total = session.createStreamMessage();
        total.writeString(share.name());
        total.writeLong(transactions);
        total.writeLong(batch.tally.count());
        total.setStringProperty("run", run);
        publishing.send(total);
    }

    private void committed(Batch batch) {
        committed = batch.tally;
        redelivered += batch.redelivered;
        transactions++;
    }

    Tally tally() {
        return committed;
    }

    long transactions() {
        return transactions;
    }

    long rolledBack() {
        return rolledBack;
    }

    long redelivered() {
        return redelivered;
    }

    /** What one transaction has taken so far. */
    private static final class Batch {
        private final Tally tally;
        private Destination replyTo;
        private int size;
        private int corrupt;
        private int redelivered;

        Batch(Tally tally) {
            this.tally = tally;
        }

        void add(Message message) throws JMSException {
            String line = message instanceof TextMessage text ? text.getText() : null;
            boolean whole = line != null
                    && line.length() == message.getIntProperty("length")
                    && LineSender.crc(line) == message.getLongProperty("crc");
            boolean inOrder = tally.add(message.getLongProperty("number"), line == null ? "" : line);
            corrupt += whole && inOrder ? 0 : 1;
            redelivered += message.getJMSRedelivered() ? 1 : 0;
            replyTo = message.getJMSReplyTo();
            size++;
        }
    }
}
