package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireParserTest {
    private int heartBeats;

    private WireParser parser(String version, String text) {
        byte[] bytes = text.replace("^@", "\0").getBytes(StandardCharsets.UTF_8);
        return new WireParser(new ByteArrayInputStream(bytes), () -> version, () -> heartBeats++);
    }

    @Test
    void readsFramesAndHeartBeatsUntilTheEnd() throws IOException {
        WireParser parser = parser("1.2", "\n\r\nSEND\na:1\na:2\n\nbody^@\n\nSEND\ncontent-length:3\n\n1^@3^@");
        WireFrame first = parser.next();
        assertThat(first.text()).isEqualTo("body");
        assertThat(first.header("a")).isEqualTo("1");
        assertThat(first.headers()).hasSize(2);
        assertThat(parser.next().text()).isEqualTo("1\0" + "3");
        assertThat(parser.next()).isNull();
        assertThat(heartBeats).isEqualTo(4);
    }

    @Test
    void unescapesByVersionAndCommand() throws IOException {
        assertThat(header("1.0", "SEND", "a\\cb:c")).isEqualTo("a\\cb:c");
        assertThat(header("1.1", "SEND", "a\\cb\\\\\\n")).isEqualTo("a:b\\\n");
        assertThat(header("1.2", "SEND", "a\\r")).isEqualTo("a\r");
        assertThat(header("1.2", "CONNECT", "a\\cb:c")).isEqualTo("a\\cb:c");
    }

    private String header(String version, String command, String written) throws IOException {
        return parser(version, command + "\nh:" + written + "\n\n^@").next().header("h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MESSAGE\n\n^@",
                "send\n\n^@",
                "SEND\nno header\n\n^@",
                "SEND\n:no name\n\n^@",
                "SEND\na:\\t\n\n^@",
                "SEND\na:\\\n\n^@",
                "SEND\na:b:c\n\n^@",
                "SEND\na:^@\n\n^@",
                "SEND\ncontent-length:1\n\nab^@",
                "ACK\nid:1\n\nbody^@"
            })
    void refusesWhatIsNotStomp(String text) {
        assertThatThrownBy(() -> parser("1.2", text).next()).isInstanceOf(NotStompException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEN", "SEND\na:", "SEND\n\nbody"})
    void tellsAnEndWithinAFrame(String text) {
        assertThatThrownBy(() -> parser("1.2", text).next()).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void readsWhatTheWriterWrote(String version) throws IOException {
        WireFrame frame = WireFrame.of("SEND", "a", "b", "c", "").body("text");
        byte[] bytes = WireWriter.write(frame, version);
        WireFrame read =
                parser(version, new String(bytes, StandardCharsets.UTF_8)).next();
        assertThat(read.toString()).isEqualTo(frame.toString());
    }

    @Test
    void readsEveryEscapeThatTheWriterWrote() throws IOException {
        WireFrame frame = WireFrame.of("SEND", "a:\\\n\r", "\\n:\n\r");
        byte[] bytes = WireWriter.write(frame, "1.2");
        assertThat(parser("1.2", new String(bytes, StandardCharsets.UTF_8))
                        .next()
                        .headers())
                .isEqualTo(frame.headers());
    }
}
