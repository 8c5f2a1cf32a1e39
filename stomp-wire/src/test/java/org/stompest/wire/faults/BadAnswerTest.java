package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.BadAnswer;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/** Whatever comes instead of CONNECTED, opening fails with a reason, and can be tried again. */
class BadAnswerTest {
    private static final Settings SETTINGS = Settings.DEFAULT.with("stomp.versions=1.1,1.2");

    static Stream<Arguments> rows() {
        return BadAnswer.all().stream()
                .flatMap(answer -> Arrays.stream(ClientKind.values()).map(kind -> Arguments.of(answer, kind)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void openingFailsAndCanBeTriedAgain(BadAnswer answer, ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().replyRaw(answer.text()).expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, SETTINGS)) {
                Throwable why = catchThrowable(subject::open);

                assertThat(why)
                        .isInstanceOf(
                                answer.violation() ? StompProtocolException.class : StompConnectionException.class)
                        .hasMessageContaining(broker.uri())
                        .hasMessageContaining(answer.told());
                assertThat(subject.isUsable()).isFalse();
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void deathInsteadOfConnectedSaysWhatToLookAt(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().ignoringTheRest().close();
            broker.connection().expectConnect().close();
            broker.connection().expectConnect().dieMidFrame(WireFrame.of("CONNECTED", "version", "1.2"), 12);
            broker.connection().expectConnect().reset();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, SETTINGS)) {
                for (int connection = 1; connection <= 4; connection++) {
                    assertThat(catchThrowable(subject::open))
                            .as("connection " + connection)
                            .isInstanceOf(StompConnectionException.class)
                            .hasMessageContaining(broker.uri())
                            .hasMessageContaining("is it a STOMP port");
                }
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void nobodyListens(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.everyFurtherConnection(Scripts::healthy);
            broker.stopListening();
            try (Subject subject = kind.of(broker, SETTINGS)) {
                assertThat(catchThrowable(subject::open))
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("is the broker running");
                broker.listenAgain();
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void aBadAnswerWhileReconnectingIsOneAttemptInVain(ClientKind kind) {
        if (!kind.failsOver()) {
            return;
        }
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).ignoringTheRest().reset();
            BadAnswer.all()
                    .forEach(bad -> broker.connection()
                            .expectConnect()
                            .replyRaw(bad.text())
                            .expectClose());
            broker.connection().expectConnect().reset();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, SETTINGS)) {
                subject.open();
                subject.subscribe();
                subject.loss();
                Scripts.assertGoesOn(subject, true, broker, "after");
            }
        }
    }
}
