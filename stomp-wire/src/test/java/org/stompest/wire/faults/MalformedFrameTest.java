package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.faults.SubjectKind.Setup;

/** Bytes that are no frame, or one beyond a limit: the connection ends, the text says why, and the next connection works. */
@ParameterizedClass
@EnumSource(SubjectKind.class)
class MalformedFrameTest {
    private static final String HEAD = "MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\n";

    @Parameter
    SubjectKind kind;

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("a header without colon", HEAD + "nocolon\n\n\0", "no colon"),
                arguments("an undefined escape", HEAD + "a:b\\q\n\n\0", "escape"),
                arguments("an escape that breaks off", HEAD + "a:b\\\n\n\0", "escape"),
                arguments("invalid UTF-8", HEAD + "a:\u00c3\u0028\n\n\0", "UTF-8"),
                arguments("a line of bare carriage returns", HEAD + "\r\r\n\n\0", "no colon"),
                arguments("a carriage return between frames", "\r\rMESSAGE\n\n\0", "carriage return"),
                arguments("ten thousand headers", HEAD + headers(10_000) + "\n\0", "stomp.maxHeaders"),
                arguments("a header line without end", HEAD + "a:" + "x".repeat(300_000), "stomp.maxHeaderLine"),
                arguments("a body above the limit", HEAD + "content-length:70000\n\n", "stomp.maxBody"),
                arguments("a body above the limit, unannounced", HEAD + "\n" + "x".repeat(70_000), "stomp.maxBody"),
                arguments("a content-length that is too small", HEAD + "content-length:2\n\nabc\0", "content-length"),
                arguments("a content-length that is negative", HEAD + "content-length:-1\n\n\0", "content-length"),
                arguments("a content-length that is no number", HEAD + "content-length:many\n\n\0", "content-length"),
                arguments(
                        "a content-length beyond all numbers",
                        HEAD + "content-length:99999999999999999999\n\n\0",
                        "99"),
                arguments("no NUL behind the body", HEAD + "content-length:3\n\nabcMESSAGE", "NUL"),
                arguments("a body where none is allowed", "RECEIPT\nreceipt-id:1\n\nbody\0", "body"),
                arguments("an unknown command", "MASSAGE\n\n\0", "no command of STOMP"),
                arguments("another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n", "no command of STOMP"),
                arguments("a client's command", "SEND\ndestination:d\n\n\0", "SEND"),
                arguments("CONNECTED once more", "CONNECTED\nversion:1.2\n\n\0", "CONNECTED"),
                arguments("zeros", "\0\0\0\0", "frame"));
    }

    private static String headers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "h" + i + ":v\n").collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void theConnectionEndsAndSaysWhy(String what, String bytes, String text) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .replyRaw(bytes.getBytes(ISO_8859_1))
                    .expectClose();
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .expect("SEND")
                    .receipt()
                    .ignoringTheRest();
            Subject subject = kind.of(Setup.patient(broker.port()).withOptions("&stomp.maxBody=65536"));
            subject.open();
            subject.subscribe();

            StompException why = subject.awaitLoss();

            assertThat(why).isInstanceOf(StompConnectionException.class).hasMessageContaining(text);
            assertThat(why.getMessage()).hasSizeLessThan(1_000).contains(Integer.toString(broker.port()));
            assertThat(why.refusal()).isEmpty();
            subject.close();
            subject.open();
            subject.subscribe();
            subject.sendConfirmed("still alive");
            subject.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void theStreamEndsInAFrame(String what, String bytes) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .replyRaw(bytes.getBytes(ISO_8859_1))
                    .close();
            Subject subject = kind.of(Setup.patient(broker.port()));
            subject.open();
            subject.subscribe();

            assertThat(subject.awaitLoss())
                    .isInstanceOf(StompConnectionException.class)
                    .isNotInstanceOf(StompFrameException.class)
                    .hasMessageContaining("in the middle of a frame");
            subject.close();
        }
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments("in the command", "MESS"),
                arguments("in the head", HEAD),
                arguments("a content-length that is too large", HEAD + "content-length:10\n\nabc\0"),
                arguments("a missing NUL", HEAD + "\nabc"));
    }
}
