package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.wire.session.Sessions.frame;
import static org.stompest.wire.session.Sessions.refuses;

import org.junit.jupiter.api.Test;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;

class SessionNegotiationTest {
    private final StompSession session = new StompSession();

    @Test
    void connectedTellsEverything() {
        assertThat(session.connect(Sessions.CONNECT)).isSameAs(Sessions.CONNECT);
        StompFrame connected = frame(
                StompCommand.CONNECTED,
                "version",
                "1.1",
                "server",
                "Broker/1",
                "session",
                "id-7",
                "heart-beat",
                "500,3000",
                "other",
                "x");

        ServerInfo info = session.connected(connected);
        assertThat(info)
                .isEqualTo(new ServerInfo(
                        StompVersion.V1_1, "Broker/1", "id-7", new HeartBeat(3000, 2000), connected.headers()));
        assertThat(session.server()).isSameAs(info);
        assertThat(session.version()).isEqualTo(StompVersion.V1_1);
    }

    @Test
    void aServerThatTellsNothingSpeaks10WithoutHeartBeats() {
        session.connect(Sessions.CONNECT);
        ServerInfo info = session.connected(frame(StompCommand.CONNECTED, "heart-beat", "1,1"));

        assertThat(info.version()).isEqualTo(StompVersion.V1_0);
        assertThat(info.heartBeat()).isEqualTo(HeartBeat.NONE);
        assertThat(info.server()).isEmpty();
        assertThat(info.session()).isEmpty();
    }

    @Test
    void aConnectWithoutAcceptVersionOffers10() {
        session.connect(frame(StompCommand.CONNECT));

        refuses(() -> session.connected(Sessions.CONNECTED)).hasMessageContaining("the client offered 1.0");
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
        assertThat(session.connected(frame(StompCommand.CONNECTED)).version()).isEqualTo(StompVersion.V1_0);
    }

    @Test
    void stompOpensASessionToo() {
        session.connect(frame(StompCommand.STOMP, "accept-version", "1.2", "host", "h"));

        assertThat(session.connected(Sessions.CONNECTED).version()).isEqualTo(StompVersion.V1_2);
    }

    @Test
    void anErrorInPlaceOfConnected() {
        session.connect(Sessions.CONNECT);
        StompFrame error = frame(StompCommand.ERROR, "message", "no");

        refuses(() -> session.connected(error))
                .satisfies(thrown -> assertThat(((StompProtocolException) thrown).errorFrame())
                        .containsSame(error));
        assertThat(session.server()).isNull();
    }

    @Test
    void malformedOffersAndAnswers() {
        refuses(() -> session.connect(frame(StompCommand.CONNECT, "accept-version", "1.2,2.0")))
                .hasMessageStartingWith("CONNECT offers 1.2,2.0: no STOMP version '2.0'");
        refuses(() -> session.connect(frame(StompCommand.CONNECT, "accept-version", "1.2", "heart-beat", "1")))
                .hasMessageStartingWith("CONNECT is malformed: heart-beat '1' should be");
        assertThat(session.state()).isEqualTo(SessionState.DISCONNECTED);

        session.connect(Sessions.CONNECT);
        refuses(() -> session.connected(frame(StompCommand.CONNECTED, "version", "1.2", "heart-beat", "x,y")))
                .hasMessageStartingWith("CONNECTED is malformed: heart-beat 'x,y' should be");
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
    }

    @Test
    void theNextConnectionNegotiatesAnew() {
        session.connect(Sessions.CONNECT);
        session.connected(Sessions.CONNECTED);
        session.close(false);
        assertThat(session.server().version()).as("still told after the end").isEqualTo(StompVersion.V1_2);

        session.connect(Sessions.CONNECT);
        assertThat(session.server()).isNull();
        session.connected(frame(StompCommand.CONNECTED, "version", "1.1"));
        assertThat(session.version()).isEqualTo(StompVersion.V1_1);
    }
}
