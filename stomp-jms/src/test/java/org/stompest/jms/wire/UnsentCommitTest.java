package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.confirming;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;

/** A COMMIT that waits behind a large message when the connection breaks has surely not been done, whatever the broker. */
class UnsentCommitTest {
    private static final int MORE_THAN_A_SOCKET_TAKES = 48 * 1024 * 1024;

    private final ScriptedBroker broker = new ScriptedBroker(64 * 1024);
    private final CountDownLatch cut = new CountDownLatch(1);

    @AfterEach
    void playedByTheScript() {
        cut.countDown();
        broker.close();
    }

    @Test
    void aCommitThatHasNotLeftIsNoDoubtAndIsPlayedAgain() throws Exception {
        confirming(broker)
                .autoReceipts()
                .expect("SEND", body("small"))
                .expect("BEGIN")
                .expect("SEND", body("one"))
                .stopReading()
                .await(cut)
                .reset();
        bye(confirming(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("one"), has("receipt"))
                .ignoring("BEGIN", "ABORT", "SEND")
                .expect("COMMIT"));
        try (Connection connection = connect(broker)) {
            Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = other.createProducer(other.createQueue("other"));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(other.createTextMessage("small"));
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            session.createProducer(session.createQueue("q")).send(session.createTextMessage("one"));
            BytesMessage large = other.createBytesMessage();
            large.writeBytes(new byte[MORE_THAN_A_SOCKET_TAKES]);
            FutureTask<Void> sending = task(() -> producer.send(large));
            Thread sender = start(sending);
            await().until(() -> isIn(sender, "writeUnlocked"));
            FutureTask<Void> committing = task(session::commit);
            Thread committer = start(committing);
            await().until(() -> isIn(committer, "commit") && committer.getState() == Thread.State.TIMED_WAITING);
            assertThat(sending).isNotDone();

            cut.countDown();

            committing.get();
            sending.get();
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws JMSException;
    }

    private static FutureTask<Void> task(Action action) {
        return new FutureTask<>(() -> {
            action.run();
            return null;
        });
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean isIn(Thread thread, String method) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }
}
