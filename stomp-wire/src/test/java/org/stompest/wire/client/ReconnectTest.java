package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectionStatistics;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** What happens to subscriptions, senders and requests when a connection is lost and another one is made. */
class ReconnectTest {
    @Test
    void aPlainUriFailsForGoodWhenTheSocketDies() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            try (Client client = Client.plain(broker)) {
                CompletableFuture<Void> outcome = client.request("a");

                assertThatThrownBy(() -> Client.await(outcome)).isInstanceOf(StompConnectionException.class);
                await().until(() -> client.calls.saw("failed"));
                assertThat(client.calls.words()).containsExactly("interrupted", "failed");
                assertThatThrownBy(() -> client.send("b"))
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("has failed")
                        .hasMessageContaining("closed the connection");
            }
        }
    }

    @Test
    void aPlainUriReconnectsAfterAnError() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("bad"))
                    .errorForLast("no")
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SEND", body("good"))
                    .receipt()
                    .expectClose();
            try (Client client = Client.plain(broker)) {
                assertThatThrownBy(() -> Client.await(client.request("bad")))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("no");
                await().until(() -> client.calls.saw("restored"));
                Client.await(client.request("good"));
                assertThat(client.calls.words()).containsExactly("interrupted", "restore", "restored");
            }
        }
    }

    @Test
    void aFailoverUriReconnectsAfterALoss() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.connection().handshake().expect("SEND", body("a")).expectClose();
            try (Client client = Client.failover(broker)) {
                opened.countDown();
                await().until(() -> client.calls.saw("restored"));
                client.send("a");
                broker.awaitReceived(all -> all.size() == 3);
            }
        }
    }

    @Test
    void subscriptionsAreMadeAgainInOrderAndWithoutReceipts() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "c"), has("receipt"))
                    .expect("SUBSCRIBE", header("id", "a"))
                    .expect("SUBSCRIBE", header("id", "b"))
                    .expect("UNSUBSCRIBE", header("id", "a"))
                    .await(ready)
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "c"), header("destination", "/c"), lacks("receipt"))
                    .message("m1")
                    .expect("SUBSCRIBE", header("id", "b"), lacks("receipt"))
                    .message("m2")
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                client.subscribe("c");
                client.subscribe("a");
                client.subscribe("b");
                assertThat(client.unsubscribe("a").await(Client.patience())).isNull();
                ready.countDown();
                await().until(() -> client.calls.messages().size() == 2);
                assertThat(client.calls.messages()).containsExactly("context of c:m1", "context of b:m2");
                await().until(() -> client.calls.saw("restored"));
                assertThat(client.calls.sentence()).matches(Calls.GRAMMAR);
            }
        }
    }

    @Test
    void aRequestInFlightIsRepeatedAndOneThatMayNotBeRepeatedIsLost() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("again"))
                    .expect("SEND", body("once"))
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("SEND", body("again"))
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                CompletableFuture<Void> again = client.request("again");
                CompletableFuture<Void> once = client.requestOnce("once");

                Client.await(again);
                assertThatThrownBy(() -> Client.await(once))
                        .isInstanceOfSatisfying(
                                StompConnectionException.class,
                                e -> assertThat(e.mayHaveReachedBroker()).isTrue());
            }
        }
    }

    @Test
    void aSubscribeInFlightIsRepeatedOnceAndRemembered() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("SUBSCRIBE", header("id", "s"), has("receipt"))
                    .await(ready)
                    .close();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "s"), lacks("receipt"))
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                client.subscribe("s");
                ready.countDown();
                await().until(() -> client.calls.count("restored") == 2);
                broker.awaitReceived(all -> all.stream()
                                .filter(f -> f.command().equals("SUBSCRIBE"))
                                .count()
                        == 3);
            }
        }
    }

    @Test
    void aSubscribeThatNobodyWaitsForAnyMoreIsNotRepeated() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            broker.connection().handshake().expect("SUBSCRIBE").await(ready).close();
            broker.connection().handshake().expect("SEND", body("after")).expectClose();
            try (Client client = Client.failover(broker)) {
                assertThatThrownBy(() -> client.subscribe("s", Deadline.in(Duration.ofMillis(50))))
                        .isInstanceOf(StompTimeoutException.class);
                ready.countDown();
                await().until(() -> client.calls.saw("restored"));
                client.send("after");
                broker.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("after")));
            }
        }
    }

    @Test
    void aRefusedSubscribeIsForgotten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .errorForLast("not yours")
                    .close();
            broker.connection().handshake().expect("SEND", body("after")).expectClose();
            try (Client client = Client.plain(broker)) {
                assertThatThrownBy(() -> client.subscribe("s"))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("not yours");
                await().until(() -> client.calls.saw("restored"));
                client.send("after");
                broker.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("after")));
            }
        }
    }

    @Test
    void messagesOfAForgottenSubscriptionAreDropped() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE", header("id", "gone"))
                    .receipt()
                    .expect("UNSUBSCRIBE")
                    .message("dropped")
                    .receipt()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .receipt()
                    .message("kept")
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                client.subscribe("gone");
                assertThat(client.unsubscribe("gone").await(Client.patience())).isNull();
                client.subscribe("s");
                await().until(() -> client.calls.messages().size() == 1);
                assertThat(client.calls.messages()).containsExactly("context of s:kept");
            }
        }
    }

    @Test
    void anUnsubscribeDuringTheRecoveryReachesTheNewConnection() {
        CountDownLatch restoring = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Calls calls = new Calls().onRestore((fresh, cautious) -> {
            restoring.countDown();
            awaitLatch(go);
        });
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .await(ready)
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("id", "s"))
                    .expect("UNSUBSCRIBE", header("id", "s"))
                    .expectClose();
            try (Client client = Client.failover(broker, "", calls)) {
                client.subscribe("s");
                ready.countDown();
                awaitLatch(restoring);
                Confirmation ended = client.unsubscribe("s");
                go.countDown();
                assertThat(ended.await(Client.patience())).isNull();
                broker.awaitReceived(
                        all -> all.stream().anyMatch(f -> f.command().equals("UNSUBSCRIBE")));
            }
        }
    }

    @Test
    void sendersWaitAndGoOn() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch ready = new CountDownLatch(1);
            Script first = broker.connection().handshake();
            try (Client client = Client.failover(broker)) {
                broker.connection()
                        .expectConnect()
                        .await(ready)
                        .connected("1.2")
                        .expect("SEND", body("a"))
                        .expectClose();
                first.close();
                await().until(() -> client.calls.saw("interrupted"));
                FutureTask<Void> send = new FutureTask<>(() -> client.send("a"), null);
                Thread sender = new Thread(send, "test-sender");
                sender.start();
                await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
                ready.countDown();
                send.get();
                broker.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("a")));
            }
        }
    }

    @Test
    void sendersGiveUpAtTheirDeadline() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script first = broker.connection().handshake();
            try (Client client = Client.failover(broker)) {
                broker.stopListening();
                first.close();
                await().until(() -> client.calls.saw("interrupted"));

                assertThatThrownBy(() -> client.connection.send(
                                Client.frame("a"), Flush.NOW, Deadline.in(Duration.ofMillis(30))))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining(broker.uri());
            }
        }
    }

    @Test
    void sendersGiveUpAfterTheTimeoutOfTheUri() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script first = broker.connection().handshake();
            try (Client client = Client.failover(broker, "&failover.timeout=30", new Calls())) {
                broker.stopListening();
                first.close();
                await().until(() -> client.calls.saw("interrupted"));

                assertThatThrownBy(() -> client.connection.send(Client.frame("a"), Flush.NOW, Deadline.NEVER))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining("30 ms (failover.timeout)");
            }
        }
    }

    @Test
    void itFailsWhenTheAttemptsAreUsedUp() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script first = broker.connection().handshake().expect("SEND");
            try (Client client = Client.failover(broker, "&failover.maxReconnectAttempts=2", new Calls())) {
                broker.stopListening();
                CompletableFuture<Void> outcome = client.request("a");
                first.close();

                assertThatThrownBy(() -> Client.await(outcome)).isInstanceOf(StompConnectionException.class);
                await().until(() -> client.calls.saw("failed"));
                assertThat(client.calls.words()).containsExactly("interrupted", "failed");
                assertThatThrownBy(() -> client.send("b")).hasMessageContaining("is the broker running");
            }
        }
    }

    @Test
    void anErrorThatWasAnsweredDoesNotMakeALaterLossOfAPlainUriMendable() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("bad"))
                    .errorForLast("no")
                    .expect("SEND", body("good"))
                    .receipt()
                    .close();
            try (Client client = Client.plain(broker)) {
                assertThatThrownBy(() -> Client.await(client.request("bad")))
                        .isInstanceOf(StompProtocolException.class);
                Client.await(client.request("good"));

                client.calls.awaitWord("failed");
                assertThat(client.calls.words()).containsExactly("interrupted", "failed");
            }
        }
    }

    @Test
    void statisticsSumUpAllConnections() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").receipt().close();
            broker.connection().handshake().expect("SEND").receipt().expectClose();
            Client client = new Client(Client.failoverUri(broker, ""), new Calls());
            assertThat(client.connection.statistics()).isEqualTo(ConnectionStatistics.NONE);
            try (client) {
                client.connection.open();
                Client.await(client.request("a"));
                client.calls.awaitWord("restored");
                Client.await(client.request("b"));

                ConnectionStatistics sum = client.connection.statistics();
                assertThat(sum.framesSent()).isEqualTo(4);
                assertThat(sum.framesReceived()).isEqualTo(4);
                assertThat(sum.receiptsReceived()).isEqualTo(2);
                assertThat(sum.reconnects()).isEqualTo(1);
            }
            assertThat(client.connection.statistics().framesSent()).isEqualTo(4);
        }
    }

    @Test
    void aWarningIsLoggedAfterAsManyAttemptsAsTheUriSays() {
        Logger logger = (Logger) LoggerFactory.getLogger(BrokerSearch.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script first = broker.connection().handshake();
            try (Client client = Client.failover(
                    broker, "&failover.warnAfterReconnectAttempts=2&failover.maxReconnectAttempts=5", new Calls())) {
                broker.stopListening();
                first.close();
                client.calls.awaitWord("failed");
            }
            assertThat(log.list)
                    .filteredOn(event -> event.getFormattedMessage().contains(broker.uri()))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(text -> text.startsWith("no broker has answered in"))
                    .satisfiesExactly(
                            two -> assertThat(two).contains("in 2 attempts"),
                            four -> assertThat(four).contains("in 4 attempts"));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aLossDuringTheRecoveryIsMendedByTheSameRecovery() {
        Calls calls = new Calls();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            broker.connection().handshake().expect("BEGIN").expect("ABORT").close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("BEGIN", "ABORT")
                    .expect("SEND")
                    .expectClose();
            try (Client client = Client.failover(broker, "", calls)) {
                Client.await(client.request("a"));
                await().until(() -> calls.saw("restored"));
                assertThat(calls.words())
                        .containsExactly("interrupted", "restore", "interrupted", "restore", "restored");
            }
        }
    }

    @Test
    void theNextInterruptionIsToldAfterTheLastRestorationWasTold() {
        CountDownLatch lost = new CountDownLatch(1);
        Calls calls = new Calls();
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch opened = new CountDownLatch(1);
            broker.connection().handshake().await(opened).close();
            broker.connection().handshake().await(lost).close();
            broker.connection().handshake().expectClose();
            calls.onRestored(fresh -> {
                if (!calls.saw("restored")) {
                    lost.countDown();
                    await().until(() -> !fresh.isOpen());
                    await().during(Duration.ofMillis(100)).until(() -> calls.count("interrupted") == 1);
                }
            });
            try (Client client = Client.failover(broker, "", calls)) {
                opened.countDown();
                await().until(() -> client.calls.count("restored") == 2);
                assertThat(calls.words())
                        .containsExactly("interrupted", "restore", "restored", "interrupted", "restore", "restored");
            }
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSubscriptionThatTheNextBrokersVersionDoesNotKnowIsToldAndNotMade() {
        CountDownLatch subscribed = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .await(subscribed)
                    .reset();
            broker.connection()
                    .expectConnect()
                    .connected("1.0")
                    .expect("SUBSCRIBE", header("id", "plain"))
                    .expectClose();
            try (Client client = Client.failover(broker)) {
                StompHeaders individual =
                        StompHeaders.of("id", "new", "destination", "d", "ack", "client-individual", "receipt", "r");
                client.connection.subscribe(
                        StompFrame.of(StompCommand.SUBSCRIBE, individual), "the new one", Client.patience());
                client.subscribe("plain");
                subscribed.countDown();

                await().until(() -> client.calls.saw("restored"));

                assertThat(client.calls.refused()).hasSize(1).first().asString().contains("client-individual");
                broker.awaitReceived(frames -> frames.size() == 5);
            }
        }
    }
}
