package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.wire.frame.StompVersion.V1_0;
import static org.stompest.wire.frame.StompVersion.V1_1;
import static org.stompest.wire.frame.StompVersion.V1_2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

class EncodedFrameTest {
    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(V1_0, send("a", "b\\c:d\re"), "SEND\na:b\\c:d\re\n\n^"),
                Arguments.of(V1_1, send("a", "b\\c:d\re\nf"), "SEND\na:b\\\\c\\cd\re\\nf\n\n^"),
                Arguments.of(V1_2, send("a", "b\\c:d\re\nf"), "SEND\na:b\\\\c\\cd\\re\\nf\n\n^"),
                Arguments.of(V1_1, send("a:b\n", ""), "SEND\na\\cb\\n:\n\n^"),
                Arguments.of(
                        V1_2,
                        send("ä", "€\uD83D\uDE00\u07FF\u0800\uFFFF"),
                        "SEND\nä:€\uD83D\uDE00\u07FF\u0800\uFFFF\n\n^"),
                Arguments.of(V1_2, connect(StompCommand.CONNECT, "a\\:b"), "CONNECT\nlogin:a\\:b\n\n^"),
                Arguments.of(V1_1, connect(StompCommand.STOMP, "a\\:b"), "STOMP\nlogin:a\\:b\n\n^"),
                Arguments.of(V1_2, connect(StompCommand.CONNECTED, "a\\:b"), "CONNECTED\nlogin:a\\:b\n\n^"),
                Arguments.of(V1_2, connect(StompCommand.ACK, "a\\:b"), "ACK\nlogin:a\\\\\\cb\n\n^"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    @DisplayName("STOMP, Value Encoding: each version escapes its own characters")
    void written(StompVersion version, StompFrame frame, String bytes) {
        assertThat(Wire.text(Wire.encode(version, frame))).isEqualTo(bytes);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(V1_0, send("a", "b\nc"), "header 'a' holds a line feed"),
                Arguments.of(V1_0, send("a\nb", "c"), "header 'a.b' holds a line feed"),
                Arguments.of(V1_0, send("a:b", "c"), "header 'a:b' holds a colon in its name"),
                Arguments.of(V1_0, send("a", "ä"), "header 'a' holds a character beyond ASCII"),
                Arguments.of(V1_2, connect(StompCommand.CONNECT, "a\nb"), "header 'login' holds a line feed"),
                Arguments.of(V1_2, connect(StompCommand.CONNECT, "a\r"), "header 'login' holds a carriage return"),
                Arguments.of(V1_1, connect(StompCommand.STOMP, "a\r"), "header 'login' holds a carriage return"),
                Arguments.of(V1_0, send("a", "b\0c"), "header 'a' holds a NUL"),
                Arguments.of(V1_2, send("a", "b\0c"), "header 'a' holds a NUL"),
                Arguments.of(V1_2, send("a", "\uD83D"), "header 'a' holds half a surrogate pair"),
                Arguments.of(V1_2, send("a", "\uD83Dx"), "header 'a' holds half a surrogate pair"),
                Arguments.of(V1_2, send("a", "\uDE00\uD83D"), "header 'a' holds half a surrogate pair"),
                Arguments.of(V1_2, send("", "a"), "SEND has a header without a name"),
                Arguments.of(
                        V1_0, StompFrame.of(StompCommand.NACK, StompHeaders.empty()), "STOMP 1.0 has no command NACK"),
                Arguments.of(
                        V1_1,
                        StompFrame.of(StompCommand.ACK, StompHeaders.empty(), new byte[1]),
                        "STOMP 1.1 allows no body on ACK"),
                Arguments.of(
                        V1_2,
                        StompFrame.of(StompCommand.SEND, StompHeaders.empty(), new byte[1]),
                        "the body of SEND holds a NUL: it needs a content-length header"),
                Arguments.of(
                        V1_2,
                        StompFrame.of(StompCommand.SEND, StompHeaders.of("content-length", "2"), new byte[1]),
                        "content-length of SEND is 2, but the body has 1 bytes"),
                Arguments.of(
                        V1_2,
                        StompFrame.of(StompCommand.SEND, StompHeaders.of("content-length", "+1"), new byte[1]),
                        "content-length '+1' is no number"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void refused(StompVersion version, StompFrame frame, String message) {
        FrameBuffer buffer = new FrameBuffer();
        buffer.append((byte) 'x');

        assertThatThrownBy(() -> new FrameEncoder(version).encode(frame, buffer))
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith(message);
        assertThat(buffer.size()).as("the buffer is as before").isOne();
    }

    @Test
    void aPasscodeThatCannotBeWrittenIsNotQuoted() {
        StompFrame connect = StompFrame.of(StompCommand.CONNECT, StompHeaders.of("passcode", "hush\nhush"));

        assertThatThrownBy(() -> Wire.encode(V1_2, connect)).message().doesNotContain("hush");
    }

    @Test
    void anyBodyOnAnyCommandIn10() {
        StompFrame begin = StompFrame.of(StompCommand.BEGIN, StompHeaders.empty(), bytes("x"));

        assertThat(Wire.text(Wire.encode(V1_0, begin))).isEqualTo("BEGIN\n\nx^");
    }

    @Test
    void aBodyThatIsAPartOfAnArray() {
        StompFrame send = StompFrame.of(StompCommand.SEND, StompHeaders.empty(), bytes("\0abc\0"), 1, 3);

        assertThat(Wire.text(Wire.encode(V1_2, send))).isEqualTo("SEND\n\nabc^");
    }

    @Test
    void theHeadAloneForABodyThatGoesItsOwnWay() {
        FrameBuffer buffer = new FrameBuffer(0);
        StompFrame send = StompFrame.of(StompCommand.SEND, StompHeaders.of("content-length", "3"), bytes("a\0b"));
        new FrameEncoder().encodeHead(send, buffer);

        assertThat(new String(buffer.array(), 0, buffer.size(), StandardCharsets.UTF_8))
                .isEqualTo("SEND\ncontent-length:3\n\n");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void repeatedHeadersStayInOrder(StompVersion version) {
        StompFrame send = StompFrame.of(StompCommand.SEND, StompHeaders.of("a", "1", "b", "2", "a", "3"));

        assertThat(Wire.text(Wire.encode(version, send))).isEqualTo("SEND\na:1\nb:2\na:3\n\n^");
    }

    @Test
    void theSameStringAgainIsWrittenAsEachVersionAndCommandWants() {
        FrameEncoder encoder = new FrameEncoder(V1_2);
        String plain = "plain";
        String special = "a\\:b";
        for (int i = 0; i < 5; i++) {
            for (StompVersion version : StompVersion.values()) {
                encoder.version(version);
                String escaped = version == V1_0 ? special : "a\\\\\\cb";

                assertThat(encode(encoder, send("k", plain))).isEqualTo("SEND\nk:plain\n\n^");
                assertThat(encode(encoder, send("k", special))).isEqualTo("SEND\nk:" + escaped + "\n\n^");
                assertThat(encode(encoder, send("k", special))).isEqualTo("SEND\nk:" + escaped + "\n\n^");
                assertThat(encode(encoder, connect(StompCommand.CONNECT, special)))
                        .isEqualTo("CONNECT\nlogin:a\\:b\n\n^");
            }
        }
    }

    @Test
    void manyNamesAndValuesAreWrittenRight() {
        FrameEncoder encoder = new FrameEncoder(V1_2);
        for (int i = 0; i < 5000; i++) {
            String name = "name-" + i % 300;
            String value = Integer.toString(i / 3);
            for (int times = 0; times < 1 + i % 3; times++) {
                assertThat(encode(encoder, send(name, value))).isEqualTo("SEND\n" + name + ":" + value + "\n\n^");
            }
        }
    }

    private static String encode(FrameEncoder encoder, StompFrame frame) {
        FrameBuffer buffer = new FrameBuffer(0);
        encoder.encode(frame, buffer);
        return Wire.text(Arrays.copyOf(buffer.array(), buffer.size()));
    }

    private static StompFrame send(String name, String value) {
        return StompFrame.of(StompCommand.SEND, StompHeaders.of(name, value));
    }

    private static StompFrame connect(StompCommand command, String login) {
        return StompFrame.of(command, StompHeaders.of("login", login));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
