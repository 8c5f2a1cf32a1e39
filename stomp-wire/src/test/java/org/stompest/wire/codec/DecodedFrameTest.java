package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.wire.frame.StompVersion.V1_0;
import static org.stompest.wire.frame.StompVersion.V1_1;
import static org.stompest.wire.frame.StompVersion.V1_2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

class DecodedFrameTest {
    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of(V1_0, "MESSAGE\na:b\\c\\n\r\n\n^", StompHeaders.of("a", "b\\c\\n\r")),
                Arguments.of(V1_1, "MESSAGE\na\\c:b\\\\\\n\\c\r\n\n^", StompHeaders.of("a:", "b\\\n:\r")),
                Arguments.of(V1_2, "MESSAGE\r\na:b\\\\\\n\\c\\r\r\n\r\n^", StompHeaders.of("a", "b\\\n:\r")),
                Arguments.of(V1_2, "MESSAGE\nk:a:b:c\n\n^", StompHeaders.of("k", "a:b:c")),
                Arguments.of(V1_2, "MESSAGE\nk: v \n\n^", StompHeaders.of("k", " v ")),
                Arguments.of(V1_2, "MESSAGE\nk:\n\n^", StompHeaders.of("k", "")),
                Arguments.of(V1_2, "MESSAGE\nk:1\nk:2\n\n^", StompHeaders.of("k", "1", "k", "2")),
                Arguments.of(V1_2, "MESSAGE\nk:a^b\n\n^", StompHeaders.of("k", "a\0b")),
                Arguments.of(V1_2, "MESSAGE\nä:€\\c\uD83D\uDE00\n\n^", StompHeaders.of("ä", "€:\uD83D\uDE00")),
                Arguments.of(V1_1, "MESSAGE\nk:\uFFFD\n\n^", StompHeaders.of("k", "\uFFFD")),
                Arguments.of(V1_2, "CONNECTED\nk:a\\nb\n\n^", StompHeaders.of("k", "a\\nb")),
                Arguments.of(V1_2, "CONNECT\nk:a\\tb\n\n^", StompHeaders.of("k", "a\\tb")),
                Arguments.of(V1_1, "STOMP\nk\\x:a\\tb\n\n^", StompHeaders.of("k\\x", "a\\tb")),
                Arguments.of(V1_2, "ERROR\n\n^", StompHeaders.empty()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @DisplayName("STOMP, Value Encoding and Augmented BNF: headers as each version reads them")
    void headers(StompVersion version, String bytes, StompHeaders headers) {
        assertThat(Wire.decodeOne(version, bytes).headers()).isEqualTo(headers);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(V1_2, "MESSAGE\n\n^", ""),
                Arguments.of(V1_2, "MESSAGE\n\nabc^", "abc"),
                Arguments.of(V1_2, "MESSAGE\n\n\n\r\n^", "\n\r\n"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:0\n\n^", ""),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:3\n\na^b^", "a^b"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:003\n\na\nb^", "a\nb"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:1\ncontent-length:7\n\na^", "a"),
                Arguments.of(V1_0, "RECEIPT\n\nabc^", "abc"),
                Arguments.of(V1_0, "RECEIPT\ncontent-length:3\n\n^^^^", "^^^"),
                Arguments.of(V1_1, "ERROR\n\nabc^", "abc"),
                Arguments.of(V1_1, "SEND\n\nabc^", "abc"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @DisplayName("STOMP, Body: up to NUL, or as long as content-length says")
    void bodies(StompVersion version, String bytes, String body) {
        StompFrame frame = Wire.decodeOne(version, bytes);

        assertThat(Wire.text(frame.body())).isEqualTo(body);
        assertThat(frame.bodyArray()).as("an array of its own").hasSize(frame.bodyLength());
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(V1_2, "MESSAGE\nk:a\\tb\n", "header 'k' of MESSAGE has the escape '\\t', which STOMP 1.2"),
                Arguments.of(V1_1, "MESSAGE\nk:a\\rb\n", "header 'k' of MESSAGE has the escape '\\r', which STOMP 1.1"),
                Arguments.of(V1_2, "MESSAGE\nk:a\\\n", "header 'k' of MESSAGE has the escape '\\' at the end"),
                Arguments.of(V1_2, "MESSAGE\nk\\t:a\n", "the name of a header of MESSAGE has the escape '\\t'"),
                Arguments.of(V1_0, "MESSAGE\nk:ä\n", "header 'k' of MESSAGE holds a byte beyond ASCII"),
                Arguments.of(V1_2, "MESSAGE\nno colon\n", "a header line of MESSAGE has no colon: 'no colon'"),
                Arguments.of(V1_2, "MESSAGE\n:v\n", "a header line of MESSAGE has no name before its colon"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:-1\n\n", "content-length '-1' is no number"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:+1\n\n", "content-length '+1' is no number"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length: 1\n\n", "content-length ' 1' is no number"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:\u0661\n\n", "content-length '.' is no number"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:\n\n", "content-length is empty"),
                Arguments.of(
                        V1_2, "MESSAGE\ncontent-length:9223372036854775808\n\n", "content-length '92233720368547758"),
                Arguments.of(
                        V1_2, "MESSAGE\ncontent-length:4294967297\n\n", "content-length 4294967297 of MESSAGE is more"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:1\n\nab^", "no NUL behind the 1 bytes that content-length"),
                Arguments.of(V1_2, "MESSAGE\ncontent-length:0\n\nab^", "no NUL behind the 0 bytes that content-length"),
                Arguments.of(V1_2, "RECEIPT\n\nab^", "a body on RECEIPT, which STOMP 1.2 does not allow"),
                Arguments.of(
                        V1_1, "CONNECTED\ncontent-length:1\n\na^", "a body on CONNECTED, which STOMP 1.1 does not"),
                Arguments.of(
                        V1_2,
                        "MESSAGE\nk:a\rb\r\n\n^",
                        "header 'k' of MESSAGE holds a carriage return that no line feed"),
                Arguments.of(
                        V1_2, "MESSAGE\nk:a\r\r\n\n^", "header 'k' of MESSAGE holds a carriage return that no line"),
                Arguments.of(V1_2, "MESSAGE\na\rb:c\n\n^", "the name of a header of MESSAGE holds a carriage return"),
                Arguments.of(V1_2, "MESSAGE\n\rk:a\n\n^", "the name of a header of MESSAGE holds a carriage return"),
                Arguments.of(V1_2, "CONNECTED\nk:a\rb\n\n^", "header 'k' of CONNECTED holds a carriage return that no"),
                Arguments.of(V1_2, "RECEIPT\nreceipt-id:1\n^\n", "a header line of RECEIPT has no colon: '.'"),
                Arguments.of(V1_0, "NACK\n\n^", "STOMP 1.0 has no command NACK"),
                Arguments.of(V1_0, "STOMP\n\n^", "STOMP 1.0 has no command STOMP"),
                Arguments.of(V1_2, "\rMESSAGE\n\n^", "a carriage return without a line feed between two frames"),
                Arguments.of(V1_2, "\r\r\n", "a carriage return without a line feed between two frames"),
                Arguments.of(V1_1, "MESSAGE\r\n\n^", "the line of a command ends with CR LF, which STOMP 1.1 does not"),
                Arguments.of(
                        V1_0, "MESSAGE\nk:v\n\r\n^", "the line behind the headers of MESSAGE ends with CR LF, which"),
                Arguments.of(V1_1, "MESSAGE\r\r\n\n^", "the peer does not speak STOMP: it began with 'MESSAGE'"),
                Arguments.of(V1_2, "message\n\n^", "the peer does not speak STOMP: it began with 'message'"),
                Arguments.of(V1_2, "MESSAGEX\n\n^", "the peer does not speak STOMP: it began with 'MESSAGEX'"),
                Arguments.of(V1_2, "MESS\n\n^", "the peer does not speak STOMP: it began with 'MESS'"),
                Arguments.of(V1_2, "UNSUBSCRIBES\n\n^", "the peer does not speak STOMP: it began with 'UNSUBSCRIBES'"),
                Arguments.of(V1_2, "^MESSAGE\n\n^", "the peer does not speak STOMP: it began with '.MESSAGE'"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void malformed(StompVersion version, String bytes, String message) {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, version);

        assertThatThrownBy(() -> Wire.decode(decoder, bytes))
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith(message);
        assertThat(decoder.midFrame()).isFalse();
        assertThat(Wire.decode(decoder, "MESSAGE\nk:v\n\nabc^"))
                .as("usable after the error")
                .containsExactly(StompFrame.of(StompCommand.MESSAGE, StompHeaders.of("k", "v"), Wire.bytes("abc")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("malformed")
    void malformedByteByByte(StompVersion version, String bytes, String message) {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, version);
        byte[] all = Wire.bytes(bytes);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < all.length; i++) {
                        decoder.decode(all, i, 1, frame -> {});
                    }
                })
                .isInstanceOf(StompFrameException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = StompVersion.class,
            names = {"V1_1", "V1_2"})
    void malformedUtf8IsAnError(StompVersion version) {
        byte[][] malformed = {
            {(byte) 0xC3}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}
        };
        for (byte[] value : malformed) {
            FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, version);

            assertThatThrownBy(() -> Wire.decode(decoder, withValue(value)))
                    .isInstanceOf(StompFrameException.class)
                    .hasMessage("header 'k' of MESSAGE is malformed UTF-8");
        }
    }

    @Test
    void lenientDecoderToleratesBrokenHeaders() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, V1_2);
        decoder.lenient(true);
        assertThat(Wire.decode(decoder, "MESSAGE\nk:a\\tb\\\n\n^").get(0).header("k"))
                .isEqualTo("a\\tb\\");
        assertThat(Wire.decode(decoder, withValue((byte) 'a', (byte) 0xFF))
                        .get(0)
                        .header("k"))
                .isEqualTo("a\uFFFD");

        assertThat(Wire.decode(decoder, "MESSAGE\nk:a\rb\r\n\n^").get(0).header("k"))
                .isEqualTo("a\rb");

        decoder.version(V1_0);
        assertThat(Wire.decode(decoder, "MESSAGE\nk:ä\n\n^").get(0).header("k")).isEqualTo("ä");
    }

    @Test
    void endsOfLineBetweenFramesAreHeartBeats() {
        assertThat(events(V1_2, "\n\r\nRECEIPT\n\n^\n\r\n\nRECEIPT\n\n^"))
                .containsExactly("beat", "beat", "RECEIPT", "beat", "beat", "beat", "RECEIPT");
        assertThat(events(V1_1, "\r\nRECEIPT\n\n^\n")).containsExactly("beat", "RECEIPT", "beat");
        assertThat(events(V1_0, "\nRECEIPT\n\n^\r\n")).containsExactly("RECEIPT");
    }

    @Test
    void midFrameIsTrueFromTheFirstByteToTheNul() {
        byte[] bytes = Wire.bytes("\r\nMESSAGE\nk:v\ncontent-length:2\n\na^^\n");
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);
        for (int i = 0; i < bytes.length; i++) {
            decoder.decode(bytes, i, 1, frame -> {});

            assertThat(decoder.midFrame()).as("after byte " + i).isEqualTo(i >= 2 && i < bytes.length - 2);
        }
    }

    @Test
    void resetForgetsAnUnfinishedFrame() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);
        for (String part : List.of("MESS", "MESSAGE\nk:v\nk", "MESSAGE\n\nab", "MESSAGE\ncontent-length:2\n\na")) {
            assertThat(Wire.decode(decoder, part)).isEmpty();
            decoder.reset();
            assertThat(Wire.decode(decoder, "RECEIPT\n\n^"))
                    .containsExactly(StompFrame.of(StompCommand.RECEIPT, StompHeaders.empty()));
        }
    }

    @Test
    void aSinkThatThrowsLeavesTheDecoderBetweenFrames() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);
        byte[] bytes = Wire.bytes("RECEIPT\n\n^RECEIPT\n\n^");

        assertThatThrownBy(() -> decoder.decode(bytes, 0, bytes.length, frame -> {
                    throw new IllegalStateException("sink");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(decoder.midFrame()).isFalse();
        assertThat(Wire.decode(decoder, "RECEIPT\n\n^")).hasSize(1);
    }

    @Test
    void repeatedNamesAreTheSameString() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);
        StompHeaders first = Wire.decode(decoder, "MESSAGE\nmessage-id:1\nmy-own:2\n\n^")
                .get(0)
                .headers();
        StompHeaders second = Wire.decode(decoder, "MESSAGE\nmessage-id:3\nmy-own:4\n\n^")
                .get(0)
                .headers();

        assertThat(first.name(0)).isSameAs(StompHeaderNames.MESSAGE_ID);
        assertThat(second.name(0)).isSameAs(StompHeaderNames.MESSAGE_ID);
        assertThat(second.name(1)).isSameAs(first.name(1));
    }

    @Test
    void aValueThatRepeatsIsTheSameString() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, V1_2);
        String first = decodeK(decoder, "k:value\n");

        assertThat(decodeK(decoder, "k:value\n")).isSameAs(first);
        assertThat(decodeK(decoder, "k:value\r\n")).isSameAs(first);
        assertThat(decodeK(decoder, "k:values\n")).isEqualTo("values");
        assertThat(decodeK(decoder, "k:val\n")).isEqualTo("val");
        assertThat(decodeK(decoder, "k:\n")).isEmpty();
        assertThat(decodeK(decoder, "k:v\n")).isEqualTo("v");
    }

    @Test
    void whatAValueMeantUnderOtherRulesIsNotRemembered() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, V1_2);
        assertThat(Wire.decode(decoder, "CONNECTED\nk:a\\cb\n\n^").get(0).header("k"))
                .isEqualTo("a\\cb");
        assertThat(decodeK(decoder, "k:a\\cb\n")).isEqualTo("a:b");

        decoder.lenient(true);
        assertThat(decodeK(decoder, "k:a\rb\n")).isEqualTo("a\rb");
        decoder.lenient(false);
        assertThatThrownBy(() -> decodeK(decoder, "k:a\rb\n")).isInstanceOf(StompFrameException.class);
    }

    @Test
    void valuesThatNeverRepeatAreReadRightForEver() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, V1_2);
        for (int i = 0; i < 2000; i++) {
            assertThat(decodeK(decoder, "k:" + i / 2 % 700 + "\n")).isEqualTo(Integer.toString(i / 2 % 700));
        }
    }

    @Test
    void aPasscodeIsNotKept() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, V1_2);
        String bytes = "CONNECT\npasscode:hush\n\n^";
        String first = Wire.decode(decoder, bytes).get(0).header("passcode");

        assertThat(Wire.decode(decoder, bytes).get(0).header("passcode"))
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    private static String decodeK(FrameDecoder decoder, String line) {
        return Wire.decode(decoder, "MESSAGE\n" + line + "\n^").get(0).header("k");
    }

    private static List<String> events(StompVersion version, String text) {
        List<String> events = new ArrayList<>();
        byte[] bytes = Wire.bytes(text);
        new FrameDecoder(FrameLimits.DEFAULT, version).decode(bytes, 0, bytes.length, new FrameSink() {
            @Override
            public void onFrame(StompFrame frame) {
                events.add(frame.command().name());
            }

            @Override
            public void onHeartBeat() {
                events.add("beat");
            }
        });
        return events;
    }

    private static byte[] withValue(byte... value) {
        byte[] head = "MESSAGE\nk:".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[head.length + value.length + 3];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(value, 0, bytes, head.length, value.length);
        bytes[bytes.length - 3] = '\n';
        bytes[bytes.length - 2] = '\n';
        return bytes;
    }
}
