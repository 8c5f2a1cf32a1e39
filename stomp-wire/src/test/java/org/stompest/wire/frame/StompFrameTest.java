package org.stompest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StompFrameTest {
    private static final byte[] BYTES = "<€>".getBytes(StandardCharsets.UTF_8);
    private static final StompHeaders HEADERS = StompHeaders.of("destination", "q");

    @Test
    void aWholeArrayIsTheBody() {
        StompFrame frame = StompFrame.of(StompCommand.SEND, HEADERS, BYTES);

        assertThat(frame.body()).isSameAs(BYTES);
        assertThat(frame.bodyText()).isEqualTo("<€>");
        assertThat(frame.header("destination")).isEqualTo("q");
    }

    @Test
    void aPartOfAnArrayIsTheBody() {
        StompFrame frame = StompFrame.of(StompCommand.SEND, HEADERS, BYTES, 1, 3);

        assertThat(frame.bodyArray()).isSameAs(BYTES);
        assertThat(frame.bodyText()).isEqualTo("€");
        assertThat(frame.body()).isEqualTo("€".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> StompFrame.of(StompCommand.SEND, HEADERS, BYTES, 3, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void equalityLooksAtTheBytesWhereverTheyLie() {
        StompFrame part = StompFrame.of(StompCommand.SEND, HEADERS, BYTES, 1, 3);
        StompFrame whole = StompFrame.of(StompCommand.SEND, HEADERS, part.body());

        assertThat(part).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(part).isNotEqualTo(StompFrame.of(StompCommand.SEND, HEADERS));
        assertThat(part).isNotEqualTo(StompFrame.of(StompCommand.MESSAGE, HEADERS, part.body()));
        assertThat(part.withHeaders(StompHeaders.empty())).isNotEqualTo(part);
        assertThat(part.withHeaders(StompHeaders.empty()).bodyArray()).isSameAs(BYTES);
    }

    @Test
    void textForALogHasNeitherPasscodeNorBody() {
        StompFrame frame = StompFrame.of(
                StompCommand.CONNECT, StompHeaders.of("passcode", "hush"), new byte[] {'h', 'u', 's', 'h'});

        assertThat(frame).hasToString("CONNECT {passcode=***} (4 bytes)");
    }

    @Test
    void commandsOnTheWire() {
        byte[] target = new byte[20];
        for (StompCommand command : StompCommand.values()) {
            int end = command.copyTo(target, 2);

            assertThat(end).isEqualTo(2 + command.length());
            assertThat(new String(target, 2, command.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(command.name());
        }
        assertThat(StompCommand.DISCONNECT.isClientCommand()).isTrue();
        assertThat(StompCommand.CONNECTED.isClientCommand()).isFalse();
    }
}
