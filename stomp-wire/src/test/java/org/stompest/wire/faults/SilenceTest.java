package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;

/** A broker that says nothing, at each stage: the time-out that belongs there ends the wait. */
class SilenceTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void whenConnecting(ClientKind kind) throws IOException {
        try (FullPort port = new FullPort();
                Subject subject = kind.of(port.number(), Settings.DEFAULT.with("transport.connectTimeout=200"))) {
            Assumptions.assumeTrue(port.isFull(), "the system takes more connections than it should");

            assertThat(withinPatience(() -> catchThrowable(subject::open)))
                    .isInstanceOf(StompTimeoutException.class)
                    .hasMessageContaining(Integer.toString(port.number()))
                    .hasMessageContaining("transport.connectTimeout");
            assertThat(subject.isUsable()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfConnected(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, Settings.DEFAULT.with("stomp.connectedTimeout=400"))) {
                assertThat(withinPatience(() -> catchThrowable(subject::open)))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining(broker.uri())
                        .hasMessageContaining("400 ms (stomp.connectedTimeout)");
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void inTheMiddleOfConnected(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().replyRaw("\nCONNECTED\nver").expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, Settings.DEFAULT.with("stomp.connectedTimeout=400"))) {
                assertThat(withinPatience(() -> catchThrowable(subject::open)))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining("stomp.connectedTimeout");
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfAReceipt(ClientKind kind) {
        CountDownLatch gaveUp = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .expect("SEND")
                    .await(gaveUp)
                    .receipt()
                    .message("next")
                    .ignoringTheRest()
                    .expectClose();
            Settings settings =
                    Settings.DEFAULT.withReceiptTimeout(Duration.ofMillis(700)).withCloseTimeout(SHORT);
            try (Subject subject = kind.of(broker, settings)) {
                subject.open();
                subject.subscribe();

                assertThat(withinPatience(() -> catchThrowable(() -> subject.sendConfirmed("never answered"))))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining("no receipt");
                gaveUp.countDown();
                assertThat(subject.receive()).as("a late receipt is no harm").isEqualTo("next");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfTheReceiptOfSubscribe(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().ignoringTheRest().expectClose();
            Settings settings = Settings.DEFAULT.withReceiptTimeout(SHORT).withCloseTimeout(SHORT);
            try (Subject subject = kind.of(broker, settings)) {
                subject.open();

                assertThat(withinPatience(() -> catchThrowable(subject::subscribe)))
                        .isInstanceOf(StompTimeoutException.class)
                        .hasMessageContaining("no receipt");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfHeartBeats(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake("heart-beat", "100,0")
                    .ignoringTheRest()
                    .expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, Settings.DEFAULT.withHeartBeat("0,100"))) {
                subject.open();

                assertThat(subject.loss())
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("no heart-beat from " + broker.uri() + " for 200 ms (stomp.heartBeat)");
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfHeartBeatsWhileAReceiptIsAwaited(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake("heart-beat", "100,0")
                    .ignoringTheRest()
                    .expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, Settings.DEFAULT.withHeartBeat("0,100"))) {
                subject.open();
                Outcomes.assertConfirmedOrInDoubt(() -> subject.sendConfirmed("in doubt"));
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfTheReceiptOfDisconnect(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).expect("DISCONNECT").expectClose();
            Subject subject = kind.of(broker, Settings.DEFAULT.withCloseTimeout(SHORT));
            subject.open();
            subject.subscribe();

            withinPatience(() -> {
                subject.close();
                return null;
            });

            assertThat(subject.isUsable()).isFalse();
            assertThatThrownBy(() -> subject.sendConfirmed("too late")).isInstanceOf(StompConnectionException.class);
        }
    }

    private static <T> T withinPatience(Supplier<T> action) {
        long start = System.nanoTime();
        T result = action.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Subject.PATIENCE);
        return result;
    }

    /** A port that answers no SYN any more, because its queue of connections is full. */
    private static final class FullPort implements AutoCloseable {
        private static final int MOST = 64;

        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<SocketChannel> waiting = new ArrayList<>();
        private boolean full;

        FullPort() throws IOException {
            while (!full && waiting.size() < MOST) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                try {
                    channel.socket().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number()), 300);
                } catch (SocketTimeoutException e) {
                    full = true;
                }
            }
        }

        int number() {
            return listener.getLocalPort();
        }

        boolean isFull() {
            return full;
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            listener.close();
        }
    }
}
