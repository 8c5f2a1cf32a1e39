package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.that;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** What sessions say to the broker, and do not, when several threads use them. */
class SessionFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private interface Call {
        void run() throws JMSException;
    }

    private static CompletableFuture<Void> elsewhere(Call call) {
        return CompletableFuture.runAsync(() -> {
            try {
                call.run();
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aCloseWaitsForTheCommitOfAnotherThreadAndSendsNoAbort() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Script script = artemis(broker)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND")
                .noAutoReceipts()
                .expect("COMMIT")
                .then(commit -> {
                    committing.countDown();
                    await().until(() -> goOn.getCount() == 0);
                })
                .receipt();
        bye(script);
        try (Connection connection = connect(broker)) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            session.createProducer(session.createQueue("q")).send(session.createMessage());
            CompletableFuture<Void> commit = elsewhere(session::commit);
            assertThat(committing.await(5, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(session::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one thread at a time");
            assertThatThrownBy(session::rollback).isInstanceOf(IllegalStateException.class);
            CompletableFuture<Void> close = elsewhere(session::close);
            await().until(() -> {
                try {
                    session.createMessage();
                    return commit.isDone() == close.isDone();
                } catch (IllegalStateException closed) {
                    return false;
                }
            });
            goOn.countDown();

            commit.get(5, TimeUnit.SECONDS);
            close.get(5, TimeUnit.SECONDS);
        }
        assertThat(broker.received("ABORT")).isEmpty();
    }

    private static String[] receiptOf(WireFrame frame) {
        String receipt = frame.header("receipt");
        return receipt == null ? new String[0] : new String[] {"receipt-id", receipt};
    }

    @Test
    void theExceptionListenerHearsThatASubscriptionWithAListenerIsGone() throws Exception {
        Script first = artemis(broker).expect("SUBSCRIBE").receipt();
        broker.everyFurtherConnection(next -> next.handshake("server", "ActiveMQ-Artemis/2.44.0")
                .clientMayLeave()
                .expect(that("any frame", frame -> true))
                .reply(frame -> frame.command().equals("SUBSCRIBE")
                        ? WireFrame.of("ERROR", "message", "AMQ229020: Invalid filter")
                                .with(receiptOf(frame))
                        : WireFrame.of("RECEIPT").with(receiptOf(frame)))
                .close());
        try (Connection connection = connect(broker)) {
            CompletableFuture<JMSException> told = new CompletableFuture<>();
            connection.setExceptionListener(told::complete);
            Session session = connection.createSession();
            session.createConsumer(session.createQueue("q")).setMessageListener(message -> {});

            first.close();

            assertThat(told.get(10, TimeUnit.SECONDS)).hasMessageContaining("subscribe again to");
            session.createMessage();
        }
    }

    @Test
    void messagesOfTwoConsumersAreHeardInTheOrderInWhichTheyCame() throws Exception {
        Script script = artemis(broker)
                .expect("SUBSCRIBE")
                .receipt()
                .expect("SUBSCRIBE")
                .receipt()
                .reply(message("1", "1", "a1", "m1"))
                .reply(message("1", "2", "a2", "m2"))
                .reply(message("2", "3", "b1", "m3"))
                .reply(message("1", "4", "a3", "m4"))
                .ignoring("ACK");
        bye(script);
        StringBuffer heard = new StringBuffer();
        CountDownLatch all = new CountDownLatch(4);
        try (Connection connection = connect(broker)) {
            connection.stop();
            Session session = connection.createSession();
            for (int i = 0; i < 2; i++) {
                session.createConsumer(session.createQueue("q")).setMessageListener(message -> {
                    try {
                        heard.append(message.getBody(String.class)).append(' ');
                    } catch (JMSException e) {
                        throw new AssertionError(e);
                    }
                    all.countDown();
                });
            }
            connection.start();
            assertThat(all.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(heard.toString()).isEqualTo("m1 m2 m3 m4 ");
    }
}
