package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.faults.SubjectKind.Setup;
import org.stompest.wire.session.HeartBeat;

/** A broker that says nothing, at each stage. */
@ParameterizedClass
@EnumSource(SubjectKind.class)
class SilenceTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    @Parameter
    SubjectKind kind;

    private final long start = System.nanoTime();

    @Test
    void atTheConnectOfTcp() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = fill(full);
            Subject subject = kind.of(
                    Setup.patient(full.getLocalPort()).withOptions("&transport.connectTimeout=" + SHORT.toMillis()));

            assertThatThrownBy(subject::open)
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("transport.connectTimeout");

            subject.close();
            for (Socket socket : queue) {
                socket.close();
            }
        }
        assertThat(elapsed()).isLessThan(ENOUGH);
    }

    /** Connections that nobody accepts, until the system takes no more: then a connect is not even answered. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> queue = new ArrayList<>();
        while (queue.size() < 100) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException e) {
                return queue; // full
            }
        }
        throw new AssertionError("the queue of connections does not fill");
    }

    @Test
    void afterConnect() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().silence().expectClose();
            broker.connection().handshake().ignoringTheRest();
            Subject subject =
                    kind.of(Setup.patient(broker.port()).withOptions("&stomp.connectedTimeout=" + SHORT.toMillis()));

            assertThatThrownBy(subject::open)
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining("stomp.connectedTimeout");
            subject.close();

            assertThat(elapsed()).isLessThan(ENOUGH);
            subject.open();
            subject.close();
        }
    }

    @Test
    void insteadOfAReceipt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence().expectClose();
            Subject subject = kind.of(Setup.patient(broker.port()).withReceiptTimeout(SHORT));
            subject.open();

            assertThatThrownBy(() -> subject.sendConfirmed("a")).isInstanceOf(StompTimeoutException.class);

            assertThat(elapsed()).isLessThan(ENOUGH);
            subject.close();
        }
    }

    @Test
    void insteadOfHeartBeats() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.2", "heart-beat", "100,0")
                    .silence()
                    .expectClose();
            Subject subject = kind.of(Setup.patient(broker.port()).withHeartBeat(new HeartBeat(0, 100)));
            subject.open();

            assertThat(subject.awaitLoss())
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("no heart-beat")
                    .hasMessageContaining("stomp.heartBeat");
            subject.close();
        }
        assertThat(elapsed()).isLessThan(ENOUGH);
    }

    @Test
    void insteadOfAnAnswerToDisconnect() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().silence().expectClose();
            Subject subject = kind.of(Setup.patient(broker.port()).withReceiptTimeout(SHORT));
            subject.open();

            subject.disconnect();

            assertThat(elapsed()).isLessThan(ENOUGH);
            subject.close();
        }
    }

    @Test
    void halfOpenSocket() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().closeOutput().silence();
            Subject subject = kind.of(Setup.patient(broker.port()));
            subject.open();

            assertThat(subject.awaitLoss())
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("closed the connection");
            subject.close();
        }
        assertThat(elapsed()).isLessThan(ENOUGH);
    }

    @Test
    void aPeerThatTakesNoBytes() {
        try (ScriptedBroker broker = new ScriptedBroker(4 * 1024)) {
            broker.connection().handshake().stopReading().silence();
            Subject subject = kind.of(Setup.patient(broker.port())
                    .withReceiptTimeout(Duration.ofSeconds(30))
                    .withOptions("&transport.writeTimeout=200&transport.sendBufferSize=8192"));
            subject.open();

            assertThatThrownBy(() -> subject.sendConfirmed("x".repeat(10_000_000)))
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("transport.writeTimeout");
            subject.close();
        }
        assertThat(elapsed()).isLessThan(ENOUGH);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
