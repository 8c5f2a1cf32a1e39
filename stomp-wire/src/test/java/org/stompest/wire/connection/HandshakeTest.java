package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.transport.TransportOptions;

class HandshakeTest {
    private final Received received = new Received();

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void agreesOnTheVersionThatTheBrokerChooses(StompVersion version) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect(header("accept-version", "1.0,1.1,1.2"), header("host", "127.0.0.1"))
                    .connected(version.toString(), "server", "scripted/7", "session", "s")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, received)) {
                assertThat(connection.server().version()).isEqualTo(version);
                assertThat(connection.server().server()).isEqualTo("scripted/7");
                assertThat(connection.server().session()).isEqualTo("s");
                assertThat(connection.isOpen()).isTrue();
                assertThat(connection).hasToString(broker.uri() + " (STOMP " + version + ")");
            }
        }
    }

    @Test
    void saysWhatTheOptionsSay() {
        ConnectOptions options = ConnectOptions.DEFAULT
                .withVersions(List.of(StompVersion.V1_2))
                .withHost("virtual")
                .withCredentials("me", "secret")
                .withHeartBeat(new HeartBeat(7000, 8000))
                .withHeader("client-id", "c");
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect(
                            header("accept-version", "1.2"),
                            header("host", "virtual"),
                            header("login", "me"),
                            header("passcode", "secret"),
                            header("heart-beat", "7000,8000"),
                            header("client-id", "c"))
                    .connected("1.2", "heart-beat", "9000,5000")
                    .expectClose();
            try (StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received)) {
                assertThat(connection.server().heartBeat()).isEqualTo(new HeartBeat(7000, 9000));
            }
        }
    }

    @Test
    void connectedMayComeByteByByte() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect(lacks("login"))
                    .replyRaw("\n")
                    .splitNext(1)
                    .connected("1.2")
                    .expectClose();
            Broker.open(broker, received).close();
        }
    }

    @Test
    void anErrorInPlaceOfConnectedIsARefusal() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().error("bad password").close();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .hasMessageContaining(broker.uri())
                    .hasMessageContaining("bad password")
                    .isInstanceOfSatisfying(
                            StompProtocolException.class,
                            e -> assertThat(e.errorFrame()).isPresent());
            assertThat(received.isClosed()).isFalse();
        }
    }

    @Test
    void anErrorWithoutMessageIsToldByTheFirstLineOfItsBody() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .reply(WireFrame.of("ERROR").body("\njava.lang.SecurityException: who?\n\tat Broker.java"))
                    .close();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .hasMessageEndingWith("refused the connection: java.lang.SecurityException: who?");
        }
    }

    @Test
    void anotherFrameInPlaceOfConnectedIsAViolation() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "1"))
                    .expectClose();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("RECEIPT");
        }
    }

    @Test
    void aVersionThatWasNotOfferedIsAViolation() {
        ConnectOptions options = Broker.NO_BEATS.withVersions(List.of(StompVersion.V1_2));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().connected("1.1").expectClose();

            assertThatThrownBy(() -> Broker.open(broker, options, TransportOptions.DEFAULT, received))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("answered CONNECT wrongly")
                    .hasMessageContaining("1.1");
        }
    }

    @Test
    void silenceIsATimeOut() {
        ConnectOptions options = Broker.NO_BEATS.withConnectedTimeout(Duration.ofMillis(50));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().expectClose();

            assertThatThrownBy(() -> Broker.open(broker, options, TransportOptions.DEFAULT, received))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("50 ms (stomp.connectedTimeout)");
        }
    }

    @Test
    void anAnswerThatIsNotHalfDoneInTimeIsATimeOut() {
        ConnectOptions options = Broker.NO_BEATS.withConnectedTimeout(Duration.ofMillis(50));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().replyRaw("CONNECTED\nvers").expectClose();

            assertThatThrownBy(() -> Broker.open(broker, options, TransportOptions.DEFAULT, received))
                    .isInstanceOf(StompTimeoutException.class);
        }
    }

    @Test
    void aWebServerIsToldFromABroker() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .replyRaw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    .close();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("does not speak STOMP")
                    .hasMessageContaining("HTTP");
        }
    }

    @Test
    void deathInsteadOfAnAnswer() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().close();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("without an answer to CONNECT");
        }
    }

    @Test
    void deathInTheMiddleOfTheAnswer() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().dieMidFrame(WireFrame.of("CONNECTED", "version", "1.2"), 15);

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("in the middle of its answer");
        }
    }

    @Test
    void aResetInsteadOfAnAnswer() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().reset();

            assertThatThrownBy(() -> Broker.open(broker, received))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("broke the connection");
        }
    }

    @Test
    void aFrameTogetherWithConnectedIsTreatedAsIfItCameLater() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .replyRaw("CONNECTED\nversion:1.2\n\n\0MESSAGE\nmessage-id:1\ndestination:d\nsubscription:s\n\nx\0"
                            + "\nMESSAGE\nmessage-id:2\ndestination:d\nsubscription:s\n\ny")
                    .replyRaw("\0")
                    .expectClose();

            try (StompConnection connection = Broker.open(broker, received)) {
                await().until(() -> received.messages().size() == 2);
                assertThat(received.messages()).extracting(StompFrame::bodyText).containsExactly("x", "y");
                assertThat(connection.statistics().framesReceived()).isEqualTo(3);
            }
        }
    }

    @Test
    void anErrorTogetherWithConnectedIsTheReasonOfTheEnd() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .replyRaw("CONNECTED\nversion:1.2\n\n\0ERROR\nmessage:too many\n\n\0")
                    .close();

            try (StompConnection connection = Broker.open(broker, received)) {
                assertThat(received.why())
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("too many");
                assertThat(connection.isOpen()).isFalse();
            }
        }
    }
}
