package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.BadBytes;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;

/** Bytes that are no frame end the connection, with a reason, and nothing else. */
class BadBytesTest {
    private static final Settings SETTINGS = Settings.DEFAULT.with("stomp.maxBody=100000");

    static Stream<Arguments> rows() {
        return BadBytes.all(Subject.SUBSCRIPTION).stream()
                .flatMap(bytes -> Arrays.stream(ClientKind.values()).map(kind -> Arguments.of(bytes, kind)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void whatIsNoFrameEndsTheConnectionAndTheClientConnectsAgain(BadBytes bad, ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).replyRaw(bad.bytes()).ignoringTheRest().expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker, SETTINGS)) {
                subject.open();
                subject.subscribe();

                StompException why = subject.loss();

                assertThat(why)
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining(broker.uri())
                        .hasMessageContaining(bad.told());
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void whoeverWaitsForAReceiptOrAMessageIsTold(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .replyRaw(Scripts.message("", "first"))
                    .expect("SEND")
                    .replyRaw("GARBAGE\n")
                    .expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                assertThat(subject.receive()).isEqualTo("first");

                Outcomes.assertConfirmedOrInDoubt(() -> subject.sendConfirmed("in doubt"));

                if (!kind.failsOver()) {
                    assertThatThrownBy(subject::receive)
                            .isInstanceOf(StompConnectionException.class)
                            .hasMessageContaining("no command of STOMP");
                    assertThatThrownBy(() -> subject.sendConfirmed("too late"))
                            .isInstanceOf(StompConnectionException.class);
                }
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MESS", "MESSAGE|foo:b", "MESSAGE|foo:bar||abc", "MESSAGE|content-length:9||abc"})
    void aFrameWithoutEndIsUnfinishedUntilTheConnectionEnds(String lines) {
        for (ClientKind kind : ClientKind.values()) {
            unfinished(lines.replace('|', '\n'), kind);
        }
    }

    private static void unfinished(String text, ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).replyRaw(text).ignoringTheRest().close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();

                assertThat(subject.loss())
                        .as(kind.toString())
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("closed the connection in the middle of a frame");
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void aMessageWithoutSubscriptionIsAViolationWhereSubscriptionsAreKept(ClientKind kind) {
        if (kind == ClientKind.CONNECTION) {
            return; // keeps no subscriptions: its handler gets the message
        }
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .replyRaw("MESSAGE\nmessage-id:1\ndestination:/queue/q\n\nx\0")
                    .ignoringTheRest()
                    .expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();

                assertThat(subject.loss())
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("MESSAGE without the header subscription");
                Scripts.assertGoesOn(subject, true, broker, "after");
            }
        }
    }
}
