package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.stompest.wire.session.SessionState.CONNECTED;
import static org.stompest.wire.session.SessionState.CONNECTING;
import static org.stompest.wire.session.SessionState.DISCONNECTED;
import static org.stompest.wire.session.SessionState.DISCONNECTING;
import static org.stompest.wire.session.Sessions.frame;
import static org.stompest.wire.session.Sessions.refuses;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.wire.frame.StompCommand;

/** Each command in each state: allowed, and where it leads; or forbidden, and then nothing changes. */
class SessionStateTest {
    record Step(String name, Set<SessionState> allowed, SessionState leadsTo, Consumer<StompSession> command) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Step> steps() {
        Set<SessionState> connected = EnumSet.of(CONNECTED);
        Set<SessionState> open = EnumSet.of(CONNECTED, DISCONNECTING);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("CONNECT", EnumSet.of(DISCONNECTED), CONNECTING, s -> s.connect(Sessions.CONNECT)));
        steps.add(new Step("CONNECTED", EnumSet.of(CONNECTING), CONNECTED, s -> s.connected(Sessions.CONNECTED)));
        steps.add(new Step("DISCONNECT", connected, DISCONNECTING, s -> s.disconnect(frame(StompCommand.DISCONNECT))));
        steps.add(new Step("SUBSCRIBE", connected, CONNECTED, s -> s.subscribe(Sessions.subscribe("2"), null)));
        steps.add(new Step("UNSUBSCRIBE", connected, CONNECTED, s -> s.unsubscribe("1")));
        steps.add(new Step("SEND", connected, CONNECTED, s -> s.send(frame(StompCommand.SEND, "destination", "q"))));
        steps.add(new Step("ACK", connected, CONNECTED, s -> s.send(frame(StompCommand.ACK, "id", "a"))));
        steps.add(new Step("NACK", connected, CONNECTED, s -> s.send(frame(StompCommand.NACK, "id", "a"))));
        steps.add(new Step("BEGIN", connected, CONNECTED, s -> s.begin("t2")));
        steps.add(new Step("COMMIT", connected, CONNECTED, s -> s.commit("t1")));
        steps.add(new Step("ABORT", connected, CONNECTED, s -> s.abort("t1")));
        steps.add(new Step("receipt requested", connected, CONNECTED, s -> s.receiptRequested("r2")));
        steps.add(new Step("RECEIPT", open, null, s -> s.receipt(frame(StompCommand.RECEIPT, "receipt-id", "r1"))));
        steps.add(new Step("MESSAGE", open, null, s -> s.message(Sessions.message("1"))));
        steps.add(new Step("close", EnumSet.allOf(SessionState.class), DISCONNECTED, s -> s.close(false)));
        steps.add(new Step("close and flush", EnumSet.allOf(SessionState.class), DISCONNECTED, s -> s.close(true)));
        return steps;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void inEachState(Step step) {
        for (SessionState state : SessionState.values()) {
            StompSession session = Sessions.in(state);
            if (step.allowed().contains(state)) {
                step.command().accept(session);
                assertThat(session.state()).isEqualTo(step.leadsTo() == null ? state : step.leadsTo());
            } else {
                List<Subscription> subscriptions = session.replayable();
                Set<String> receipts = session.pendingReceipts();
                Set<String> transactions = session.activeTransactions();

                refuses(() -> step.command().accept(session))
                        .hasMessageStartingWith("cannot ")
                        .hasMessageEndingWith("the session is " + state.name().toLowerCase(Locale.ROOT));
                assertThat(session.state()).isEqualTo(state);
                assertThat(session.replayable()).isEqualTo(subscriptions);
                assertThat(session.pendingReceipts()).isEqualTo(receipts);
                assertThat(session.activeTransactions()).isEqualTo(transactions);
            }
        }
    }

    static Stream<Step> uncheckedSteps() {
        return steps().stream();
    }

    @ParameterizedTest
    @MethodSource("uncheckedSteps")
    void anUncheckedSessionTakesEachCommandInEachState(Step step) {
        for (SessionState state : SessionState.values()) {
            StompSession session = new StompSession(false);
            if (state != DISCONNECTED) {
                session.connect(Sessions.CONNECT);
            }
            if (state == CONNECTED || state == DISCONNECTING) {
                session.connected(Sessions.CONNECTED);
            }
            if (state == DISCONNECTING) {
                session.disconnect(frame(StompCommand.DISCONNECT));
            }
            if (!step.name().equals("CONNECTED")) {
                assertThatCode(() -> step.command().accept(session)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aFrameOfAnotherCommandIsRefused() {
        StompSession session = Sessions.connected("1.2");

        refuses(() -> session.send(Sessions.subscribe("1"))).hasMessage("a SUBSCRIBE where another command should be");
        refuses(() -> session.subscribe(Sessions.CONNECT, null));
        refuses(() -> session.message(Sessions.CONNECTED));
        refuses(() -> session.receipt(Sessions.CONNECTED));
        refuses(() -> session.disconnect(Sessions.CONNECT));
        refuses(() -> new StompSession().connect(Sessions.CONNECTED));
    }

    @Test
    void timesAreWhatTheOwnerSays() {
        StompSession session = new StompSession();
        assertThat(session.lastSent()).isZero();
        session.sentAt(5);
        session.receivedAt(7);

        assertThat(session.lastSent()).isEqualTo(5);
        assertThat(session.lastReceived()).isEqualTo(7);
    }
}
