package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.transport.TransportOptions;

/** What the specifications ask of a client, as a server sees it; docs/stomp-conformance.md names the sentences. */
class WireConformanceTest {
    private static final StompFrame SUBSCRIBE =
            StompFrame.of(StompCommand.SUBSCRIBE, StompHeaders.of("id", "s", "destination", "d"));

    private final Received received = new Received();

    @Test
    void opensWithConnectSoThatServersOf10Understand() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expect(
                            "CONNECT",
                            header("accept-version", "1.0,1.1,1.2"),
                            header("host", "127.0.0.1"),
                            lacks("receipt"))
                    .connected("1.2")
                    .expectClose();
            Broker.open(broker, received).close();
        }
    }

    @Test
    void aClientOf10SaysOnlyWhat10Knows() {
        ConnectOptions options =
                ConnectOptions.DEFAULT.withVersions(List.of(StompVersion.V1_0)).withCredentials("me", "secret");
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expect(
                            "CONNECT",
                            lacks("accept-version"),
                            lacks("heart-beat"),
                            header("login", "me"),
                            header("passcode", "secret"))
                    .connected("1.0", "session", "s")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received)) {
                assertThat(connection.server().version()).isEqualTo(StompVersion.V1_0);
                assertThat(connection.server().session()).isEqualTo("s");
            }
        }
    }

    @Test
    void in10NobodyBeats() {
        ConnectOptions options = ConnectOptions.DEFAULT.withHeartBeat(new HeartBeat(20, 20));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.0", "heart-beat", "20,20")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received)) {
                assertThat(connection.server().heartBeat()).isEqualTo(HeartBeat.NONE);
                assertThatThrownBy(connection::beat).isInstanceOf(StompProtocolException.class);
            }
        }
    }

    @Test
    void aMissingHeartBeatHeaderMeansThatNobodyBeats() {
        ConnectOptions options = ConnectOptions.DEFAULT.withHeartBeat(new HeartBeat(20, 20));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expectClose();
            try (StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received)) {
                assertThat(connection.server().heartBeat()).isEqualTo(HeartBeat.NONE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void endsOfLineBehindAFrameAreNoFrames(StompVersion version) {
        String message = "MESSAGE\nmessage-id:1\ndestination:d\nsubscription:s\n\nx\0";
        String eol = version == StompVersion.V1_2 ? "\r\n" : "\n";
        playToSubscriber(
                version,
                message + eol.repeat(3) + message + "\n\n" + message,
                () -> received.messages().size() == 3);

        assertThat(received.messages()).extracting(StompFrame::bodyText).containsOnly("x");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void theFirstOfRepeatedHeadersCounts(StompVersion version) {
        playToSubscriber(
                version,
                "MESSAGE\nfoo:World\nfoo:Hello\nsubscription:s\nsubscription:t\ndestination:d\nmessage-id:1\n\n\0",
                () -> received.messages().size() == 1);

        assertThat(received.messages().get(0).header("foo")).isEqualTo("World");
        assertThat(received.messages().get(0).header("subscription")).isEqualTo("s");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void asManyBytesAreReadAsContentLengthSays(StompVersion version) {
        String head = "MESSAGE\nsubscription:s\ndestination:d\nmessage-id:1\n";
        playToSubscriber(
                version,
                head + "content-length:5\n\na\0b\0\n\0" + head + "\nuntil NUL\0",
                () -> received.messages().size() == 2);

        assertThat(received.messages()).extracting(StompFrame::bodyText).containsExactly("a\0b\0\n", "until NUL");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void spacesAroundAHeaderAreNeitherAddedNorTakenAway(StompVersion version) {
        StompHeaders headers = StompHeaders.of("destination", "d", " name ", "  value ");
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected(version.text())
                    .expect("SEND", header(" name ", "  value "), lacks("name"))
                    .replyRaw("MESSAGE\nmessage-id: 7 \nsubscription:s\ndestination:d\n name :  value \n\n\0")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.write(ClientFrames.send(headers, new byte[0]), Flush.NOW);
                await().until(() -> received.messages().size() == 1);
                assertThat(received.messages().get(0).header(" name ")).isEqualTo("  value ");
                assertThat(received.messages().get(0).header("message-id")).isEqualTo(" 7 ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1, a\\rb", "1.1, a\\tb", "1.2, a\\tb", "1.2, a\\"})
    void anUndefinedEscapeIsFatal(String version, String value) {
        playToSubscriber(
                StompVersion.of(version),
                "MESSAGE\nsubscription:s\ndestination:d\nmessage-id:1\nk:" + value + "\n\n\0",
                received::isClosed);

        assertThat(received.why()).hasMessageContaining("escape").hasRootCauseInstanceOf(StompFrameException.class);
        assertThat(received.messages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void whatDelimitsHeadersArrivesAsItWasSent(StompVersion version) {
        String value = switch (version) {
            case V1_0 -> "a:b\\c";
            case V1_1 -> "a:b\\c\nd";
            case V1_2 -> "a:b\\c\nd\re";
        };
        StompHeaders headers = StompHeaders.of("destination", "d", "k", value);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected(version.text())
                    .expect("SEND", header("k", value))
                    .reply(WireFrame.of(
                            "MESSAGE", "destination", "d", "message-id", "1", "subscription", "s", "k", value))
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                connection.write(ClientFrames.send(headers, new byte[0]), Flush.NOW);
                await().until(() -> received.messages().size() == 1);
                assertThat(received.messages().get(0).header("k")).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void anyFrameButConnectMayAskForAReceipt(StompVersion version) {
        StompFrame message = StompFrame.of(
                StompCommand.MESSAGE,
                StompHeaders.of("destination", "d", "message-id", "1", "subscription", "s", "ack", "1"));
        List<StompFrame> frames = new ArrayList<>(List.of(
                Broker.send("x"),
                SUBSCRIBE,
                ClientFrames.begin("t", null),
                ClientFrames.ack(version, message, "t", null),
                ClientFrames.commit("t", null),
                ClientFrames.begin("u", null),
                ClientFrames.abort("u", null),
                ClientFrames.unsubscribe(version, SUBSCRIBE, null)));
        if (version != StompVersion.V1_0) {
            frames.add(ClientFrames.nack(version, message, null, null));
        }
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected(version.text())
                    .autoReceipts()
                    .ignoring(frames.stream().map(f -> f.command().name()).toArray(String[]::new))
                    .expect("DISCONNECT", has("receipt"))
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            for (StompFrame frame : frames) {
                Confirmation answer = new Confirmation();
                connection.request(ClientFrames.withReceipt(frame, connection.nextReceiptId()), answer, Flush.NOW);
                assertThat(answer.await(Deadline.in(Broker.PATIENCE)))
                        .as("%s", frame)
                        .isNull();
            }
            connection.close(Broker.PATIENCE);
        }
    }

    @Test
    void nothingFollowsDisconnect() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch tried = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .expect("DISCONNECT", has("receipt"))
                    .await(tried)
                    .receipt()
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            connection.write(Broker.send("first"), Flush.SOON);
            FutureTask<Void> close = new FutureTask<>(() -> connection.close(Broker.PATIENCE), null);
            new Thread(close, "test-closer").start();
            broker.awaitReceived(all -> all.stream().anyMatch(f -> f.command().equals("DISCONNECT")));

            assertThatThrownBy(() -> connection.write(Broker.send("late"), Flush.NOW))
                    .isInstanceOfSatisfying(
                            StompConnectionException.class,
                            e -> assertThat(e.mayHaveReachedBroker()).isFalse())
                    .hasMessageEndingWith("is being closed: no frame may follow DISCONNECT");
            tried.countDown();
            close.get();
        }
    }

    @Test
    void nothingFollowsADisconnectOfTheCaller() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("DISCONNECT", header("receipt", "77"))
                    .receipt()
                    .expectClose();
            StompConnection connection = Broker.open(broker, received);
            Confirmation answer = new Confirmation();
            connection.request(ClientFrames.disconnect("77"), answer, Flush.NOW);

            assertThatThrownBy(() -> connection.write(Broker.send("late"), Flush.NOW))
                    .hasMessageEndingWith("no frame may follow DISCONNECT");
            assertThat(answer.await(Deadline.in(Broker.PATIENCE))).isNull();
            connection.close(Broker.PATIENCE);
        }
    }

    @Test
    void aServerThatClosesInsteadOfSendingTheLastReceiptEndsTheClose() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().expect("DISCONNECT").close();
            StompConnection connection = Broker.open(broker, received);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> connection.close(Duration.ofMinutes(5)));

            assertThat(connection.isOpen()).isFalse();
        }
        assertThat(received.isClosed()).as("a loss was told").isFalse();
    }

    /** Connects, subscribes, gets these bytes from the server, and waits for what they should bring about. */
    private void playToSubscriber(StompVersion version, String raw, Callable<Boolean> until) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected(version.text())
                    .expect("SUBSCRIBE")
                    .replyRaw(raw)
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                // A write would throw if the end came before it returned; a request is told by its receipt only.
                connection.request(ClientFrames.withReceipt(SUBSCRIBE, "r"), new Confirmation(), Flush.NOW);
                await().until(until);
            }
        }
    }
}
