package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Sessions in each state, and the frames to try on them. */
final class Sessions {
    static final StompFrame CONNECT =
            frame(StompCommand.CONNECT, "accept-version", "1.0,1.1,1.2", "host", "h", "heart-beat", "1000,2000");
    static final StompFrame CONNECTED = frame(StompCommand.CONNECTED, "version", "1.2");

    private Sessions() {}

    static StompSession connected(String version) {
        StompSession session = new StompSession();
        connect(session, version);
        return session;
    }

    static void connect(StompSession session, String version) {
        session.connect(CONNECT);
        session.connected(frame(StompCommand.CONNECTED, "version", version));
    }

    static StompSession in(SessionState state) {
        StompSession session = new StompSession();
        if (state != SessionState.DISCONNECTED) {
            session.connect(CONNECT);
        }
        if (state == SessionState.CONNECTED || state == SessionState.DISCONNECTING) {
            session.connected(CONNECTED);
            session.subscribe(subscribe("1"), null);
            session.receiptRequested("r1");
            session.begin("t1");
        }
        if (state == SessionState.DISCONNECTING) {
            session.disconnect(frame(StompCommand.DISCONNECT, "receipt", "bye"));
        }
        return session;
    }

    static StompFrame subscribe(String id) {
        return frame(StompCommand.SUBSCRIBE, "id", id, "destination", "/queue/" + id, "ack", "client-individual");
    }

    static StompFrame message(String subscription) {
        return frame(StompCommand.MESSAGE, "destination", "/queue/x", "message-id", "m", "subscription", subscription);
    }

    static StompFrame frame(StompCommand command, String... namesAndValues) {
        return StompFrame.of(command, StompHeaders.of(namesAndValues));
    }

    static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(StompProtocolException.class);
    }
}
