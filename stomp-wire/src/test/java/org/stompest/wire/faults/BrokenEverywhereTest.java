package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;

/**
 * A whole conversation - connect, subscribe, receive, send, disconnect - broken after each of its bytes, in either direction,
 * with a reset and with a close.
 */
class BrokenEverywhereTest {
    /** Before the first success too, a client with failover tries again. */
    private static final Settings SETTINGS = Settings.DEFAULT.withFailover("failover.startupMaxReconnectAttempts=-1");

    /** A close differs little from a reset: it is played more rarely. */
    private static final int EVERY = 16;

    /** How a test breaks one connection. */
    private interface Break {
        void after(Script script, long bytes, boolean withReset);
    }

    private record Lengths(long sent, long received) {}

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void afterEachByteOfTheBroker(ClientKind kind) {
        long length = measure(kind).sent();
        for (long bytes = 0; bytes < length; bytes++) {
            play(kind, bytes, Script::breakAfterSending, true);
            if (bytes % EVERY == 0) {
                play(kind, bytes, Script::breakAfterSending, false);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void afterEachByteOfTheClient(ClientKind kind) {
        long length = measure(kind).received();
        for (long bytes = 0; bytes < length; bytes++) {
            play(kind, bytes, Script::breakAfterReceiving, true);
            if (bytes % EVERY == 0) {
                play(kind, bytes, Script::breakAfterReceiving, false);
            }
        }
    }

    private static Lengths measure(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            conversation(broker.connection());
            try (Subject subject = kind.of(broker, SETTINGS)) {
                talk(subject);
            }
            broker.awaitPlayed();
            return new Lengths(broker.bytesSent(1), broker.bytesReceived(1));
        }
    }

    private static Script conversation(Script script) {
        return script.clientMayLeave() // one that was broken when all was done comes once more, and leaves
                .handshake()
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SUBSCRIBE")
                .message("hello")
                .ignoringTheRest()
                .expectClose();
    }

    private static void talk(Subject subject) {
        subject.open();
        subject.subscribe();
        assertThat(subject.receive()).isEqualTo("hello");
        subject.sendConfirmed("one");
    }

    private static void play(ClientKind kind, long bytes, Break how, boolean withReset) {
        String where = kind + " broken after " + bytes + (withReset ? " bytes with a reset" : " bytes with a close");
        try (ScriptedBroker broker = new ScriptedBroker()) {
            how.after(conversation(broker.connection()), bytes, withReset);
            broker.everyFurtherConnection(BrokenEverywhereTest::conversation);
            talkAcrossTheBreak(kind, broker, where);
            assertThat(broker.received("SEND").stream().map(frame -> frame.text()))
                    .as(where)
                    .contains("one");
        }
    }

    private static void talkAcrossTheBreak(ClientKind kind, ScriptedBroker broker, String where) {
        try (Subject subject = kind.of(broker, SETTINGS)) {
            talk(subject);
        } catch (StompException e) {
            assertThat(e).as(where).isInstanceOf(StompConnectionException.class);
            assertThat(e.getMessage()).as(where).isNotBlank();
            if (kind.failsOver()) {
                assertThat(((StompConnectionException) e).mayHaveReachedBroker())
                        .as(where + ": " + e.getMessage())
                        .isTrue();
            }
            try (Subject another = kind.of(broker, SETTINGS)) {
                talk(another);
            }
        }
    }
}
