package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/** Who suffers from an ERROR, and who does not. */
class RefusalTest {
    @Test
    void anErrorThatNamesNoFrameFailsOnlyTheGuiltyOfSeveralRequests() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("1"))
                    .expect("SEND", body("bad"))
                    .expect("SEND", body("3"))
                    .error("something is wrong")
                    .close();
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .receipt()
                    .expect("SEND", body("1"))
                    .receipt()
                    .expect("SEND", body("bad"))
                    .error("this is wrong")
                    .close();
            broker.connection()
                    .handshake()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .receipt()
                    .expect("SEND", body("3"))
                    .receipt()
                    .expectClose();
            try (Client client = Client.plain(broker)) {
                CompletableFuture<Void> first = client.request("1");
                CompletableFuture<Void> bad = client.request("bad");
                CompletableFuture<Void> third = client.request("3");

                Client.await(first);
                assertThatThrownBy(() -> Client.await(bad))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("this is wrong");
                Client.await(third);
                await().until(() -> client.calls.saw("restored"));
                assertThat(client.calls.sentence()).matches(Calls.GRAMMAR);
            }
        }
    }

    @Test
    void aSubscriptionThatIsRefusedWhenMadeAgainIsFoundAndTheOthersLive() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "a"))
                    .expect("SUBSCRIBE", header("id", "bad"))
                    .expect("SUBSCRIBE", header("id", "c"))
                    .await(ready)
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "a"), lacks("receipt"))
                    .expect("SUBSCRIBE", header("id", "bad"), lacks("receipt"))
                    .expect("SUBSCRIBE", header("id", "c"), lacks("receipt"))
                    .error("no such queue")
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "a"), has("receipt"))
                    .receipt()
                    .expect("SUBSCRIBE", header("id", "bad"), has("receipt"))
                    .errorForLast("no such queue")
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "a"))
                    .message("for a")
                    .expect("SUBSCRIBE", header("id", "c"))
                    .message("for c")
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                client.subscribe("a");
                client.subscribe("bad");
                client.subscribe("c");
                ready.countDown();
                await().until(() -> client.calls.messages().size() == 2);
                assertThat(client.calls.messages()).containsExactly("context of a:for a", "context of c:for c");
                assertThat(client.calls.refused())
                        .singleElement()
                        .asString()
                        .startsWith("context of bad: ")
                        .contains("no such queue");
                await().until(() -> client.calls.sentence().matches(".*refused .*restored .*"));
                assertThat(client.calls.sentence()).matches(Calls.GRAMMAR);
            }
        }
    }

    @Test
    void itGivesUpAfterFruitlessAttempts() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .expect("SEND")
                    .error("out of order")
                    .close();
            broker.everyFurtherConnection(script -> script.handshake()
                    .expect("BEGIN")
                    .expect("ABORT")
                    .error("out of order")
                    .close());
            try (Client client = Client.failover(broker)) {
                CompletableFuture<Void> first = client.request("1");
                CompletableFuture<Void> second = client.request("2");

                for (CompletableFuture<Void> each : List.of(first, second)) {
                    assertThatThrownBy(() -> Client.await(each))
                            .isInstanceOf(StompConnectionException.class)
                            .hasMessageContaining("out of order");
                }
                await().until(() -> client.calls.saw("failed"));
                assertThat(client.calls.count("restore")).isEqualTo(4);
                assertThat(client.calls.sentence()).matches(Calls.GRAMMAR);
                assertThatThrownBy(() -> client.send("late")).isInstanceOf(StompConnectionException.class);
            }
        }
    }

    @Test
    void aWrongPasswordEndsTheSearchAtOnce() {
        Calls calls = new Calls();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().error("bad password").close();
            try (Client client =
                    new Client(Client.failoverUri(broker, "&failover.startupMaxReconnectAttempts=10"), calls)) {
                assertThatThrownBy(client.connection::open)
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("bad password");
            }
        }
        assertThat(calls.words()).isEmpty();
    }

    @Test
    void aHandlerThatFailsWhileItPlaysAgainEndsTheConnectionAndLeavesNoneOpen() {
        Calls calls = new Calls().onRestore((fresh, cautious) -> {
            throw new IllegalStateException("a mistake in the handler");
        });
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.connection().handshake().expectClose();
            try (Client client = Client.failover(broker, "", calls)) {
                opened.countDown();
                await().until(() -> calls.saw("failed"));
                broker.awaitPlayed();
                assertThatThrownBy(() -> client.send("a")).hasMessageContaining("a mistake in the handler");
            }
        }
    }
}
