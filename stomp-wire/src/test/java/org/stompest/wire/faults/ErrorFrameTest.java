package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;

/** ERROR before, during and after anything. */
class ErrorFrameTest {
    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void beforeConnectWasRead(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().error("too many clients").expectConnect().expectClose();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                assertThatThrownBy(subject::open)
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("refused the connection: too many clients");
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void insteadOfConnected(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .error("wrong password")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                assertThatThrownBy(subject::open)
                        .hasMessageContaining("wrong password")
                        .isInstanceOfSatisfying(
                                StompProtocolException.class,
                                e -> assertThat(e.errorFrame()).isPresent());
                Scripts.assertGoesOn(subject, false, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void inOnePacketWithConnected(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .replyRaw("CONNECTED\nversion:1.2\n\n\0ERROR\nmessage:changed my mind\n\n\0")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                Throwable whileOpening = catchThrowable(subject::open);
                if (whileOpening == null && kind == ClientKind.CONNECTION) {
                    assertThat(subject.loss()).hasMessageContaining("answered with ERROR: changed my mind");
                } else if (whileOpening != null) {
                    assertThat(whileOpening).isInstanceOf(StompException.class).hasMessageContaining(broker.uri());
                }
                Scripts.assertGoesOn(subject, whileOpening == null && kind.outlivesErrors(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void outOfTheBlueWithAClose(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).error("going down").ignoringTheRest().close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();

                assertThat(subject.loss())
                        .hasMessageContaining("answered with ERROR: going down")
                        .isInstanceOfSatisfying(
                                StompProtocolException.class,
                                e -> assertThat(e.errorFrame()).isPresent());
                Scripts.assertGoesOn(subject, kind.outlivesErrors(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void asAnswerToASendOnAConnectionThatStays(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .expect("SEND")
                    .errorForLast("no such queue")
                    .receipt()
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                assertThatThrownBy(() -> subject.sendConfirmed("refused"))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("no such queue");
                subject.sendConfirmed("after");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void asAnswerToASendWithAClose(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .expect("SEND")
                    .errorForLast("no such queue")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                assertThatThrownBy(() -> subject.sendConfirmed("refused"))
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("no such queue");
                Scripts.assertGoesOn(subject, kind.outlivesErrors(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void withoutReceiptIdWhileAReceiptIsAwaited(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .expect("SEND")
                    .error("something is wrong")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();

                Throwable failure = catchThrowable(() -> subject.sendConfirmed("in doubt"));

                if (failure != null) {
                    assertThat(failure)
                            .isInstanceOf(StompException.class)
                            .hasMessageContaining("something is wrong")
                            .satisfies(e ->
                                    assertThat(((StompException) e).refusal()).isPresent());
                }
                Scripts.assertGoesOn(subject, kind.outlivesErrors(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void asAnswerToSubscribe(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .errorForLast("not allowed")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                assertThatThrownBy(subject::subscribe)
                        .isInstanceOf(StompProtocolException.class)
                        .hasMessageContaining("not allowed");
                Scripts.assertGoesOn(subject, kind.outlivesErrors(), broker, "after");
                assertThat(broker.received("SUBSCRIBE"))
                        .as("none of it is made again")
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void asAnswerToTheSubscriptionThatIsMadeAgain(ClientKind kind) {
        if (!kind.failsOver()) {
            return;
        }
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).ignoringTheRest().reset();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .errorForLast("not any more")
                    .ignoringTheRest()
                    .close();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                subject.loss();
                Scripts.assertGoesOn(subject, true, broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void asAnswerToDisconnect(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).expect("DISCONNECT").errorForLast("no").expectClose();
            Subject subject = kind.of(broker);
            subject.open();
            subject.subscribe();

            subject.close();

            assertThat(subject.isUsable()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void withAResetBehindIt(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker).error("going down").ignoringTheRest().reset();
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                // a reset may overtake what was sent before it
                StompException why = subject.loss();
                assertThat(why).isInstanceOfAny(StompProtocolException.class, StompConnectionException.class);
                boolean byItself = kind.failsOver() || kind.outlivesErrors() && why instanceof StompProtocolException;
                Scripts.assertGoesOn(subject, byItself, broker, "after");
            }
        }
    }
}
