package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;

/** Who is told what became of a repeated request finds a connection: a close right after it says DISCONNECT. */
class RepeatedRequestsTest {
    @Test
    void theOutcomeIsToldWhenTheConnectionStandsAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").expect("SEND").close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("SEND", body("a"))
                    .expect("SEND", body("b"))
                    .expect("DISCONNECT")
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                CompletableFuture<Boolean> first = standsWhenTold(client, client.request("a"));
                CompletableFuture<Boolean> second = standsWhenTold(client, client.request("b"));

                assertThat(first.join()).isTrue();
                assertThat(second.join()).isTrue();
                client.connection.close(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aRefusalIsToldBeforeTheNextConnectionIsPlayedOn() {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> knownThen = new CompletableFuture<>();
        Calls calls = new Calls();
        calls.onRestore((fresh, cautious) -> {
            if (cautious) {
                knownThen.complete(outcome.isDone());
            }
        });
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .noAutoReceipts()
                    .expect("SEND", body("bad"))
                    .errorForLast("no")
                    .close();
            broker.connection().handshake().expectClose();
            try (Client client = Client.failover(broker, "", calls)) {
                client.request("bad", outcome);

                assertThat(knownThen.join()).isTrue();
                assertThatThrownBy(() -> Client.await(outcome))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("no");
                calls.awaitWord("restored");
            }
        }
    }

    @Test
    void theOutcomeIsToldTooWhereTheConnectionIsLostAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch lastBroker = new CountDownLatch(1);
            broker.connection().handshake().expect("SEND").expect("SEND").close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("SEND", body("a"))
                    .noAutoReceipts()
                    .expect("SEND", body("b"))
                    .await(lastBroker)
                    .close();
            try (Client client = Client.failover(broker)) {
                CompletableFuture<Void> done = client.request("a");
                CompletableFuture<Void> open = client.request("b");
                broker.awaitReceived(all ->
                        all.stream().filter(frame -> frame.text().equals("b")).count() == 2);
                assertThat(done).isNotDone();
                broker.stopListening();
                lastBroker.countDown();

                Client.await(done);
                assertThat(open).isNotDone();
            }
        }
    }

    @Test
    void aRequestThatIsGivenUpWhileItWaitsForTheRecoveryIsNotRepeated() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch givenUp = new CountDownLatch(1);
            broker.connection().handshake().expect("SEND").close();
            broker.connection()
                    .expectConnect()
                    .await(givenUp)
                    .connected("1.2")
                    .autoReceipts()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                CompletableFuture<Void> outcome = client.request("a");
                await().until(() -> client.calls.saw("interrupted"));
                outcome.cancel(false);
                givenUp.countDown();
                await().until(() -> client.calls.saw("restored"));
            }
        }
    }

    @Test
    void aTransactionWhoseCommitIsInDoubtIsPlayedAgainWhenTheBrokerHasHadTimeForTheFirst() {
        AtomicLong begun = new AtomicLong();
        CompletableFuture<Long> restored = new CompletableFuture<>();
        Calls calls = new Calls();
        calls.onRestore((fresh, cautious) -> restored.complete(System.nanoTime()));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("COMMIT")
                    .then(frame -> begun.set(System.nanoTime()))
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("COMMIT")
                    .expectClose();
            try (Client client = Client.failover(broker, "", calls)) {
                CompletableFuture<Void> outcome = new CompletableFuture<>();
                StompFrame commit = ClientFrames.commit("t", client.connection.nextReceiptId());
                client.connection.request(commit, () -> List.of(commit), Flush.NOW, Client.patience(), outcome);

                Client.await(outcome);
                assertThat(Duration.ofNanos(restored.join() - begun.get())).isGreaterThan(Duration.ofMillis(249));
            }
        }
    }

    @Test
    void nothingElseRestsAfterALoss() {
        long since = TimeUnit.MILLISECONDS.toNanos(100);

        assertThat(Recovery.settlingNanos(false, since)).isZero();
        assertThat(Recovery.settlingNanos(true, since)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(Recovery.settlingNanos(true, 3 * since)).isZero();
    }

    /** Told, on the thread that completes the outcome, whether there is a connection without waiting. */
    private static CompletableFuture<Boolean> standsWhenTold(Client client, CompletableFuture<Void> outcome) {
        return outcome.handle((done, failed) -> client.connection.isConnected()
                && client.connection.await(Deadline.in(Duration.ZERO)).isOpen());
    }
}
