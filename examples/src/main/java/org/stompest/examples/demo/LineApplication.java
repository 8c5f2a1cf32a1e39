package org.stompest.examples.demo;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import javax.naming.Context;
import javax.naming.NamingException;

/**
 * Sends lines to a queue in transactions, lets two workers take them in transacted sessions - one the short lines, one the
 * long ones -, gets their answers on a temporary queue and their totals from a durable subscription, and proves that nothing
 * was lost, changed, doubled or put out of order. Single use; {@link #run} is called once.
 */
public final class LineApplication {
    private final Context naming;
    private final String user;
    private final String password;
    private final Duration patience;
    private final String run = UUID.randomUUID().toString();

    /**
     * Makes the application.
     *
     * @param naming has {@code ConnectionFactory}, {@code lines} (a queue) and {@code totals} (a topic)
     * @param user null to connect without credentials
     * @param password goes with the user
     * @param patience how long the application waits without any progress before it gives up
     */
    public LineApplication(Context naming, String user, String password, Duration patience) {
        this.naming = naming;
        this.user = user;
        this.password = password;
        this.patience = patience;
    }

    /**
     * Runs until every line is answered, or the patience is at its end.
     *
     * @param lines what to send, in order
     * @param progress told how far things are
     * @return what came out
     * @throws JMSException if the messaging system fails
     * @throws NamingException if one of the names is missing
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Report run(Iterator<String> lines, Progress progress)
            throws JMSException, NamingException, InterruptedException {
        ConnectionFactory factory = (ConnectionFactory) naming.lookup("ConnectionFactory");
        Queue queue = (Queue) naming.lookup("lines");
        Topic topic = (Topic) naming.lookup("totals");
        Report report = new Report(run);
        Ledger ledger = new Ledger(progress);

        try (Auditor auditor = new Auditor(connect(factory, ledger, "demo-auditor-" + run), topic, run);
                Connection working = connect(factory, ledger, null);
                Connection sending = connect(factory, ledger, null)) {
            auditor.subscribe();

            Map<Share, LineWorker> workers = new EnumMap<>(Share.class);
            for (Share share : Share.values()) {
                workers.put(share, new LineWorker(share, run, working, queue, topic, ledger));
            }
            working.start();

            Session answering = sending.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TemporaryQueue answers = answering.createTemporaryQueue();
            answering.createConsumer(answers).setMessageListener(ledger);
            sending.start();

            workers.values().forEach(LineWorker::start);
            LineSender sender = new LineSender(sending, queue, answers, run, ledger, patience);
            try {
                report.started();
                sender.send(lines);
                report.sent(sender);
                ledger.awaitAnswered(sender.count(), patience);
                report.answered(ledger);
            } finally {
                workers.values().forEach(LineWorker::stop);
            }
            for (LineWorker worker : workers.values()) {
                worker.join(patience);
                report.worked(worker, sender.tally(worker.share()), ledger.lastAnswer(worker.share()));
            }
            report.audited(auditor.audit(ledger.batches(), patience));
        }
        return report;
    }

    private Connection connect(ConnectionFactory factory, Ledger ledger, String clientID) throws JMSException {
        Connection connection = user == null ? factory.createConnection() : factory.createConnection(user, password);
        if (clientID != null) {
            connection.setClientID(clientID);
        }
        connection.setExceptionListener(ledger);
        return connection;
    }
}
