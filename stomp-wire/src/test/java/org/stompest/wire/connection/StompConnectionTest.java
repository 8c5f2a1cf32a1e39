package org.stompest.wire.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

class StompConnectionTest {
    private static final StompFrame SUBSCRIBE = StompFrame.of(
            StompCommand.SUBSCRIBE,
            StompHeaders.builder().add("id", "s").add("destination", "d").build());

    private final Received received = new Received();

    @Test
    void aReceiptIsTold() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("a"), header("receipt", "c-1"))
                    .expect("SEND", body("b"), header("receipt", "c-2"))
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "unknown"))
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "c-2"))
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "c-1"))
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                Confirmation first = new Confirmation();
                Confirmation second = new Confirmation();
                connection.request(Broker.send("a", connection.nextReceiptId()), first, Flush.SOON);
                connection.request(Broker.send("b", connection.nextReceiptId()), second, Flush.NOW);

                assertThat(second.await(Deadline.in(Broker.PATIENCE))).isNull();
                assertThat(first.await(Deadline.in(Broker.PATIENCE))).isNull();
                assertThat(connection.pendingReceipts()).isZero();
            }
        }
    }

    @Test
    void aReceiptThatNobodyWaitsForAnyMoreIsForgotten() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.request(Broker.send("a", "r"), new Confirmation(), Flush.NOW);
                assertThat(connection.pendingReceipts()).isEqualTo(1);

                connection.forgetReceipt("r");

                assertThat(connection.pendingReceipts()).isZero();
            }
        }
    }

    @Test
    void aRequestWithoutReceiptIsAMistakeOfTheCaller() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> connection.request(Broker.send("a"), new Confirmation(), Flush.NOW));
            }
        }
    }

    @Test
    void anIdThatIsAwaitedAlreadyIsRefusedAndHarmsNobody() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch refused = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SEND", body("first"))
                    .await(refused)
                    .receipt()
                    .expect("SEND", body("again"))
                    .receipt()
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                Confirmation first = new Confirmation();
                connection.request(Broker.send("first", "mine"), first, Flush.NOW);

                assertThatThrownBy(
                                () -> connection.request(Broker.send("other", "mine"), new Confirmation(), Flush.NOW))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("'mine' is awaited already");

                refused.countDown();
                assertThat(first.await(Deadline.in(Broker.PATIENCE))).isNull();
                Confirmation again = new Confirmation();
                connection.request(Broker.send("again", "mine"), again, Flush.NOW);
                assertThat(again.await(Deadline.in(Broker.PATIENCE))).isNull();
            }
        }
    }

    @Test
    void aReceiptThatNobodyAskedForAndOneThatComesTwiceDisturbNobody() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "of nobody"))
                    .reply(WireFrame.of("RECEIPT"))
                    .expect("SEND")
                    .receipt()
                    .receipt()
                    .errorForLast("too late")
                    .receipt()
                    .reply(WireFrame.of("MESSAGE", "message-id", "1", "destination", "d", "subscription", "s"))
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.write(Broker.SUBSCRIBE, Flush.NOW);
                Confirmation sent = new Confirmation();
                connection.request(Broker.send("a", "1"), sent, Flush.NOW);

                await().until(() -> received.messages().size() == 1);
                assertThat(sent.await(Deadline.in(Broker.PATIENCE))).isNull();
            }
        }
    }

    @Test
    void anErrorThatNamesAFrameRefusesThatFrameAlone() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("bad"))
                    .errorForLast("not allowed")
                    .expect("SEND", body("good"))
                    .receipt()
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                Confirmation bad = new Confirmation();
                connection.request(Broker.send("bad", "1"), bad, Flush.NOW);
                assertThat(bad.await(Deadline.in(Broker.PATIENCE)))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("not allowed");

                Confirmation good = new Confirmation();
                connection.request(Broker.send("good", "2"), good, Flush.NOW);
                assertThat(good.await(Deadline.in(Broker.PATIENCE))).isNull();
                assertThat(received.isClosed()).isFalse();
            }
        }
    }

    @Test
    void anErrorThatNamesNoFrameIsTheReasonOfTheEnd() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .expect("SEND")
                    .error("something is wrong")
                    .close();
            StompConnection connection = Broker.open(broker, received);
            Confirmation first = new Confirmation();
            Confirmation second = new Confirmation();
            connection.request(Broker.send("a", "1"), first, Flush.SOON);
            connection.request(Broker.send("b", "2"), second, Flush.NOW);

            for (Confirmation each : new Confirmation[] {first, second}) {
                StompException failure = each.await(Deadline.in(Broker.PATIENCE));
                assertThat(failure).isInstanceOf(StompConnectionException.class);
                assertThat(failure.refusal()).get().isSameAs(received.why());
            }
            assertThat(received.why())
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("something is wrong");
            connection.close();
        }
    }

    @Test
    void anErrorAndAResetIsStillToldAsTheError() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch seen = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .errorForLast("no")
                    .await(seen)
                    .reset();
            StompConnection connection = Broker.open(broker, received);
            Confirmation confirmation = new Confirmation();
            connection.request(Broker.send("a", "1"), confirmation, Flush.NOW);
            assertThat(confirmation.await(Deadline.in(Broker.PATIENCE))).isInstanceOf(StompProtocolException.class);
            seen.countDown();

            assertThat(received.why()).isInstanceOf(StompProtocolException.class);
            connection.close();
        }
    }

    @Test
    void messagesComeInOrderHoweverTheyAreSplit() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .splitNext(1)
                    .message("grüße", "a:b", "c\nd")
                    .splitNext(1000)
                    .message("x".repeat(200_000))
                    .message("")
                    .flood(100, "m")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.write(SUBSCRIBE, Flush.NOW);
                await().until(() -> received.messages().size() == 103);

                assertThat(received.messages().get(0).bodyText()).isEqualTo("grüße");
                assertThat(received.messages().get(0).header("a:b")).isEqualTo("c\nd");
                assertThat(received.messages().get(1).bodyLength()).isEqualTo(200_000);
                assertThat(received.messages())
                        .extracting(m -> Integer.parseInt(m.header("message-id")))
                        .isSorted();
            }
        }
    }

    @Test
    void deathInTheMiddleOfAFrame() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .dieMidFrame(WireFrame.of("MESSAGE", "message-id", "1").body("never whole"), 20);
            StompConnection connection = Broker.open(broker, received);
            Confirmation confirmation = new Confirmation();
            connection.request(Broker.send("a", "1"), confirmation, Flush.NOW);

            assertThat(received.why())
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("in the middle of a frame");
            assertThat(confirmation.await(Deadline.NEVER))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isTrue());
            assertThat(received.messages()).isEmpty();
            assertThat(connection.isOpen()).isFalse();
            assertThatThrownBy(() -> connection.write(Broker.send("late"), Flush.NOW))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isFalse());
            connection.close();
        }
    }

    @Test
    void anUndefinedEscapeEndsTheConnectionUnlessHeadersMayBeBroken() {
        for (boolean lenient : new boolean[] {false, true}) {
            Received mine = new Received();
            try (ScriptedBroker broker = new ScriptedBroker()) {
                broker.connection()
                        .handshake()
                        .expect("SEND")
                        .replyRaw("MESSAGE\nsubscription:s\nmessage-id:1\ndestination:C:\\temp\n\nx\0")
                        .reply(WireFrame.of("RECEIPT", "receipt-id", "1"))
                        .expectClose();
                ConnectOptions options = Broker.NO_BEATS.withLenientHeaders(lenient);
                StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, mine);
                Confirmation confirmation = new Confirmation();
                connection.request(Broker.send("a", "1"), confirmation, Flush.NOW);
                if (lenient) {
                    assertThat(confirmation.await(Deadline.in(Broker.PATIENCE))).isNull();
                    assertThat(mine.messages())
                            .extracting(message -> message.header("destination"))
                            .containsExactly("C:\\temp");
                } else {
                    assertThat(mine.why()).hasStackTraceContaining("escape '\\t', which STOMP 1.2 does not define");
                    assertThat(mine.messages()).isEmpty();
                }
                connection.close();
            }
        }
    }

    @Test
    void whatIsNoFrameEndsTheConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .replyRaw("HELLO\n\n\0")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                provoke(connection, Broker.send("a"));
                assertThat(received.why())
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("what is no frame");
                assertThat(connection.isOpen()).isFalse();
            }
        }
    }

    @Test
    void aSecondConnectedEndsTheConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SEND").connected("1.2").expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                provoke(connection, Broker.send("a"));
                assertThat(received.why()).hasMessageContaining("unexpected CONNECTED");
            }
        }
    }

    @Test
    void aHandlerThatFailsEndsTheConnection() {
        ConnectionHandler failing = new ConnectionHandler() {
            @Override
            public void onMessage(StompConnection connection, StompFrame message) {
                throw new IllegalStateException("a mistake in the handler");
            }

            @Override
            public void onClosed(StompConnection connection, StompException why) {
                received.onClosed(connection, why);
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").message("m").expectClose();
            try (StompConnection connection = Broker.open(broker, failing)) {
                provoke(connection, SUBSCRIBE);
                assertThat(received.why()).hasRootCauseMessage("a mistake in the handler");
            }
        }
    }

    @Test
    void heartBeatsAreSentAsAgreedOn() {
        ConnectOptions options = ConnectOptions.DEFAULT.withHeartBeat(new HeartBeat(20, 0));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection()
                    .handshake("heart-beat", "0,10")
                    .expectHeartBeat()
                    .expectHeartBeat();
            StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received);
            assertThat(connection.server().heartBeat()).isEqualTo(new HeartBeat(20, 0));
            broker.awaitPlayed();
            script.expectClose();
            connection.close();
        }
    }

    @Test
    void aSilentPeerIsFoundDead() {
        ConnectOptions options = ConnectOptions.DEFAULT.withHeartBeat(new HeartBeat(0, 50));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake("heart-beat", "50,0").expect("SEND").silence();
            StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received);
            Confirmation confirmation = new Confirmation();
            connection.request(Broker.send("a", "1"), confirmation, Flush.NOW);

            assertThat(received.why())
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("no heart-beat from")
                    .hasMessageContaining("100 ms (stomp.heartBeat)");
            assertThat(confirmation.await(Deadline.NEVER)).isInstanceOf(StompConnectionException.class);
            connection.close();
        }
    }

    @Test
    void aPeerThatTakesNoBytesIsFoundStalled() {
        TransportOptions options = TransportOptions.DEFAULT.withWriteTimeout(Duration.ofMillis(100));
        try (ScriptedBroker broker = new ScriptedBroker(4096)) {
            broker.connection().handshake().stopReading().silence();
            StompConnection connection = Broker.open(broker, Broker.NO_BEATS, options, received);

            assertThatThrownBy(() -> flood(connection)).isInstanceOf(StompConnectionException.class);
            assertThat(received.why()).hasMessageContaining("100 ms (transport.writeTimeout)");
            connection.close();
        }
    }

    @Test
    void aPeerThatTakesNoBytesIsFoundStalledThoughItBeats() throws IOException {
        TransportOptions options = TransportOptions.DEFAULT.withWriteTimeout(Duration.ofMillis(150));
        ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Socket> peer = new FutureTask<>(() -> {
                Socket socket = server.accept();
                socket.getOutputStream().write("CONNECTED\nversion:1.2\n\n\0".getBytes(UTF_8));
                beating.scheduleAtFixedRate(() -> beat(socket), 5, 5, TimeUnit.MILLISECONDS);
                return socket;
            });
            beating.execute(peer);
            StompConnection connection = StompConnection.open(
                    new BrokerAddress("tcp", "127.0.0.1", server.getLocalPort()),
                    options,
                    Broker.NO_BEATS,
                    new StompSession(false),
                    received);

            assertThatThrownBy(() -> flood(connection)).isInstanceOf(StompConnectionException.class);
            assertThat(received.why()).hasMessageContaining("150 ms (transport.writeTimeout)");
            connection.close();
        } finally {
            beating.shutdownNow();
        }
    }

    private static void beat(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCloseSaysGoodbyeAndWaitsForTheAnswer() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", body("last"))
                    .expect("DISCONNECT", has("receipt"))
                    .receipt()
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            connection.write(Broker.send("last"), Flush.SOON);

            connection.close(Broker.PATIENCE);
            connection.close(Broker.PATIENCE);

            assertThat(connection.isOpen()).isFalse();
        }
        assertThat(received.isClosed()).as("told of a close that was asked for").isFalse();
    }

    @Test
    void aCloseWithoutAnswerEndsInTime() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence();
            StompConnection connection = Broker.open(broker, received);
            Confirmation waiting = new Confirmation();
            connection.request(Broker.send("a", "1"), waiting, Flush.NOW);

            connection.close(Duration.ofMillis(50));

            assertThat(waiting.await(Deadline.NEVER)).hasMessageContaining("was closed");
        }
        assertThat(received.isClosed()).isFalse();
    }

    @Test
    void aCloseEndsInTimeThoughThePeerTakesNoBytes() {
        try (ScriptedBroker broker = new ScriptedBroker(4096)) {
            broker.connection().handshake().stopReading().silence();
            StompConnection connection = Broker.open(broker, received);
            AtomicInteger sent = new AtomicInteger();
            FutureTask<Void> flood = new FutureTask<>(() -> flood(connection, sent), null);
            new Thread(flood, "test-sender").start();
            AtomicInteger before = new AtomicInteger();
            await().during(Duration.ofMillis(200))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());

            FutureTask<Void> close = new FutureTask<>(() -> connection.close(Duration.ofMillis(50)), null);
            new Thread(close, "test-closer").start();

            await().atMost(Duration.ofSeconds(5)).until(close::isDone);
            assertThatThrownBy(flood::get).cause().isInstanceOf(StompConnectionException.class);
        }
    }

    @Test
    void twoWhoCloseSayGoodbyeOnce() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch both = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("DISCONNECT")
                    .await(both)
                    .receipt()
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            FutureTask<Void> first = new FutureTask<>(() -> connection.close(Broker.PATIENCE), null);
            FutureTask<Void> second = new FutureTask<>(() -> connection.close(Broker.PATIENCE), null);
            new Thread(first, "test-closer-1").start();
            broker.awaitReceived(all -> all.size() == 2);
            Thread closer = new Thread(second, "test-closer-2");
            closer.start();
            await().until(() -> closer.getState() == Thread.State.WAITING
                    || closer.getState() == Thread.State.TIMED_WAITING
                    || second.isDone());
            both.countDown();
            first.get();
            second.get();
            assertThat(broker.received("DISCONNECT")).hasSize(1);
        }
    }

    @Test
    void aHandlerMayCloseAtOnceWithoutWaitingForItself() {
        ConnectionHandler closing = new ConnectionHandler() {
            @Override
            public void onMessage(StompConnection connection, StompFrame message) {
                connection.close();
            }

            @Override
            public void onClosed(StompConnection connection, StompException why) {
                received.onClosed(connection, why);
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("SUBSCRIBE").message("m").expectClose();
            StompConnection connection = Broker.open(broker, closing);
            provoke(connection, SUBSCRIBE);
            await().until(() -> !connection.isOpen());
        }
        assertThat(received.isClosed()).isFalse();
    }

    /** The end may come before the write has returned, which then would throw; a request is told by its receipt only. */
    private static void provoke(StompConnection connection, StompFrame frame) {
        connection.request(ClientFrames.withReceipt(frame, "p"), new Confirmation(), Flush.NOW);
    }

    private static void flood(StompConnection connection) {
        flood(connection, new AtomicInteger());
    }

    private static void flood(StompConnection connection, AtomicInteger sent) {
        String body = "x".repeat(10_000);
        while (true) {
            connection.write(Broker.send(body), Flush.SOON);
            sent.incrementAndGet();
        }
    }
}
