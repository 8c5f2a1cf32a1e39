package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.faults.TlsPort.Treatment;

/** What can go wrong before and beneath STOMP where it is spoken over TLS. */
class TlsFaultsTest {
    private static final Settings QUICK = Settings.DEFAULT.with("transport.connectTimeout=1000");

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void silenceInTheHandshake(ClientKind kind) {
        assertOpeningFails(kind, QUICK, Treatment.SILENCE, StompTimeoutException.class, "no end of the TLS handshake")
                .hasMessageContaining("1000 ms (transport.connectTimeout)");
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void resetInTheHandshake(ClientKind kind) {
        assertOpeningFails(
                kind,
                Settings.DEFAULT,
                Treatment.RESET,
                StompConnectionException.class,
                "in the middle of the TLS handshake");
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void aPortThatDoesNotSpeakTls(ClientKind kind) {
        assertOpeningFails(
                kind, Settings.DEFAULT, Treatment.PLAIN, StompConnectionException.class, "does not speak TLS");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertOpeningFails(
            ClientKind kind, Settings settings, Treatment how, Class<? extends Exception> thrown, String told) {
        try (ScriptedBroker broker = new ScriptedBroker();
                TlsPort port = new TlsPort(broker)) {
            broker.everyFurtherConnection(Scripts::healthy);
            port.treatNew(how);
            try (Subject subject = kind.of(port.number(), port.trusted(settings))) {
                Throwable why = catchThrowable(subject::open);

                assertThat(why)
                        .isInstanceOf(thrown)
                        .hasMessageContaining("ssl://127.0.0.1:" + port.number())
                        .hasMessageContaining(told);
                assertThat(subject.isUsable()).isFalse();
                port.treatNew(Treatment.RELAY);
                Scripts.assertGoesOn(subject, false, broker, "after");
                return assertThat(why);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void aConnectionThatStoodIsReset(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker();
                TlsPort port = new TlsPort(broker)) {
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(port.number(), port.trusted(Settings.DEFAULT))) {
                subject.open();
                subject.sendConfirmed("before");
                port.reset();

                assertThat(subject.loss())
                        .isInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("ssl://127.0.0.1:" + port.number());
                Scripts.assertGoesOn(subject, kind.failsOver(), broker, "after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientKind.class,
            names = {"RECONNECTING_FAILOVER", "SYNC_FAILOVER", "ASYNC_FAILOVER"})
    void anyOfTheseWhileReconnectingIsOneAttemptInVain(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker();
                TlsPort port = new TlsPort(broker)) {
            broker.everyFurtherConnection(Scripts::healthy);
            try (Subject subject = kind.of(port.number(), port.trusted(QUICK))) {
                Scripts.openPatiently(subject);
                subject.sendConfirmed("before");
                port.treatNew(Treatment.RESET);
                port.reset();
                subject.loss();

                port.awaitOne(Treatment.RESET);
                port.awaitOne(Treatment.SILENCE);
                port.awaitOne(Treatment.PLAIN);
                port.treatNew(Treatment.RELAY);

                Scripts.assertGoesOn(subject, true, broker, "after");
            }
        }
    }
}
