package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Frames of any content that their version allows, for property tests. */
final class AnyFrames {
    private AnyFrames() {}

    static Arbitrary<List<StompFrame>> of(StompVersion version) {
        StompCommand[] commands =
                Arrays.stream(StompCommand.values()).filter(version::supports).toArray(StompCommand[]::new);
        return Arbitraries.of(commands)
                .flatMap(command -> frame(version, command))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<StompFrame> frame(StompVersion version, StompCommand command) {
        Arbitrary<List<String>> headers = header(version, command)
                .list()
                .ofMaxSize(12)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
        return Combinators.combine(headers, body(version, command), Arbitraries.of(true, false), Arbitraries.integers())
                .as((namesAndValues, body, withLength, position) -> {
                    StompHeaders plain = StompHeaders.of(namesAndValues.toArray(String[]::new));
                    boolean needsLength = new String(body, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
                    StompHeaders complete = withLength || needsLength
                            ? withLength(plain, body.length, Math.floorMod(position, plain.size() + 1))
                            : plain;
                    return StompFrame.of(command, complete, body);
                });
    }

    private static StompHeaders withLength(StompHeaders headers, int length, int position) {
        StompHeaders.Builder builder = StompHeaders.builder();
        for (int i = 0; i <= headers.size(); i++) {
            if (i == position) {
                builder.add(StompHeaderNames.CONTENT_LENGTH, Integer.toString(length));
            }
            if (i < headers.size()) {
                builder.add(headers.name(i), headers.value(i));
            }
        }
        return builder.build();
    }

    private static Arbitrary<List<String>> header(StompVersion version, StompCommand command) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("destination", "message-id", "subscription", "my-own", "JMSXGroupID", "x"),
                text(version, command, true).filter(name -> !name.isEmpty()));
        return Combinators.combine(names, text(version, command, false)).as(List::of);
    }

    private static Arbitrary<String> text(StompVersion version, StompCommand command, boolean name) {
        boolean escaped = version.escapesHeaders(command);
        boolean opening =
                command == StompCommand.CONNECT || command == StompCommand.STOMP || command == StompCommand.CONNECTED;
        Arbitrary<Character> special = Arbitraries.of('\\', ':', '\n', '\r', 'n', 'c', 'r', '\t', ' ');
        Arbitrary<String> ascii = Arbitraries.oneOf(Arbitraries.chars().range('\u0001', '\u007F'), special)
                .list()
                .ofMaxSize(20)
                .map(AnyFrames::join);
        Arbitrary<String> any = version == StompVersion.V1_0
                ? ascii
                : Arbitraries.oneOf(ascii, Arbitraries.strings().ofMaxLength(12), codePoints());
        return any.map(raw -> raw.codePoints()
                .filter(c -> c != 0 && (c < 0xD800 || c > 0xDFFF))
                .filter(c -> escaped || (c != '\n' && (c != ':' || !name) && (c != '\r' || !opening)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    private static Arbitrary<String> codePoints() {
        return Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .list()
                .ofMaxSize(6)
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static String join(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static Arbitrary<byte[]> body(StompVersion version, StompCommand command) {
        return version.allowsBody(command)
                ? Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                        Arbitraries.bytes()
                                .between((byte) 1, (byte) 127)
                                .array(byte[].class)
                                .ofMaxSize(2000))
                : Arbitraries.just(new byte[0]);
    }
}
