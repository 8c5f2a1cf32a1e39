package org.stompest.wire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.wire.frame.StompVersion.V1_0;
import static org.stompest.wire.frame.StompVersion.V1_1;
import static org.stompest.wire.frame.StompVersion.V1_2;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

class ClientFramesTest {
    private static final List<StompVersion> ALL = List.of(StompVersion.values());
    private static final StompHeaders NONE = StompHeaders.empty();
    private static final byte[] BODY = {1, 0, 2};

    @Test
    @DisplayName("STOMP, Connecting: CONNECT offers versions, host, login and heart-beat")
    void connectWithEverything() {
        StompFrame connect = ClientFrames.connect(
                List.of(V1_2, V1_0, V1_1, V1_2), "vhost", "me", "hush", "1000,2000", StompHeaders.of("client-id", "c"));

        assertThat(connect)
                .isEqualTo(frame(
                        StompCommand.CONNECT,
                        "accept-version",
                        "1.0,1.1,1.2",
                        "host",
                        "vhost",
                        "login",
                        "me",
                        "passcode",
                        "hush",
                        "heart-beat",
                        "1000,2000",
                        "client-id",
                        "c"));
        assertThat(connect.toString()).doesNotContain("hush");
    }

    @Test
    void connectWithWhatMustBeThere() {
        assertThat(ClientFrames.connect(ALL, "h", null, null, null, NONE))
                .isEqualTo(frame(StompCommand.CONNECT, "accept-version", "1.0,1.1,1.2", "host", "h"));
        assertThat(ClientFrames.stomp(List.of(V1_2), "h", null, null, null, NONE))
                .isEqualTo(frame(StompCommand.STOMP, "accept-version", "1.2", "host", "h"));
    }

    @Test
    void connectOfferingOnly10HasWhat10Knows() {
        assertThat(ClientFrames.connect(List.of(V1_0), null, "me", "hush", "1,1", NONE))
                .isEqualTo(frame(StompCommand.CONNECT, "login", "me", "passcode", "hush"));
        assertThat(ClientFrames.connect(List.of(V1_0), "h", null, null, null, NONE))
                .isEqualTo(frame(StompCommand.CONNECT, "host", "h"));
    }

    @Test
    void anExtraHeaderOfConnectTakesTheOthersPlace() {
        assertThat(ClientFrames.connect(
                        List.of(V1_1), "h", null, null, "1,1", StompHeaders.of("host", "other", "x", "y")))
                .isEqualTo(frame(
                        StompCommand.CONNECT, "accept-version", "1.1", "host", "other", "heart-beat", "1,1", "x", "y"));
    }

    @Test
    void connectThatCannotBe() {
        refuses(() -> ClientFrames.connect(List.of(), "h", null, null, null, NONE))
                .hasMessage("CONNECT offers no version");
        refuses(() -> ClientFrames.connect(ALL, null, null, null, null, NONE))
                .hasMessage("CONNECT needs a header host");
        refuses(() -> ClientFrames.connect(ALL, "h", null, null, null, StompHeaders.of("receipt", "1")))
                .hasMessage("CONNECT cannot ask for a receipt");
        refuses(() -> ClientFrames.stomp(ALL, "h", null, null, null, NONE))
                .hasMessage("STOMP 1.0 has no command STOMP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,", ",1", "a,b", "-1,0", "1,2,3", "1, 2"})
    void connectWithAMalformedHeartBeat(String heartBeat) {
        refuses(() -> ClientFrames.connect(ALL, "h", null, null, heartBeat, NONE))
                .hasMessageStartingWith("CONNECT has heart-beat " + heartBeat + ", which should be");
    }

    @Test
    void sendHasContentLengthUnlessLeftOut() {
        StompHeaders headers = StompHeaders.of("destination", "/q", "content-length", "99");

        assertThat(ClientFrames.send(headers, BODY))
                .isEqualTo(StompFrame.of(
                        StompCommand.SEND, StompHeaders.of("destination", "/q", "content-length", "3"), BODY));
        assertThat(ClientFrames.send(StompHeaders.of("destination", "/q"), new byte[0]))
                .isEqualTo(frame(StompCommand.SEND, "destination", "/q", "content-length", "0"));
        assertThat(ClientFrames.sendWithoutLength(headers, BODY))
                .isEqualTo(StompFrame.of(StompCommand.SEND, StompHeaders.of("destination", "/q"), BODY));
    }

    @Test
    void sendTakesAPartOfAnArrayUncopied() {
        StompHeaders.Builder builder = StompHeaders.builder().add("destination", "/q");
        StompFrame send = ClientFrames.send(builder, BODY, 1, 2);

        assertThat(send.bodyArray()).isSameAs(BODY);
        assertThat(send.bodyOffset()).isOne();
        assertThat(send.header("content-length")).isEqualTo("2");
        assertThat(builder.size()).isZero();
        assertThat(ClientFrames.sendWithoutLength(builder.add("destination", "/q"), BODY, 2, 1)
                        .bodyArray())
                .isSameAs(BODY);
    }

    @Test
    void sendNeedsADestination() {
        refuses(() -> ClientFrames.send(NONE, BODY)).hasMessage("SEND needs a header destination");
        refuses(() -> ClientFrames.sendWithoutLength(NONE, BODY)).hasMessage("SEND needs a header destination");
    }

    static Stream<Arguments> acknowledgements() {
        return Stream.of(
                Arguments.of(V1_0, StompHeaders.of("message-id", "m")),
                Arguments.of(V1_1, StompHeaders.of("message-id", "m", "subscription", "s")),
                Arguments.of(V1_2, StompHeaders.of("id", "a")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @DisplayName("STOMP, ACK and NACK: each version names the message in its own way")
    void acknowledgements(StompVersion version, StompHeaders headers) {
        StompFrame message = frame(StompCommand.MESSAGE, "subscription", "s", "message-id", "m", "ack", "a");
        StompHeaders all =
                headers.toBuilder().add("transaction", "t").add("receipt", "r").build();

        assertThat(ClientFrames.ack(version, message, null, null)).isEqualTo(StompFrame.of(StompCommand.ACK, headers));
        assertThat(ClientFrames.ack(version, message, "t", "r")).isEqualTo(StompFrame.of(StompCommand.ACK, all));
        if (version == V1_0) {
            refuses(() -> ClientFrames.nack(version, message, null, null)).hasMessage("STOMP 1.0 has no command NACK");
        } else {
            assertThat(ClientFrames.nack(version, message, "t", "r")).isEqualTo(StompFrame.of(StompCommand.NACK, all));
        }
    }

    @Test
    void acknowledgementsOfWhatCannotBeAcknowledged() {
        refuses(() -> ClientFrames.ack(V1_0, frame(StompCommand.MESSAGE), null, null))
                .hasMessage("ACK in STOMP 1.0 needs the header message-id of the MESSAGE, which has none");
        refuses(() -> ClientFrames.nack(V1_1, frame(StompCommand.MESSAGE, "message-id", "m"), null, null))
                .hasMessage("NACK in STOMP 1.1 needs the header subscription of the MESSAGE, which has none");
        refuses(() -> ClientFrames.ack(V1_2, frame(StompCommand.MESSAGE, "message-id", "m"), null, null))
                .hasMessage("ACK in STOMP 1.2 needs the header ack of the MESSAGE, which has none");
        refuses(() -> ClientFrames.ack(V1_2, frame(StompCommand.RECEIPT), null, null))
                .hasMessage("ACK is for a MESSAGE, not for RECEIPT");
    }

    @Test
    void unsubscribeNamesWhatSubscribeNamed() {
        StompFrame withId = frame(StompCommand.SUBSCRIBE, "id", "s", "destination", "/q");
        StompFrame without = frame(StompCommand.SUBSCRIBE, "destination", "/q");

        assertThat(ClientFrames.unsubscribe(V1_2, withId, null)).isEqualTo(frame(StompCommand.UNSUBSCRIBE, "id", "s"));
        assertThat(ClientFrames.unsubscribe(V1_0, withId, "r"))
                .isEqualTo(frame(StompCommand.UNSUBSCRIBE, "id", "s", "receipt", "r"));
        assertThat(ClientFrames.unsubscribe(V1_0, without, null))
                .isEqualTo(frame(StompCommand.UNSUBSCRIBE, "destination", "/q"));
        refuses(() -> ClientFrames.unsubscribe(V1_1, without, null)).hasMessage("UNSUBSCRIBE needs a header id");
        refuses(() -> ClientFrames.unsubscribe(V1_0, NONE)).hasMessage("UNSUBSCRIBE needs a header id or destination");
    }

    @Test
    void transactionsAndDisconnect() {
        assertThat(ClientFrames.begin("t", null)).isEqualTo(frame(StompCommand.BEGIN, "transaction", "t"));
        assertThat(ClientFrames.commit("t", "r"))
                .isEqualTo(frame(StompCommand.COMMIT, "transaction", "t", "receipt", "r"));
        assertThat(ClientFrames.abort("t", null)).isEqualTo(frame(StompCommand.ABORT, "transaction", "t"));
        assertThat(ClientFrames.disconnect(null)).isEqualTo(frame(StompCommand.DISCONNECT));
        assertThat(ClientFrames.disconnect("r")).isEqualTo(frame(StompCommand.DISCONNECT, "receipt", "r"));
    }

    @Test
    void aReceiptCanBeAskedForByAllButConnect() {
        StompFrame begin = ClientFrames.begin("t", "1");

        assertThat(ClientFrames.withReceipt(begin, "2").header("receipt")).isEqualTo("2");
        assertThat(begin.header("receipt")).isEqualTo("1");
        for (StompCommand command : List.of(StompCommand.CONNECT, StompCommand.STOMP, StompCommand.MESSAGE)) {
            refuses(() -> ClientFrames.withReceipt(frame(command), "1"))
                    .hasMessage(command + " cannot ask for a receipt");
        }
    }

    static Stream<Arguments> missingHeaders() {
        return Stream.of(
                Arguments.of(V1_1, frame(StompCommand.CONNECT, "host", "h"), "CONNECT needs a header accept-version"),
                Arguments.of(V1_0, frame(StompCommand.SEND), "SEND needs a header destination"),
                Arguments.of(V1_0, frame(StompCommand.SUBSCRIBE), "SUBSCRIBE needs a header destination"),
                Arguments.of(V1_1, frame(StompCommand.SUBSCRIBE, "destination", "q"), "SUBSCRIBE needs a header id"),
                Arguments.of(V1_0, frame(StompCommand.ACK), "ACK needs a header message-id"),
                Arguments.of(V1_1, frame(StompCommand.ACK), "ACK needs a header message-id"),
                Arguments.of(V1_1, frame(StompCommand.NACK, "message-id", "m"), "NACK needs a header subscription"),
                Arguments.of(V1_2, frame(StompCommand.NACK, "message-id", "m"), "NACK needs a header id"),
                Arguments.of(V1_2, frame(StompCommand.BEGIN), "BEGIN needs a header transaction"),
                Arguments.of(V1_2, frame(StompCommand.COMMIT), "COMMIT needs a header transaction"),
                Arguments.of(V1_2, frame(StompCommand.ABORT), "ABORT needs a header transaction"),
                Arguments.of(
                        V1_2,
                        frame(StompCommand.SUBSCRIBE, "destination", "q", "id", "1", "ack", "never"),
                        "SUBSCRIBE has ack never, which in STOMP 1.2 should be one of auto, client, client-individual"),
                Arguments.of(
                        V1_0,
                        frame(StompCommand.SUBSCRIBE, "destination", "q", "ack", "client-individual"),
                        "SUBSCRIBE has ack client-individual, which in STOMP 1.0 should be one of auto, client"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void missingHeaders(StompVersion version, StompFrame frame, String message) {
        refuses(() -> ClientFrames.check(version, frame)).hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void framesThatAreInOrder(StompVersion version) {
        List<String> modes =
                version == V1_0 ? List.of("auto", "client") : List.of("auto", "client", "client-individual");
        for (String mode : modes) {
            StompHeaders headers = StompHeaders.of("destination", "q", "id", "1", "ack", mode);
            assertThat(ClientFrames.subscribe(version, headers))
                    .isEqualTo(StompFrame.of(StompCommand.SUBSCRIBE, headers));
        }
        StompFrame disconnect = frame(StompCommand.DISCONNECT);
        assertThat(ClientFrames.check(version, disconnect)).isSameAs(disconnect);
    }

    @Test
    void whatAClientMustNotSend() {
        refuses(() -> ClientFrames.check(V1_2, frame(StompCommand.RECEIPT)))
                .hasMessage("RECEIPT comes from a server; a client does not send it");
        refuses(() -> ClientFrames.check(V1_0, frame(StompCommand.NACK))).hasMessage("STOMP 1.0 has no command NACK");
        StompFrame begin = StompFrame.of(StompCommand.BEGIN, StompHeaders.of("transaction", "t"), BODY);
        refuses(() -> ClientFrames.check(V1_1, begin)).hasMessage("STOMP 1.1 allows no body on BEGIN");
        assertThat(ClientFrames.check(V1_0, begin)).isSameAs(begin);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(StompProtocolException.class);
    }

    private static StompFrame frame(StompCommand command, String... namesAndValues) {
        return StompFrame.of(command, StompHeaders.of(namesAndValues));
    }
}
