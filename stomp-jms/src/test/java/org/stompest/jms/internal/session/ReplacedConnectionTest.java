package org.stompest.jms.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.fake.ConfirmingDialect;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** A sender gets its connection before it takes the lock of the transaction; here that connection is lost in between. */
class ReplacedConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScriptedBroker broker = new ScriptedBroker();
    private final CountDownLatch cut = new CountDownLatch(1);
    private BrokerLink link;
    private Transaction transaction;
    private StompConnection first;

    private void connect() throws Exception {
        link = new BrokerLink(
                StompUri.parse("failover:(" + broker.uri() + ")?initialReconnectDelay=5&useExponentialBackOff=false"),
                null,
                null,
                PATIENCE,
                PATIENCE,
                Duration.ofSeconds(1),
                why -> {});
        transaction = new Transaction(link, 1_000_000);
        first = connection();
    }

    @AfterEach
    void end() {
        cut.countDown();
        link.close();
        broker.close();
    }

    private StompConnection connection() throws Exception {
        return link.await(Deadline.in(PATIENCE), "send to", "q");
    }

    private SentFrame entry(StompHeaders headers, CompletableFuture<Void> outcome) {
        StompFrame send = ClientFrames.send(
                headers.toBuilder().add("transaction", transaction.id()), "m".getBytes(StandardCharsets.UTF_8), 0, 1);
        return SentFrame.written(send, "q", outcome);
    }

    @Test
    void anEmptyTransactionIsNotBoundToAConnectionThatWasReplaced() throws Exception {
        broker.connection()
                .handshake("server", "ActiveMQ-Artemis/2.44.0")
                .await(cut)
                .close();
        broker.connection()
                .handshake("server", "ActiveMQ-Artemis/2.44.0")
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("m"))
                .expect("COMMIT")
                .expect("DISCONNECT");
        connect();
        cut.countDown();
        await().until(() -> !first.isOpen());
        StompConnection second = connection();
        SentFrame entry = entry(StompHeaders.of("destination", "q"), null);

        assertThat(transaction.sendOn(first, entry, null)).isFalse();
        assertThat(transaction.sendOn(second, entry, null)).isTrue();
        transaction.commit(null, Deadline.in(PATIENCE));
    }

    @Test
    void whatCouldNotBeBegunOnALostConnectionIsAnsweredOnTheNext() throws Exception {
        broker.connection()
                .handshake("server", ConfirmingDialect.SERVER)
                .await(cut)
                .close();
        connect();
        broker.stopListening();
        cut.countDown();
        await().until(() -> !first.isOpen());
        SentFrame entry = entry(StompHeaders.of("destination", "q", "receipt", "r"), null);

        assertThat(transaction.sendOn(first, entry, null)).isTrue();
        CompletableFuture<Void> answer = entry.answer();
        assertThat(answer).isNotNull().isNotDone();

        broker.connection()
                .handshake("server", ConfirmingDialect.SERVER)
                .autoReceipts()
                .expect("BEGIN")
                .expect("SEND", body("m"))
                .expect("DISCONNECT");
        broker.listenAgain();
        answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
