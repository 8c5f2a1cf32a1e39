package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** What is unusual, or means nothing: the connection goes on, and nothing around it is lost. */
class ToleratedTest {
    /**
     * Something odd.
     *
     * @param name the row of the matrix
     * @param bytes what comes
     * @param bodies of the messages that the application gets from it
     */
    record Odd(String name, byte[] bytes, List<String> bodies) {
        static Odd of(String name, String text, String... bodies) {
            return new Odd(name, text.getBytes(UTF_8), List.of(bodies));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String HEAD =
            "MESSAGE\nsubscription:" + Subject.SUBSCRIPTION + "\nmessage-id:1\ndestination:/queue/q\n";

    static Stream<Odd> odds() {
        return Stream.of(
                Odd.of("NUL in a body with content-length", HEAD + "content-length:5\n\na\0b\0c\0", "a\0b\0c"),
                Odd.of(
                        "content-length twice, the first counts",
                        HEAD + "content-length:3\ncontent-length:9\n\nabc\0",
                        "abc"),
                Odd.of("content-length zero", HEAD + "content-length:0\n\n\0", ""),
                Odd.of("lines that end with CR LF", HEAD.replace("\n", "\r\n") + "\r\nabc\0\r\n", "abc"),
                Odd.of(
                        "a frame without NUL swallows the next one",
                        HEAD + "\nabc" + HEAD + "\ndef\0",
                        "abc" + HEAD + "\ndef"),
                Odd.of("colon in a value that should be escaped", HEAD + "foo:a:b\n\nabc\0", "abc"),
                Odd.of("RECEIPT that nobody asked for", "RECEIPT\nreceipt-id:nobody\n\n\0"),
                Odd.of("RECEIPT without id", "RECEIPT\n\n\0"),
                Odd.of("RECEIPT once more", "RECEIPT\nreceipt-id:1\n\n\0RECEIPT\nreceipt-id:c-1\n\n\0"),
                Odd.of("RECEIPT after ERROR", "ERROR\nreceipt-id:1\nmessage:no\n\n\0RECEIPT\nreceipt-id:1\n\n\0"),
                Odd.of("MESSAGE for an unknown subscription", HEAD.replace("sub\n", "other\n") + "\nlost\0"),
                Odd.of("ERROR out of the blue", "ERROR\nmessage:whatever\n\nwith a body\0"),
                Odd.of("ERROR between messages", HEAD + "\na\0ERROR\n\n\0" + HEAD + "\nb\0", "a", "b"),
                Odd.of("many newlines", "\n".repeat(10_000)),
                Odd.of("many newlines with CR", "\r\n".repeat(10_000)),
                Odd.of("a thousand headers", HEAD + "a:b\n".repeat(997) + "\nabc\0", "abc"),
                Odd.of("a long header line", HEAD + "foo:" + "x".repeat(262_140) + "\n\nabc\0", "abc"));
    }

    static Stream<Arguments> rows() {
        return odds().flatMap(odd -> Arrays.stream(ClientKind.values()).map(kind -> Arguments.of(odd, kind)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void theConnectionGoesOn(Odd odd, ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .replyRaw(odd.bytes())
                    .message("last")
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();

                odd.bodies().forEach(body -> assertThat(subject.receive()).isEqualTo(body));
                assertThat(subject.receive()).isEqualTo("last");
                subject.sendConfirmed("after");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void framesMayBeSplitAtEveryByte(ClientKind kind) {
        byte[] bytes = Scripts.message("content-length:5\nfoo:\\c\u00e4\r\n", "a\0b\0c");
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection().expectConnect().splitNext(1).connected("1.2");
            script.expect("SUBSCRIBE").splitNext(1).receipt();
            for (int cut = 1; cut < bytes.length; cut++) {
                script.replyRaw(Arrays.copyOf(bytes, cut)).replyRaw(Arrays.copyOfRange(bytes, cut, bytes.length));
            }
            script.splitNext(1).replyRaw(bytes).autoReceipts().ignoringTheRest().expectClose();
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                for (int i = 0; i < bytes.length; i++) {
                    assertThat(subject.receive()).isEqualTo("a\0b\0c");
                }
                subject.sendConfirmed("after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void manyFramesMayComeInOnePacket(ClientKind kind) {
        int count = 500;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            packet.writeBytes(Scripts.message(i % 2 == 0 ? "content-length:4\n" : "", "%04d".formatted(i)));
            packet.writeBytes(Scripts.text("\n\n"));
        }
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Scripts.subscribed(broker)
                    .replyRaw(packet.toByteArray())
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                for (int i = 0; i < count; i++) {
                    assertThat(subject.receive()).isEqualTo("%04d".formatted(i));
                }
                subject.sendConfirmed("after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void receiptsInAnotherOrderAndTwiceAreNoHarm(ClientKind kind) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .receipt()
                    .expect("SEND")
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "of nobody"))
                    .receipt()
                    .receipt()
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (Subject subject = kind.of(broker)) {
                subject.open();
                subject.subscribe();
                subject.sendConfirmed("one");
                subject.sendConfirmed("two");
                assertThat(subject.isUsable()).isTrue();
            }
        }
    }
}
