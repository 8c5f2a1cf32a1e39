package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.wire.client.AsyncClients.failureOf;
import static org.stompest.wire.client.AsyncClients.get;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/** Transactions on futures: what is written, and what becomes of them when work or connection fail. */
class AsyncTransactionTest {
    @Test
    void whatIsDoneInATransactionIsCommitted() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("BEGIN", has("transaction"))
                    .expect("SEND", has("transaction"), body("one"))
                    .expect("COMMIT", has("transaction"), has("receipt"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                String result = get(client.inTransaction(
                        transaction -> transaction.send("/q", "one").thenApply(none -> "done")));
                assertThat(result).isEqualTo("done");
            }
            broker.awaitPlayed();
            assertThat(broker.received().stream()
                            .map(frame -> frame.header("transaction"))
                            .filter(id -> id != null)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void workThatFailsIsAborted() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("BEGIN")
                    .expect("SEND")
                    .expect("ABORT", has("receipt"))
                    .expect("BEGIN")
                    .expect("ABORT")
                    .expect("BEGIN")
                    .expect("ABORT")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                IllegalStateException failure = new IllegalStateException("no");
                assertThat(failureOf(client.transaction(transaction -> transaction
                                .send("/q", "one")
                                .thenCompose(none -> CompletableFuture.failedFuture(failure)))))
                        .isSameAs(failure);
                assertThat(failureOf(client.transaction(transaction -> {
                            throw failure;
                        })))
                        .isSameAs(failure);
                assertThat(failureOf(client.transaction(transaction -> null))).isInstanceOf(NullPointerException.class);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aTransactionThatIsOverTakesNothingMore() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("BEGIN")
                    .expect("COMMIT")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                AsyncTransaction transaction = get(client.begin());
                get(transaction.commit());
                assertThat(failureOf(transaction.send("/q", "late")))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("committed already");
                assertThat(failureOf(transaction.abort())).isInstanceOf(StompProtocolException.class);
                assertThat(failureOf(transaction.commit())).isInstanceOf(StompProtocolException.class);
            }
        }
    }

    @Test
    void aTransactionIsLostWithItsConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch begun = new CountDownLatch(1);
            broker.connection().handshake().expect("BEGIN").await(begun).close();
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                AsyncTransaction transaction = get(client.begin());
                begun.countDown();
                AsyncClients.awaitReplacement(broker, client);
                assertThat(failureOf(transaction.send("/q", "one")))
                        .isInstanceOfSatisfying(
                                StompConnectionException.class,
                                lost -> assertThat(lost.mayHaveReachedBroker()).isFalse());
                get(transaction.abort());
            }
            assertThat(broker.received("SEND")).isEmpty();
            assertThat(broker.received("ABORT")).isEmpty();
        }
    }

    @Test
    void aCommitThatIsLostMayHaveBeenDone() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("BEGIN").expect("COMMIT").close();
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                AsyncTransaction transaction = get(client.begin());
                assertThat(failureOf(transaction.commit()))
                        .isInstanceOfSatisfying(
                                StompConnectionException.class,
                                lost -> assertThat(lost.mayHaveReachedBroker()).isTrue());
                AsyncClients.awaitReplacement(broker, client);
            }
        }
    }

    @Test
    void aMessageIsAcknowledgedWithinATransactionAndNotAgainAfterwards() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("in")
                    .expect("BEGIN")
                    .expect("ACK", has("transaction"))
                    .expect("SEND", has("transaction"), body("out"))
                    .expect("COMMIT")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<Void> handled = new CompletableFuture<>();
                get(client.subscribe(
                        "/q",
                        message -> client.transaction(transaction -> {
                                    transaction.ack(message);
                                    return transaction.send("/out", "out");
                                })
                                .thenRun(() -> handled.complete(null))));
                get(handled);
            }
            broker.awaitPlayed();
            assertThat(broker.received("ACK")).extracting(WireFrame::command).hasSize(1);
        }
    }
}
