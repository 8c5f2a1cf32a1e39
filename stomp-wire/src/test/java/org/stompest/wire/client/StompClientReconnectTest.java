package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/** What becomes of a client when connections come and go. */
class StompClientReconnectTest {
    /** Writes down what it is told, a word for each. */
    private static final class Diary implements ConnectionListener {
        private final List<String> words = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();

        private void note(String word) {
            words.add(word);
            threads.add(Thread.currentThread().getName());
        }

        @Override
        public void onConnecting(BrokerAddress broker, int attempt) {
            note("connecting");
        }

        @Override
        public void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {
            note(again ? "again" : "connected");
        }

        @Override
        public void onConnectionLost(BrokerAddress broker, StompException why) {
            note("lost");
        }

        @Override
        public void onSubscriptionLost(StompSubscription subscription, StompProtocolException why) {
            note("gone " + subscription.id());
        }

        @Override
        public void onError(StompFrame error) {
            note("error " + error.header("message"));
        }

        @Override
        public void onDisconnected(Optional<StompException> why) {
            note("disconnected" + (why.isPresent() ? " in the end" : ""));
        }
    }

    private final Diary diary = new Diary();
    private final ClientOptions options = Sync.OPTIONS.withConnectionListener(diary);

    @Test
    void aListenerIsToldInOrderOnAThreadOfItsOwn() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch go = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .await(go)
                    .reset();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "good"), lacks("receipt"))
                    .expect("SUBSCRIBE", header("id", "bad"), lacks("receipt"))
                    .error("not any more")
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "good"), has("receipt"))
                    .receipt()
                    .expect("SUBSCRIBE", header("id", "bad"), has("receipt"))
                    .errorForLast("not any more")
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "good"))
                    .expect("DISCONNECT")
                    .expectClose();
            StompClient client = Sync.failover(broker, options).connect();
            client.subscribe("a", StompHeaders.of("id", "good"));
            client.subscribe("b", StompHeaders.of("id", "bad"));
            go.countDown();
            await().until(() -> diary.words.contains("gone bad"));
            await().until(() -> diary.words.get(diary.words.size() - 1).equals("again"));

            client.disconnect();

            await().until(() -> diary.words.contains("disconnected"));
            assertThat(diary.words).startsWith("connecting", "connected", "lost", "connecting");
            assertThat(diary.words).contains("error not any more", "gone bad");
            assertThat(diary.words).endsWith("again", "disconnected");
            assertThat(diary.threads).allMatch(name -> name.startsWith("stomp-events"));
        }
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        ConnectionListener failing = new ConnectionListener() {
            @Override
            public void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {
                diary.onConnected(broker, server, again);
                throw new IllegalStateException("a mistake of the listener");
            }

            @Override
            public void onDisconnected(Optional<StompException> why) {
                diary.onDisconnected(why);
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expectClose();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withConnectionListener(failing))
                    .connect();

            client.close(true);

            await().until(() -> diary.words.equals(List.of("connected", "disconnected")));
        }
    }

    @Test
    void subscriptionsThatWereKeptAreMadeAgainInTheirOrder() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "1"), header("destination", "a"), header("x", "y"))
                    .expect("SUBSCRIBE", header("id", "2"))
                    .expect("SUBSCRIBE", header("id", "3"))
                    .expect("UNSUBSCRIBE", header("id", "2"))
                    .expectClose();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "1"), header("destination", "a"), header("x", "y"))
                    .expect("SUBSCRIBE", header("id", "3"))
                    .message("hello")
                    .expectClose();
            broker.connection().handshake().expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.subscribe("a", StompHeaders.of("id", "1", "x", "y"));
            StompSubscription second = client.subscribe("b", StompHeaders.of("id", "2"));
            StompSubscription third = client.subscribe("c", StompHeaders.of("id", "3"));
            client.unsubscribe(second);
            client.close(false);

            client.connect();
            assertThat(Sync.receive(client).subscription()).isSameAs(third);
            client.close(true);

            client.connect();
            client.close(true);
        }
    }

    @Test
    void aCallInTheMiddleOfAReconnectWaits() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch lost = new CountDownLatch(1);
            broker.connection().handshake().await(lost).reset();
            CountDownLatch later = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(later)
                    .connected("1.2")
                    .expect("SEND")
                    .receipt()
                    .expectClose();
            StompClient client = Sync.failover(broker, options).connect();
            lost.countDown();
            broker.awaitReceived(frames -> frames.size() == 2);

            CompletableFuture<Void> send = CompletableFuture.runAsync(() -> client.sendConfirmed("a", "b"));
            assertThat(send).isNotDone();
            later.countDown();

            assertThat(send).succeedsWithin(Sync.PATIENCE);
            client.close(true);
        }
    }

    @Test
    void whenNoBrokerIsLeftEverybodyHearsOfIt() {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("last")
                    .await(read)
                    .close();
            StompClient client = Sync.plain(broker, options).connect();
            client.subscribe("a", StompHeaders.of("ack", "auto"));
            assertThat(client.canRead(Sync.PATIENCE)).isTrue();
            read.countDown();

            await().until(() -> diary.words.contains("disconnected in the end"));

            assertThat(client.isConnected()).isFalse();
            assertThat(Sync.receive(client).text())
                    .as("it counts as acknowledged")
                    .isEqualTo("last");
            assertThatThrownBy(client::receive)
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("closed the connection");
            assertThatThrownBy(() -> client.send("x", "y")).isInstanceOf(StompConnectionException.class);
            client.close(true);
        }
    }

    @Test
    void afterALossForGoodTheClientCanConnectAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").receipt().close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("hello")
                    .expectClose();
            StompClient client = Sync.plain(broker, options).connect();
            StompSubscription subscription = client.subscribe("a");
            await().until(() -> diary.words.contains("disconnected in the end"));

            client.connect();

            assertThat(Sync.receive(client).subscription()).isSameAs(subscription);
            client.close(true);
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
                    .expect("SUBSCRIBE")
                    .expectClose();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "1"))
                    .await(go)
                    .receipt()
                    .expect("UNSUBSCRIBE", header("id", "1"))
                    .receipt()
                    .expect("SUBSCRIBE", header("id", "3"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription first = client.subscribe("a", StompHeaders.of("id", "1"));
            StompSubscription second = client.subscribe("b", StompHeaders.of("id", "2"));
            client.subscribe("c", StompHeaders.of("id", "3"));
            client.close(false);

            CompletableFuture<Void> connect = CompletableFuture.runAsync(client::connect);
            broker.awaitReceived(frames -> frames.size() == 6);
            client.unsubscribe(first);
            client.unsubscribe(second);
            assertThatThrownBy(() -> client.unsubscribe(second)).isInstanceOf(StompProtocolException.class);
            go.countDown();

            assertThat(connect).succeedsWithin(Sync.PATIENCE);
            client.close(true);
            broker.awaitPlayed();
        }
    }

    @Test
    void aConnectThatBreaksIsNotToldAsIfItWereAskedFor() {
        StompClient client = new StompClient(Sync.uri("tcp://127.0.0.1:1"), options.withTransports((broker, how) -> {
            throw new IllegalStateException("no transport today");
        }));

        assertThatThrownBy(client::connect).hasMessage("no transport today");

        await().until(() -> diary.words.contains("disconnected in the end"));
        assertThat(diary.words).containsExactly("connecting", "disconnected in the end");
        assertThat(client.isConnected()).isFalse();
    }
}
