package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.ConnectionStatistics;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;

/** Connecting, sending and taking leave. */
class StompClientTest {
    @Test
    void aConversationFromConnectToDisconnect() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake("server", "test/1", "session", "s-1")
                    .expect("SEND", header("destination", "a"), body("text"), header("content-type", "text/plain"))
                    .expect("SEND", header("destination", "a"), has("receipt"), header("colour", "red"))
                    .receipt()
                    .expect("DISCONNECT", has("receipt"))
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            assertThat(client.isConnected()).isTrue();
            assertThat(client.server().server()).isEqualTo("test/1");
            assertThat(client.server().session()).isEqualTo("s-1");
            assertThat(client.server().version()).isEqualTo(StompVersion.V1_2);
            assertThat(client.server().heartBeat()).isEqualTo(HeartBeat.NONE);
            assertThat(client.broker().port()).isEqualTo(broker.port());

            client.send("a", "text");
            client.sendConfirmed("a", new byte[] {0, 1}, StompHeaders.of("colour", "red"));
            client.disconnect();

            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void aReceiptOfTheCallersIsWaitedFor() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", header("receipt", "mine"))
                    .receipt()
                    .expect("SEND", header("receipt", "mine too"))
                    .errorForLast("not allowed")
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();

            client.send("a", "text", StompHeaders.of("receipt", "mine"));
            assertThatThrownBy(() -> client.send("a", new byte[0], StompHeaders.of("receipt", "mine too")))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("not allowed");
            client.close(true);
        }
    }

    @Test
    void withoutConnectionNothingCanBeDone() {
        StompClient client = new StompClient("tcp://127.0.0.1:1");

        assertThat(client.isConnected()).isFalse();
        assertThatThrownBy(() -> client.send("a", "b"))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("call connect() first");
        assertThatThrownBy(() -> client.subscribe("a")).isInstanceOf(StompConnectionException.class);
        assertThatThrownBy(client::begin).isInstanceOf(StompConnectionException.class);
        assertThatThrownBy(client::server).isInstanceOf(StompConnectionException.class);
        assertThatThrownBy(client::receive)
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("call connect() first");
        assertThatThrownBy(() -> client.canRead(Duration.ZERO)).isInstanceOf(StompConnectionException.class);
        client.disconnect();
        client.close(false);
        client.close();
    }

    @Test
    void connectingTwiceIsAMistake() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expectClose();
            StompClient client = Sync.plain(broker).connect();

            assertThatThrownBy(client::connect)
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("connected already");

            client.close(true);
        }
    }

    @Test
    void aRefusedConnectionCanBeTriedAgain() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().error("wrong password").close();
            broker.connection().handshake().expectClose();
            StompClient client = Sync.plain(broker);

            assertThatThrownBy(client::connect)
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("wrong password");
            client.connect();

            client.close(true);
        }
    }

    @Test
    void nobodyListens() {
        StompClient client = new StompClient("tcp://127.0.0.1:1");

        assertThatThrownBy(client::connect).isInstanceOf(StompConnectionException.class);
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void aReceiptThatDoesNotComeIsATimeOut() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withReceiptTimeout(Duration.ofMillis(50)))
                    .connect();

            assertThatThrownBy(() -> client.sendConfirmed("a", "b"))
                    .isInstanceOfSatisfying(
                            StompTimeoutException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isTrue())
                    .hasMessageContaining("SEND");
            client.close(true);
        }
    }

    @Test
    void aReceiptThatCanNoLongerComeSaysThatTheFrameMayHaveArrived() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").close();
            StompClient client = Sync.plain(broker).connect();

            assertThatThrownBy(() -> client.sendConfirmed("a", "b"))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isTrue());
            assertThatThrownBy(() -> client.send("a", "b"))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isFalse());
            client.close(true);
        }
    }

    @Test
    void anyFrameCanBeSentButThoseOfTheSession() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("ABORT", header("transaction", "t"), lacks("receipt"))
                    .expect("BEGIN", header("receipt", "r"))
                    .receipt()
                    .expectHeartBeat()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();

            client.sendFrame(ClientFrames.abort("t", null));
            client.sendFrame(ClientFrames.begin("t", "r"));
            client.beat();
            assertThatThrownBy(() -> client.sendFrame(ClientFrames.disconnect(null)))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("disconnect()");

            broker.awaitReceived(frames -> frames.size() == 3);
            client.close(true);
        }
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompClient client = Sync.plain(broker).connect();
            CompletableFuture<StompMessage> receive = CompletableFuture.supplyAsync(client::receive);
            CompletableFuture<Void> send = CompletableFuture.runAsync(() -> client.sendConfirmed("a", "b"));
            CompletableFuture<StompSubscription> subscribe = CompletableFuture.supplyAsync(() -> client.subscribe("a"));
            broker.awaitReceived(frames -> frames.size() == 3);

            client.close(true);

            for (CompletableFuture<?> each : List.of(receive, send, subscribe)) {
                assertThat(each)
                        .failsWithin(Sync.PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(StompConnectionException.class);
            }
        }
    }

    @Test
    void closingEndsAConnectThatIsUnderWay() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().silence();
            StompClient client = Sync.plain(broker);
            CompletableFuture<StompClient> connect = CompletableFuture.supplyAsync(client::connect);
            broker.awaitReceived(frames -> frames.size() == 1);

            client.close(true);

            assertThat(connect)
                    .failsWithin(Sync.PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(StompConnectionException.class);
        }
    }

    @Test
    void whoeverWaitsForAMessageHearsThatConnectingFailed() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch waiting = new CountDownLatch(1);
            broker.connection().expectConnect().await(waiting).error("no").close();
            StompClient client = Sync.plain(broker);
            CompletableFuture<StompClient> connect = CompletableFuture.supplyAsync(client::connect);
            broker.awaitReceived(frames -> frames.size() == 1);
            CompletableFuture<StompMessage> receive = CompletableFuture.supplyAsync(client::receive);
            waiting.countDown();

            assertThat(connect).failsWithin(Sync.PATIENCE);
            assertThat(receive).failsWithin(Sync.PATIENCE);
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerDisconnectIsLeftInTheEnd() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompClient client = Sync.plain(broker, Sync.OPTIONS.withDisconnectTimeout(Duration.ofMillis(50)))
                    .connect();

            long start = System.nanoTime();
            client.disconnect();

            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void anInterruptEndsAWaitAndStays() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompClient client = Sync.plain(broker).connect();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    client.receive();
                    interrupted.complete(false);
                } catch (StompConnectionException e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            waiting.start();

            waiting.interrupt();

            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
            client.close(true);
        }
    }

    @Test
    void framesAreShownToWhoeverWantsToSeeThem() {
        List<String> seen = new CopyOnWriteArrayList<>();
        FrameListener listener = new FrameListener() {
            @Override
            public void onSent(StompFrame frame) {
                seen.add("> " + frame.command());
            }

            @Override
            public void onReceived(StompFrame frame) {
                seen.add("< " + frame.command());
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("m")
                    .expect("ACK")
                    .receipt()
                    .reply(WireFrame.of("ERROR", "message", "by the way"))
                    .expectClose();
            StompClient client =
                    Sync.plain(broker, Sync.OPTIONS.withFrameListener(listener)).connect();
            client.subscribe("a");
            client.ackConfirmed(Sync.receive(client));
            await().until(() -> seen.contains("< ERROR"));
            client.close(true);
        }
        assertThat(seen)
                .containsExactlyInAnyOrder("> SUBSCRIBE", "< RECEIPT", "< MESSAGE", "> ACK", "< RECEIPT", "< ERROR");
    }

    @Test
    void whoeverDoesNotWaitForTheReceiptOfDisconnectAsksForNone() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("DISCONNECT", lacks("receipt"))
                    .expectClose();
            broker.connection().handshake().expect("DISCONNECT", has("receipt")).expectClose();
            StompClient client = Sync.plain(broker).connect();
            client.disconnect(Duration.ZERO);
            assertThat(client.isConnected()).isFalse();

            client.connect().disconnect(Duration.ofMillis(200));

            assertThatThrownBy(() -> client.disconnect(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            broker.awaitPlayed();
        }
    }

    @Test
    void theSumsOfTheLastConnectStayReadable() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().autoReceipts().expect("SEND").expect("DISCONNECT");
            StompClient client = Sync.plain(broker);
            assertThat(client.statistics()).isEqualTo(ConnectionStatistics.NONE);
            client.connect().sendConfirmed("a", "b");
            client.disconnect();

            assertThat(client.statistics().framesSent()).isEqualTo(3);
            assertThat(client.statistics().receiptsReceived()).isEqualTo(2);
        }
    }
}
