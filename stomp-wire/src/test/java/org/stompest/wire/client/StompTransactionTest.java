package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.that;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompHeaders;

class StompTransactionTest {
    @Test
    void whatIsDoneInATransactionCarriesItsId() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .message("two")
                    .expect("BEGIN", has("transaction"))
                    .expect("SEND", has("transaction"))
                    .expect("SEND", has("transaction"))
                    .receipt()
                    .expect("ACK", has("transaction"))
                    .expect("NACK", has("transaction"))
                    .expect("COMMIT", has("transaction"), has("receipt"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a");
            StompMessage one = Sync.receive(client);
            StompMessage two = Sync.receive(client);

            String result = client.inTransaction(transaction -> {
                transaction.send("b", "text");
                transaction.send("b", new byte[] {1}, StompHeaders.of("receipt", "mine"));
                transaction.ack(one);
                transaction.nack(two);
                return transaction.id();
            });

            assertThat(broker.received())
                    .filteredOn(frame -> frame.header("transaction") != null)
                    .hasSize(6)
                    .allMatch(frame -> frame.header("transaction").equals(result));
            client.close(true);
        }
    }

    @Test
    void workThatFailsIsAborted() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("SEND")
                    .expect("ABORT", has("receipt"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            IllegalStateException reason = new IllegalStateException("no");

            assertThatThrownBy(() -> client.transaction(transaction -> {
                        transaction.send("b", "text");
                        throw reason;
                    }))
                    .isSameAs(reason);
            client.close(true);
        }
    }

    @Test
    void aTransactionEndsOnce() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("COMMIT")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompTransaction transaction = client.begin();
            transaction.commit();

            assertThatThrownBy(transaction::commit)
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("committed already");
            assertThatThrownBy(transaction::abort).isInstanceOf(StompProtocolException.class);
            assertThatThrownBy(() -> transaction.send("a", "b")).isInstanceOf(StompProtocolException.class);
            transaction.close();
            client.close(true);
        }
    }

    @Test
    void aRefusedCommitIsTheCallers() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("COMMIT")
                    .errorForLast("duplicate")
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();

            assertThatThrownBy(() -> client.transaction(transaction -> {}))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("duplicate");
            client.close(true);
        }
    }

    @Test
    void aTransactionIsLostWithItsConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch begun = new CountDownLatch(1);
            broker.connection().handshake().expect("BEGIN").await(begun).reset();
            broker.connection().handshake().expect("BEGIN").expect("COMMIT").reset();
            broker.connection().handshake().expectClose();
            StompClient client = Sync.failover(broker, Sync.OPTIONS).connect();
            StompTransaction lost = client.begin();
            begun.countDown();
            await().until(() -> broker.connections() == 2 && client.isConnected());

            assertThatThrownBy(() -> lost.send("a", "b"))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("begin it anew");
            lost.close();

            StompTransaction inDoubt = client.begin();
            assertThatThrownBy(inDoubt::commit)
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isTrue());
            await().until(() -> broker.connections() == 3 && client.isConnected());
            client.close(true);
        }
    }

    @Test
    void messagesOfAnotherConnectionAreNoPartOfATransaction() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .expectClose();
            broker.connection().handshake().expect("BEGIN").expectClose();
            StompClient one = Sync.plain(broker).connect();
            one.subscribe("a");
            StompMessage message = Sync.receive(one);
            StompClient other = Sync.plain(broker).connect();
            StompTransaction transaction = other.begin();

            assertThatThrownBy(() -> transaction.ack(message))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("another connection");
            broker.awaitReceived(frames ->
                    frames.stream().anyMatch(that("BEGIN", f -> f.command().equals("BEGIN"))::matches));
            one.close(true);
            other.close(true);
        }
    }
}
