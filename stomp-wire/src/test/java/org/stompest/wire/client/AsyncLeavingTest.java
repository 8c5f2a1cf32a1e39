package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;
import static org.stompest.wire.client.AsyncClients.QUICK;
import static org.stompest.wire.client.AsyncClients.failureOf;
import static org.stompest.wire.client.AsyncClients.get;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.session.ServerInfo;

/** How an asynchronous client takes leave, and what it leaves behind. */
class AsyncLeavingTest {
    @Test
    void leavingWaitsForHandlersAtWorkAndWhatTheySend() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .message("never begun")
                    .expect("SEND", body("result"))
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker, QUICK.withConcurrency(1));
            CountDownLatch came = new CountDownLatch(1);
            CompletableFuture<Void> go = new CompletableFuture<>();
            get(client.subscribe("/q", message -> {
                came.countDown();
                return go.thenCompose(none -> client.sendConfirmed("/r", "result"));
            }));
            await(came);
            CompletableFuture<Void> left = client.disconnect();
            assertThat(client.disconnect()).isSameAs(left);
            assertThat(failureOf(client.subscribe("/r", MessageHandler.blocking(message -> {}))))
                    .hasMessageContaining("disconnecting");
            assertThat(left).isNotDone();
            go.complete(null);
            get(left);
            get(client.disconnected());
            assertThat(client.isConnected()).isFalse();
            assertThat(failureOf(client.send("/q", "late")))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("disconnected");
            broker.awaitPlayed();
        }
    }

    @Test
    void leavingDoesNotWaitForeverForAHandler() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker, QUICK.withDisconnectTimeout(Duration.ofMillis(300)));
            CountDownLatch came = new CountDownLatch(1);
            get(client.subscribe("/q", message -> {
                came.countDown();
                return new CompletableFuture<>();
            }));
            await(came);
            client.close();
            get(client.disconnected());
            broker.awaitPlayed();
        }
    }

    @Test
    void leavingDoesNotWaitForeverForAnAnswer() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("DISCONNECT").expectClose();
            AsyncStompClient client = AsyncClients.plain(broker, QUICK.withDisconnectTimeout(Duration.ofMillis(300)));
            client.close();
            get(client.disconnected());
            broker.awaitPlayed();
        }
    }

    @Test
    void closingAtOnceDoesNotHideThatAHandlerHasFailed() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CompletableFuture<Optional<StompException>> told = new CompletableFuture<>();
            AsyncStompClient client = failing(broker, QUICK.withConnectionListener(tellingTheEnd(told)));

            client.close(true);

            assertThat(failureOf(client.disconnected())).hasMessage("cannot be stored");
            assertThat(get(told)).get().extracting(Throwable::getCause).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anInterruptWhileClosingDoesNotHideThatAHandlerHasFailed() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            AsyncStompClient client = failing(broker, QUICK);

            Thread.currentThread().interrupt();
            client.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failureOf(client.disconnected())).hasMessage("cannot be stored");
        }
    }

    /** A client that takes leave because of a handler, and waits for a receipt that does not come. */
    private static AsyncStompClient failing(ScriptedBroker broker, ClientOptions options) {
        broker.connection()
                .handshake()
                .autoReceipts()
                .expect("SUBSCRIBE")
                .message("one")
                .noAutoReceipts()
                .expect("DISCONNECT")
                .silence();
        AsyncStompClient client = AsyncClients.plain(broker, options);
        get(client.subscribe("/q", message -> {
            throw new IllegalStateException("cannot be stored");
        }));
        broker.awaitReceived(all -> all.size() == 3);
        return client;
    }

    @Test
    void aHandlerThatFailsWhileItIsWaitedForIsTold() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker);
            CountDownLatch came = new CountDownLatch(1);
            CompletableFuture<Void> handled = new CompletableFuture<>();
            get(client.subscribe("/q", message -> {
                came.countDown();
                return handled;
            }));
            await(came);
            CompletableFuture<Void> left = client.disconnect();
            handled.completeExceptionally(new IllegalStateException("cannot be stored"));
            get(left);
            assertThat(failureOf(client.disconnected())).hasMessage("cannot be stored");
        }
    }

    private static ConnectionListener tellingTheEnd(CompletableFuture<Optional<StompException>> told) {
        return new ConnectionListener() {
            @Override
            public void onDisconnected(Optional<StompException> why) {
                told.complete(why);
            }
        };
    }

    @Test
    void aHandlerMayCloseItsClient() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .expect("ACK")
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker);
            client.subscribe("/q", MessageHandler.blocking(message -> client.close()));
            CompletableFuture<Void> over = new CompletableFuture<>();
            broker.awaitPlayed();
            client.disconnected().thenRun(() -> over.complete(null));
            get(over);
        }
    }

    @Test
    void whatDependsOnAFutureMayCloseTheClient() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SEND")
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker);
            get(client.sendConfirmed("/q", "one").thenRun(client::close));
            get(client.disconnected());
            broker.awaitPlayed();
        }
    }

    @Test
    void aClientThatWasNeverConnectedHasNothingToEnd() {
        AsyncStompClient client = AsyncClients.unconnected("tcp://127.0.0.1:1", QUICK);
        assertThat(client.disconnected()).isCompleted();
        assertThat(client.disconnect()).isCompleted();
        assertThat(client.isConnected()).isFalse();
        client.close(true);
        client.close();
    }

    @Test
    void aConnectThatFailsTellsWhyAndMayBeTriedAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().error("wrong password").close();
            broker.connection().handshake().autoReceipts().expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK)) {
                CompletableFuture<ServerInfo> connected = client.connect();
                CompletableFuture<Void> sent = client.send("/q", "one");
                assertThat(failureOf(connected))
                        .isInstanceOf(StompException.class)
                        .hasMessageContaining("wrong password");
                assertThat(failureOf(client.disconnected())).hasMessageContaining("wrong password");
                assertThat(failureOf(sent)).isInstanceOf(StompConnectionException.class);
                get(client.connect());
                assertThat(client.disconnected()).isNotDone();
            }
        }
    }

    @Test
    void aConnectThatBreaksCompletesEverybodysFuture() {
        CompletableFuture<Optional<StompException>> told = new CompletableFuture<>();
        ClientOptions options = QUICK.withConnectionListener(tellingTheEnd(told))
                .withTransports((broker, how) -> {
                    throw new AssertionError("no transport today");
                });
        AsyncStompClient client = AsyncClients.unconnected("tcp://127.0.0.1:1", options);
        assertThat(failureOf(client.connect()))
                .isInstanceOf(StompException.class)
                .hasMessageContaining("no transport today");
        assertThat(failureOf(client.disconnected())).hasMessageContaining("no transport today");
        assertThat(get(told)).isPresent();
    }

    @Test
    void closingAtOnceEndsAConnectThatIsUnderWay() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().silence();
            AsyncStompClient client = AsyncClients.unconnected(broker.uri(), QUICK);
            CompletableFuture<ServerInfo> connected = client.connect();
            broker.awaitReceived(all -> all.size() == 1);
            client.close(true);
            assertThat(failureOf(connected)).isInstanceOf(StompConnectionException.class);
            get(client.disconnected());
        }
    }

    @Test
    void subscriptionsThatAreKeptAreMadeAgainWithTheirHandlers() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .expect("SUBSCRIBE")
                    .expectClose();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("destination", "/a"))
                    .expect("SUBSCRIBE", header("destination", "/b"))
                    .message("one")
                    .expect("ACK")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<String> came = new CompletableFuture<>();
                get(client.subscribe("/a", MessageHandler.blocking(message -> {})));
                get(client.subscribe("/b", MessageHandler.blocking(message -> came.complete(message.text()))));
                client.close(false);
                get(client.disconnected());
                get(client.connect());
                assertThat(get(came)).isEqualTo("one");
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void whatIsUnsubscribedFromWhileItIsMadeAgainDoesNotHauntTheBroker() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch go = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .expect("SUBSCRIBE")
                    .expectClose();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("destination", "/a"))
                    .await(go)
                    .receipt()
                    .autoReceipts()
                    .expect("UNSUBSCRIBE")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                MessageHandler handler = MessageHandler.blocking(message -> {});
                StompSubscription a = get(client.subscribe("/a", handler));
                StompSubscription b = get(client.subscribe("/b", handler));
                client.close(false);
                get(client.disconnected());
                CompletableFuture<ServerInfo> connected = client.connect();
                broker.awaitReceived(all -> all.size() == 5);
                get(client.unsubscribe(a));
                get(client.unsubscribe(b));
                go.countDown();
                get(connected);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aListenerIsToldOfEverythingInOrderAndMayCallTheClient() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SEND", body("from the listener"))
                    .close();
            broker.connection().handshake().autoReceipts().expect("SEND").expect("DISCONNECT");
            List<String> told = new CopyOnWriteArrayList<>();
            CompletableFuture<AsyncStompClient> self = new CompletableFuture<>();
            CountDownLatch disconnected = new CountDownLatch(1);
            ConnectionListener listener = new ConnectionListener() {
                @Override
                public void onConnecting(BrokerAddress broker, int attempt) {
                    told.add("connecting");
                }

                @Override
                public void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {
                    told.add("connected " + again);
                    self.join().send("/q", "from the listener").join();
                }

                @Override
                public void onConnectionLost(BrokerAddress broker, StompException why) {
                    told.add("lost");
                }

                @Override
                public void onDisconnected(Optional<StompException> why) {
                    told.add("disconnected " + why.isPresent());
                    disconnected.countDown();
                }
            };
            try (AsyncStompClient client = AsyncClients.failover(broker, QUICK.withConnectionListener(listener))) {
                self.complete(client);
                broker.awaitReceived(all -> all.size() == 4);
            }
            await(disconnected);
            assertThat(told)
                    .containsExactly(
                            "connecting",
                            "connected false",
                            "lost",
                            "connecting",
                            "connected true",
                            "disconnected false");
        }
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().until(() -> latch.getCount() == 0);
    }

    @Test
    void whoeverDoesNotWaitForTheReceiptOfDisconnectAsksForNone() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .expect("DISCONNECT", lacks("receipt"))
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker);
            CountDownLatch came = new CountDownLatch(1);
            get(client.subscribe("/q", message -> {
                came.countDown();
                return new CompletableFuture<>();
            }));
            await(came);
            get(client.disconnect(Duration.ZERO));
            get(client.disconnected());
            broker.awaitPlayed();
        }
    }

    @Test
    void theSumsOfTheLastConnectStayReadable() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().autoReceipts().expect("SEND").expect("DISCONNECT");
            AsyncStompClient client = AsyncClients.plain(broker);
            get(client.sendConfirmed("/q", "one"));
            get(client.disconnect());
            assertThat(client.statistics().framesSent()).isEqualTo(3);
            assertThat(client.statistics().receiptsReceived()).isEqualTo(2);
        }
    }
}
