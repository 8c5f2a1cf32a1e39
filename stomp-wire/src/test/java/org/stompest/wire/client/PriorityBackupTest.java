package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.frame.StompVersion;

/** While connected to another broker, a preferred one is tried in the background and returned to. */
class PriorityBackupTest {
    private final ScriptedBroker preferred = new ScriptedBroker();
    private final ScriptedBroker other = new ScriptedBroker();

    @BeforeEach
    void thePreferredBrokerIsDown() {
        preferred.stopListening();
    }

    @AfterEach
    void everythingWentByTheScripts() {
        try (preferred;
                other) {
            await().until(() -> !Brokers.threadLives("stomp-standby", preferred));
        }
    }

    private Client connect() {
        return connect(new Calls());
    }

    private Client connect(Calls calls) {
        Client client = new Client(
                Brokers.uri("&failover.priorityBackup=true&failover.priorityURIs=" + preferred.uri(), preferred, other),
                calls);
        client.connection.open();
        assertThat(client.broker()).isEqualTo(other.uri());
        return client;
    }

    @Test
    void thePreferredBrokerIsReturnedToAndTheOtherOneIsLeftInGoodOrder() {
        other.connection()
                .handshake()
                .autoReceipts()
                .expect("SUBSCRIBE", header("id", "a"))
                .expect("SUBSCRIBE", header("id", "b"))
                .message("unacknowledged")
                .expect("DISCONNECT")
                .expectClose();
        preferred
                .connection()
                .expectConnect()
                .connected("1.1")
                .expect("SUBSCRIBE", header("id", "a"), lacks("receipt"))
                .expect("SUBSCRIBE", header("id", "b"), lacks("receipt"))
                .message("unacknowledged")
                .expect("SEND", body("after"))
                .expect("DISCONNECT")
                .receipt()
                .expectClose();
        try (Client client = connect()) {
            client.subscribe("a");
            client.subscribe("b");
            await().until(() -> client.calls.messages().size() == 1);
            preferred.listenAgain();

            await().until(() -> client.calls.saw("restored"));
            client.send("after");
            await().until(() -> client.calls.messages().size() == 2);

            assertThat(client.calls.messages())
                    .containsExactly("context of b:unacknowledged", "context of b:unacknowledged");
            assertThat(client.broker()).isEqualTo(preferred.uri());
            assertThat(client.connection.await(Client.patience()).server().version())
                    .isEqualTo(StompVersion.V1_1);
            assertThat(client.calls.sentence()).matches(Calls.GRAMMAR);
            assertThat(client.calls.reasons())
                    .singleElement()
                    .asString()
                    .contains("a preferred broker is back: " + preferred.uri());
            assertThat(client.connection.statistics().reconnects()).isEqualTo(1);
            client.connection.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void whatIsInFlightIsConfirmedBeforeTheOtherBrokerIsLeft() {
        AtomicReference<WireFrame> send = new AtomicReference<>();
        other.connection()
                .handshake()
                .expect("SEND", body("a"))
                .then(send::set)
                .expect("DISCONNECT")
                .reply(disconnect ->
                        WireFrame.of("RECEIPT", "receipt-id", send.get().header("receipt")))
                .receipt()
                .expectClose();
        preferred.connection().handshake().expectClose();
        try (Client client = connect()) {
            CompletableFuture<Void> once = client.requestOnce("a");
            preferred.listenAgain();

            Client.await(once);
            await().until(() -> client.calls.saw("restored"));
        }
    }

    @Test
    void whatTheOtherBrokerDoesNotConfirmIsRepeated() {
        other.connection()
                .handshake()
                .expect("SEND", body("a"))
                .expect("DISCONNECT")
                .close();
        preferred
                .connection()
                .handshake()
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SEND", body("a"))
                .expectClose();
        try (Client client = connect()) {
            CompletableFuture<Void> outcome = client.request("a");
            preferred.listenAgain();

            Client.await(outcome);
            await().until(() -> client.calls.saw("restored"));
        }
    }

    @Test
    void sendersAreHeldWhileTheOtherBrokerIsLeft() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        other.connection()
                .handshake()
                .expect("DISCONNECT")
                .await(waiting)
                .receipt()
                .expectClose();
        preferred.connection().handshake().expect("SEND", body("a")).expectClose();
        try (Client client = connect()) {
            preferred.listenAgain();
            other.awaitReceived(all -> all.size() == 2);
            FutureTask<Void> send = new FutureTask<>(() -> client.send("a"), null);
            Thread sender = new Thread(send, "test-sender");
            sender.start();
            await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
            assertThat(client.connection.isConnected()).isFalse();
            waiting.countDown();
            send.get();
            preferred.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("a")));
        }
    }

    @Test
    void aPreferredBrokerThatDiesWhileEverythingIsPlayedAgainIsLeftToTheOtherOne() {
        CountDownLatch restoring = new CountDownLatch(1);
        other.connection()
                .handshake()
                .autoReceipts()
                .expect("SUBSCRIBE")
                .expect("DISCONNECT")
                .expectClose();
        preferred
                .connection()
                .handshake()
                .expect("SUBSCRIBE")
                .await(restoring)
                .then(subscribe -> preferred.stopListening())
                .close();
        other.connection().handshake().expect("SUBSCRIBE").message("m").expectClose();
        Calls calls = new Calls();
        calls.onRestore((fresh, cautious) -> {
            if (fresh.address().toString().equals(preferred.uri())) {
                restoring.countDown();
                await().until(() -> !fresh.isOpen());
            }
        });
        try (Client client = connect(calls)) {
            client.subscribe("s");
            preferred.listenAgain();

            await().until(() -> client.calls.messages().size() == 1);
            await().until(() -> client.calls.saw("restored"));
            assertThat(client.calls.words().stream()
                            .filter(word -> !word.equals("message"))
                            .toList())
                    .containsExactly("interrupted", "restore", "interrupted", "restore", "restored");
            assertThat(client.broker()).isEqualTo(other.uri());
        }
    }

    @Test
    void aPreferredBrokerThatRefusesTheConnectionIsTriedAgainAndNobodyNotices() {
        CountDownLatch done = new CountDownLatch(1);
        other.connection().handshake().await(done).expectClose();
        preferred.connection().expectConnect().error("starting up").close();
        preferred
                .connection()
                .expectConnect()
                .error("starting up")
                .then(f -> preferred.stopListening())
                .close();
        try (Client client = connect()) {
            preferred.listenAgain();
            preferred.awaitPlayed();

            assertThat(client.calls.words()).isEmpty();
            assertThat(client.connection.isConnected()).isTrue();
            done.countDown();
        }
    }

    @Test
    void aCloseWhileTheOtherBrokerIsLeftWaitsNoLongerThanItMay() {
        other.connection().handshake().expect("DISCONNECT").expectClose();
        preferred.connection().handshake().expectClose();
        try (Client client = connect()) {
            preferred.listenAgain();
            other.awaitReceived(all -> all.size() == 2);

            FutureTask<Void> close = new FutureTask<>(() -> client.connection.close(Duration.ofMillis(50)), null);
            new Thread(close, "test-closer").start();

            await().atMost(Duration.ofSeconds(5)).until(close::isDone);
        }
    }

    @Test
    void nobodyTriesAnythingWhileThePreferredBrokerIsConnected() {
        preferred.listenAgain();
        preferred.connection().handshake().expect("SEND").expectClose();
        try (Client client = Brokers.client(
                "&failover.priorityBackup=true&failover.priorityURIs=" + preferred.uri(), other, preferred)) {
            client.connection.open();

            assertThat(client.broker()).isEqualTo(preferred.uri());
            client.send("a");
            preferred.awaitReceived(all -> all.size() == 2);
            assertThat(other.connections()).isZero();
        }
    }
}
