package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;

/** What comes before a version is agreed: any version of STOMP, or something else altogether. */
class HandshakeDecodingTest {
    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);

    @Test
    void connectedMayHaveLinesThatEndWithCrLf() {
        StompFrame connected =
                Wire.decode(decoder, "CONNECTED\r\nversion:1.1\r\n\r\n^\r\n").get(0);

        assertThat(connected.header("version")).isEqualTo("1.1");
    }

    @Test
    void connectedOf10MayHaveABody() {
        assertThat(Wire.decode(decoder, "CONNECTED\nsession:1\n\n\n^").get(0).bodyText())
                .isEqualTo("\n");
    }

    @Test
    void anErrorIsReadThoughItsEscapesAndBytesAreOfAnotherVersion() {
        byte[] bytes = "ERROR\nmessage:bad path C:\\temp \u00e4\n\nno^"
                .replace('^', '\0')
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Wire.decode(decoder, bytes).get(0).header("message")).isEqualTo("bad path C:\\temp \uFFFD");
    }

    @Test
    void theVersionSwitchesBetweenTwoFramesOfOneRead() {
        byte[] bytes = Wire.bytes("CONNECTED\r\nversion:1.1\r\n\r\n^\r\nMESSAGE\nk:v\r\n\n^");
        List<StompFrame> frames = new ArrayList<>();
        decoder.decode(bytes, 0, bytes.length, frame -> {
            if (frame.command() == StompCommand.CONNECTED) {
                decoder.version(StompVersion.of(frame.header("version")));
            }
            frames.add(frame);
        });

        assertThat(frames).hasSize(2);
        assertThat(frames.get(1).header("k"))
                .as("CR belongs to the value in 1.1")
                .isEqualTo("v\r");
    }

    @Test
    void afterTheSwitchTheRulesAreStrict() {
        decoder.version(StompVersion.V1_2);

        assertThatThrownBy(() -> Wire.decode(decoder, "ERROR\nmessage:C:\\temp\n\n^"))
                .isInstanceOf(StompFrameException.class)
                .hasMessageContaining("escape '\\t'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "HTTP/1.0 400", "HTT", "H"})
    void aPeerThatSpeaksHttpIsNamed(String bytes) {
        assertThatThrownBy(() -> Wire.decode(decoder, bytes))
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith("the peer speaks HTTP, not STOMP")
                .hasMessageContaining(bytes.lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"0x15, 0x03, 0x03", "0x16, 0x03, 0x01"})
    void aPeerThatSpeaksTlsIsNamed(String type, String major, String minor) {
        byte[] bytes = {Byte.decode(type), Byte.decode(major), Byte.decode(minor), 0, 2, 2, 40};

        assertThatThrownBy(() -> Wire.decode(decoder, bytes))
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith("the peer speaks TLS, not plain STOMP");
        assertThatThrownBy(() -> decoder.decode(bytes, 0, 1, frame -> {}))
                .as("the first byte alone")
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith("the peer speaks TLS, not plain STOMP");
    }

    static Stream<Arguments> aPeerThatSpeaksSomethingElseIsQuotedBriefly() {
        return Stream.of(
                Arguments.of(
                        "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 and so on",
                        "'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 a...'"),
                Arguments.of("220 mail.example.org ESMTP\r\n", "'220 mail.example.org ESMTP'"),
                Arguments.of("AMQP^^\t\1", "'AMQP....'"));
    }

    @ParameterizedTest
    @MethodSource
    void aPeerThatSpeaksSomethingElseIsQuotedBriefly(String bytes, String quoted) {
        assertThatThrownBy(() -> Wire.decode(decoder, bytes))
                .isInstanceOf(StompFrameException.class)
                .hasMessage("the peer does not speak STOMP: it began with " + quoted);
    }

    @Test
    void whatFollowsAFrameMayBeABodyAndIsNotQuoted() {
        assertThatThrownBy(() -> Wire.decode(decoder, "MESSAGE\n\npart one\0secret part two^"))
                .isInstanceOf(StompFrameException.class)
                .hasMessageStartingWith("no command of STOMP where a frame should begin")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\npasscode hush\n",
                "STOMP\npasscode hush\n",
                "CONNECT\n:hush\n",
                "CONNECT\npasscode:hush^"
            })
    void aPasscodeIsNotQuoted(String bytes) {
        FrameDecoder small = new FrameDecoder(FrameLimits.DEFAULT.withMaxHeaderLine(13));

        assertThatThrownBy(() -> Wire.decode(small, bytes))
                .isInstanceOf(StompFrameException.class)
                .message()
                .doesNotContain("hush");
    }
}
