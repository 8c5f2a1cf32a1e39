package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.transport.Transports;

/** A close ends everything soon, in whatever state. */
class ClosingTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void aCloseSaysGoodbyeAndIsFinal() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("DISCONNECT").receipt().expectClose();
            Client client = Client.failover(broker);

            client.connection.close(SOON);
            client.close();

            assertThatThrownBy(() -> client.send("a"))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("not open");
            assertThatThrownBy(() -> client.subscribe("s")).isInstanceOf(StompConnectionException.class);
            assertThatIllegalStateException().isThrownBy(client.connection::open);
            assertThat(client.calls.words()).isEmpty();
        }
    }

    @Test
    void aCloseEndsWhoWaitsForAReceipt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            Client client = Client.failover(broker);
            CompletableFuture<Void> outcome = client.request("a");

            client.close();

            assertThatThrownBy(() -> Client.await(outcome))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("was closed");
        }
    }

    @Test
    void aCloseEndsTheSearch() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script first = broker.connection().handshake();
            Client client = new Client(
                    "failover:(" + broker.uri() + ")?failover.initialReconnectDelay=60000"
                            + "&failover.maxReconnectDelay=60000",
                    new Calls());
            client.connection.open();
            broker.stopListening();
            first.close();
            await().until(() -> client.calls.saw("interrupted"));
            FutureTask<Void> send = waitingSender(client);

            closeSoon(client);

            assertThatThrownBy(send::get).cause().isInstanceOf(StompConnectionException.class);
            assertThat(client.calls.words()).containsExactly("interrupted");
        }
    }

    @Test
    void aCloseEndsAHandshakeThatIsNotAnswered() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.connection().expectConnect().expectClose();
            Client client = Client.failover(broker);
            opened.countDown();
            broker.awaitReceived(all -> all.size() == 2);

            closeSoon(client);

            assertThat(client.calls.words()).containsExactly("interrupted");
        }
    }

    @Test
    void aCloseEndsARecoveryThatWaitsForAReceipt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            broker.connection().handshake().expect("BEGIN").expect("ABORT").expectClose();
            Client client = Client.failover(broker);
            CompletableFuture<Void> outcome = client.request("a");
            broker.awaitReceived(all -> all.size() == 5);

            closeSoon(client);

            assertThatThrownBy(() -> Client.await(outcome)).isInstanceOf(StompConnectionException.class);
            assertThat(client.calls.words()).containsExactly("interrupted", "restore");
        }
    }

    @ParameterizedTest
    @EnumSource(StuckTransport.Stage.class)
    void aCloseEndsAnOpenInWhateverStageTheTransportIs(StuckTransport.Stage stage) throws Exception {
        StuckTransport transport = new StuckTransport(stage);
        ReconnectingConnection connection = new ReconnectingConnection(
                StompUri.parse("failover:(tcp://127.0.0.1:1)?startupMaxReconnectAttempts=-1", Set.of()),
                (address, options) -> transport,
                new Calls());
        FutureTask<Void> open = new FutureTask<>(connection::open, null);
        new Thread(open, "test-opener").start();
        transport.awaitStuck();

        connection.close(SOON);

        await().atMost(SOON).until(open::isDone);
        assertThatThrownBy(open::get).cause().isInstanceOf(StompConnectionException.class);
    }

    @ParameterizedTest
    @EnumSource(StuckTransport.Stage.class)
    void aCloseEndsARecoveryInWhateverStageTheTransportIs(StuckTransport.Stage stage) throws Exception {
        StuckTransport stuck = new StuckTransport(stage);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            Calls calls = new Calls();
            ReconnectingConnection connection = new ReconnectingConnection(
                    StompUri.parse(Client.failoverUri(broker, ""), Set.of()),
                    (address, options) -> calls.saw("interrupted") ? stuck : Transports.create(address, options),
                    calls);
            connection.open();
            opened.countDown();
            stuck.awaitStuck();

            FutureTask<Void> close = new FutureTask<>(() -> connection.close(SOON), null);
            new Thread(close, "test-closer").start();

            await().atMost(SOON.minusMillis(500)).until(close::isDone);
            assertThat(calls.words()).containsExactly("interrupted");
        }
    }

    @Test
    void aCloseDoesNotWaitLongerThanItMayForAHandlerThatPlaysAgain() throws Exception {
        CountDownLatch playing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Calls calls = new Calls().onRestore((fresh, cautious) -> {
            playing.countDown();
            Brokers.await(go);
        });
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.connection().handshake().expectClose();
            Client client = Client.failover(broker, "", calls);
            opened.countDown();
            Brokers.await(playing);

            FutureTask<Void> close = new FutureTask<>(() -> client.connection.close(Duration.ofMillis(50)), null);
            new Thread(close, "test-closer").start();

            await().atMost(SOON).until(close::isDone);
            go.countDown();
        }
    }

    @Test
    void aCloseEndsAnOpenThatIsNotAnswered() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().expectClose();
            Client client = new Client(Client.failoverUri(broker, ""), new Calls());
            FutureTask<Void> open = new FutureTask<>(client.connection::open, null);
            new Thread(open, "test-opener").start();
            broker.awaitReceived(all -> all.size() == 1);

            client.close();

            await().atMost(SOON).until(open::isDone);
            assertThatThrownBy(open::get).cause().isInstanceOf(StompConnectionException.class);
        }
    }

    /** Returns well before the time-out for its threads has passed: they have ended. */
    private static void closeSoon(Client client) {
        FutureTask<Void> close = new FutureTask<>(() -> client.connection.close(SOON), null);
        new Thread(close, "test-closer").start();
        await().atMost(SOON.minusMillis(500)).until(close::isDone);
    }

    private static FutureTask<Void> waitingSender(Client client) {
        FutureTask<Void> send = new FutureTask<>(() -> client.send("a"), null);
        Thread sender = new Thread(send, "test-sender");
        sender.start();
        await().until(() ->
                List.of(Thread.State.TIMED_WAITING, Thread.State.WAITING).contains(sender.getState()));
        return send;
    }
}
