package org.stompest.wire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.wire.frame.StompVersion.V1_0;
import static org.stompest.wire.frame.StompVersion.V1_1;
import static org.stompest.wire.frame.StompVersion.V1_2;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

class ServerFramesTest {
    private static final List<StompVersion> ALL = List.of(StompVersion.values());

    @Test
    @DisplayName("STOMP, Protocol Negotiation: without a version header the server speaks 1.0")
    void theVersionThatWasChosen() {
        assertThat(ServerFrames.version(frame(StompCommand.CONNECTED), ALL)).isEqualTo(V1_0);
        assertThat(ServerFrames.version(frame(StompCommand.CONNECTED, "version", "1.1"), ALL))
                .isEqualTo(V1_1);
        assertThat(ServerFrames.version(frame(StompCommand.CONNECTED, "version", "1.2"), List.of(V1_2)))
                .isEqualTo(V1_2);
    }

    @Test
    void aVersionThatWasNotOffered() {
        refuses(() -> ServerFrames.version(frame(StompCommand.CONNECTED), List.of(V1_1, V1_2)))
                .hasMessage("the server chose STOMP 1.0, but the client offered 1.1, 1.2 (option stomp.version)");
        refuses(() -> ServerFrames.version(frame(StompCommand.CONNECTED, "version", "1.3"), ALL))
                .hasMessageStartingWith("the server chose STOMP 1.3, but");
        refuses(() -> ServerFrames.version(frame(StompCommand.CONNECTED, "version", "9".repeat(1000)), ALL))
                .message()
                .hasSizeLessThan(500);
    }

    @Test
    void anotherAnswerThanConnected() {
        StompFrame error = frame(StompCommand.ERROR, "message", "wrong password");
        refuses(() -> ServerFrames.version(error, ALL))
                .hasMessage("the server answered ERROR: wrong password")
                .satisfies(thrown -> assertThat(((StompProtocolException) thrown).errorFrame())
                        .containsSame(error));
        refuses(() -> ServerFrames.version(frame(StompCommand.RECEIPT, "receipt-id", "1"), ALL))
                .hasMessage("the server answered CONNECT with RECEIPT");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void mandatoryHeaders(StompVersion version) {
        refuses(() -> ServerFrames.check(version, frame(StompCommand.RECEIPT)))
                .hasMessage("the server sent RECEIPT without the header receipt-id");
        refuses(() -> ServerFrames.check(version, frame(StompCommand.MESSAGE, "message-id", "1")))
                .hasMessage("the server sent MESSAGE without the header destination");
        refuses(() -> ServerFrames.check(version, frame(StompCommand.MESSAGE, "destination", "q")))
                .hasMessage("the server sent MESSAGE without the header message-id");
        StompFrame noSubscription = frame(StompCommand.MESSAGE, "destination", "q", "message-id", "1");
        if (version == V1_0) {
            assertThat(ServerFrames.check(version, noSubscription)).isSameAs(noSubscription);
        } else {
            refuses(() -> ServerFrames.check(version, noSubscription))
                    .hasMessage("the server sent MESSAGE without the header subscription");
        }
        StompFrame error = frame(StompCommand.ERROR);
        assertThat(ServerFrames.check(version, error)).isSameAs(error);
    }

    @Test
    void whatAServerMustNotSend() {
        refuses(() -> ServerFrames.check(V1_2, frame(StompCommand.SEND)))
                .hasMessage("the server sent SEND, which only a client may send");
        StompFrame receipt = StompFrame.of(StompCommand.RECEIPT, StompHeaders.of("receipt-id", "1"), new byte[1]);
        refuses(() -> ServerFrames.check(V1_1, receipt)).hasMessage("STOMP 1.1 allows no body on RECEIPT");
        assertThat(ServerFrames.check(V1_0, receipt)).isSameAs(receipt);
    }

    @Test
    void theSubscriptionOfAMessage() {
        StompFrame named = frame(StompCommand.MESSAGE, "destination", "q", "subscription", "s");
        StompFrame unnamed = frame(StompCommand.MESSAGE, "destination", "q");

        assertThat(ServerFrames.subscriptionToken(V1_2, named)).isEqualTo("s");
        assertThat(ServerFrames.subscriptionToken(V1_0, named)).isEqualTo("s");
        assertThat(ServerFrames.subscriptionToken(V1_0, unnamed)).isEqualTo("q");
        refuses(() -> ServerFrames.subscriptionToken(V1_1, unnamed))
                .hasMessage("the server sent MESSAGE without the header subscription");
    }

    @Test
    void theReceiptThatAFrameAnswers() {
        assertThat(ServerFrames.receiptId(frame(StompCommand.RECEIPT, "receipt-id", "7")))
                .isEqualTo("7");
        assertThat(ServerFrames.receiptId(frame(StompCommand.ERROR, "receipt-id", "7")))
                .isEqualTo("7");
        assertThat(ServerFrames.receiptId(frame(StompCommand.ERROR))).isNull();
        refuses(() -> ServerFrames.receiptId(frame(StompCommand.RECEIPT)))
                .hasMessage("the server sent RECEIPT without the header receipt-id");
    }

    @Test
    void theTextOfAnErrorIsShort() {
        assertThat(ServerFrames.error(error("said", "more"))).hasMessage("the server answered ERROR: said");
        assertThat(ServerFrames.error(error(" ", "\n first \nsecond"))).hasMessage("the server answered ERROR: first");
        assertThat(ServerFrames.error(frame(StompCommand.ERROR)))
                .hasMessage("the server answered ERROR: no reason given");
        assertThat(ServerFrames.error(error("x".repeat(1000), "")).getMessage())
                .hasSizeLessThan(400)
                .endsWith("...");
    }

    private static StompFrame error(String message, String body) {
        return StompFrame.of(
                StompCommand.ERROR, StompHeaders.of("message", message), body.getBytes(StandardCharsets.UTF_8));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(StompProtocolException.class);
    }

    private static StompFrame frame(StompCommand command, String... namesAndValues) {
        return StompFrame.of(command, StompHeaders.of(namesAndValues));
    }
}
