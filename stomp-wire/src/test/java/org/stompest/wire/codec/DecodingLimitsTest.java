package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;

class DecodingLimitsTest {
    private static final FrameLimits LIMITS = new FrameLimits(3, 10, 1000, 5);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void headers(int chunk) {
        assertThat(decode("MESSAGE\na:1\na:2\n\n^", chunk)).hasSize(1);
        assertThat(decode("MESSAGE\na:1\na:2\na:3\n\n^", chunk)).hasSize(1);
        refuses(() -> decode("MESSAGE\na:1\na:2\na:3\na:4\n\n^", chunk))
                .hasMessage("MESSAGE has more than 3 headers, the limit set by stomp.maxHeaders");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void headerLine(int chunk) {
        String tooLong = "a header line of MESSAGE";
        for (String end : List.of("\n", "\r\n")) {
            assertThat(decode("MESSAGE" + end + "key:56789" + end + end + "^", chunk))
                    .hasSize(1);
            assertThat(decode("MESSAGE" + end + "key:567890" + end + end + "^", chunk))
                    .hasSize(1);
            refuses(() -> decode("MESSAGE" + end + "key:5678901" + end + end + "^", chunk))
                    .hasMessageStartingWith(tooLong)
                    .hasMessageEndingWith("is longer than 10 bytes, the limit set by stomp.maxHeaderLine");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void head(int chunk) {
        FrameLimits limits = LIMITS.withMaxHead(9);
        for (String end : List.of("\n", "\r\n")) {
            String frame = "MESSAGE" + end + "a:12" + end + "b:1" + end + end + "^";
            assertThat(decode(limits, frame + frame, chunk))
                    .as("each frame is counted anew")
                    .hasSize(2);
            refuses(() -> decode(limits, "MESSAGE" + end + "a:12" + end + "b:12" + end + end + "^", chunk))
                    .hasMessage(
                            "the headers of MESSAGE have more than 9 bytes together, the limit set by stomp.maxHead");
        }
    }

    @Test
    void headersThatComeAgainAreCountedToo() {
        FrameDecoder decoder = new FrameDecoder(LIMITS.withMaxHead(10), StompVersion.V1_2);
        Wire.decode(decoder, "MESSAGE\nkey:1\n\n^MESSAGE\nkey:1\n\n^");
        refuses(() -> Wire.decode(decoder, "MESSAGE\nkey:1\nkey:1\n\n^")).hasMessageContaining("stomp.maxHead");
    }

    @Test
    void aLineWithoutEndIsRefusedWhereTheHeadIsFull() {
        FrameDecoder decoder = new FrameDecoder(LIMITS.withMaxHead(10), StompVersion.V1_2);
        Wire.decode(decoder, "MESSAGE\na:12\nb:12");
        refuses(() -> Wire.decode(decoder, "3")).hasMessageContaining("stomp.maxHead");
        assertThat(decoder.held()).isZero();
    }

    @Test
    void headerLineWithoutEndIsRefusedAtOnce() {
        assertThat(decode("MESSAGE\nkey:567890", 1000)).isEmpty();
        assertThat(decode("MESSAGE\nkey:567890\r", 1000))
                .as("CR may belong to the line end")
                .isEmpty();
        refuses(() -> decode("MESSAGE\nkey:567890\rx", 1000)).hasMessageContaining("(header 'key')");
        refuses(() -> decode("MESSAGE\nkey:567890\rx", 1)).hasMessageContaining("stomp.maxHeaderLine");
        refuses(() -> decode("MESSAGE\nkey:5678901", 1000)).hasMessageContaining("(header 'key')");
        refuses(() -> decode("MESSAGE\nkey_no_colon", 1000)).hasMessageContaining("stomp.maxHeaderLine");
    }

    @Test
    void aHeaderLineWithoutEndIsNotHeldBeyondTheLimit() {
        FrameLimits limits = FrameLimits.DEFAULT.withMaxHeaderLine(1000);
        FrameDecoder decoder = new FrameDecoder(limits, StompVersion.V1_2);
        byte[] chunk = new byte[100];
        Arrays.fill(chunk, (byte) 'x');
        Wire.decode(decoder, "MESSAGE\nkey:");
        for (int i = 0; i < 9; i++) {
            Wire.decode(decoder, chunk);
            assertThat(decoder.held()).isEqualTo(4 + 100 * (i + 1));
        }

        refuses(() -> Wire.decode(decoder, chunk))
                .hasMessage("a header line of MESSAGE is longer than 1000 bytes, the limit set by stomp.maxHeaderLine");
        assertThat(decoder.held()).isZero();
    }

    @Test
    void tenThousandHeadersAreRefusedAtTheFirstBeyondTheLimit() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
        Wire.decode(decoder, "MESSAGE\n");
        byte[] line = Wire.bytes("k:v\n");
        for (int i = 0; i < FrameLimits.DEFAULT.maxHeaders(); i++) {
            Wire.decode(decoder, line);
        }

        refuses(() -> Wire.decode(decoder, line))
                .hasMessage("MESSAGE has more than 1000 headers, the limit set by stomp.maxHeaders");
        refuses(() -> Wire.decode(decoder, "MESSAGE\n" + "k:v\n".repeat(10_000) + "\n^"))
                .hasMessageContaining("stomp.maxHeaders");
        assertThat(Wire.decode(decoder, "MESSAGE\nk:v\n\n^")).hasSize(1);
    }

    @Test
    void aBodyWithoutEndIsNotHeldBeyondTheLimit() {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT.withMaxBody(1000), StompVersion.V1_2);
        byte[] chunk = new byte[300];
        Arrays.fill(chunk, (byte) 'x');
        Wire.decode(decoder, "MESSAGE\n\n");
        for (int i = 0; i < 3; i++) {
            Wire.decode(decoder, chunk);
        }
        assertThat(decoder.held()).isEqualTo(900);

        refuses(() -> Wire.decode(decoder, chunk)).hasMessageContaining("stomp.maxBody");
        assertThat(decoder.held()).isZero();
    }

    @Test
    void carriageReturnCountsWhereItBelongsToTheValue() {
        FrameDecoder decoder = new FrameDecoder(LIMITS, StompVersion.V1_1);
        refuses(() -> Wire.decode(decoder, "MESSAGE\nkey:567890\r\n\n^")).hasMessageContaining("longer than 10 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void bodyWithContentLength(int chunk) {
        FrameLimits limits = LIMITS.withMaxHeaderLine(100);
        assertThat(decode(limits, "MESSAGE\ncontent-length:4\n\n1234^", chunk)).hasSize(1);
        assertThat(decode(limits, "MESSAGE\ncontent-length:5\n\n12345^", chunk)).hasSize(1);
        refuses(() -> decode(limits, "MESSAGE\ncontent-length:6\n\n", chunk))
                .hasMessage("content-length 6 of MESSAGE is more than 5 bytes, the limit set by stomp.maxBody");
        refuses(() -> decode(limits, "MESSAGE\ncontent-length:2147483648\n\n", chunk))
                .hasMessageContaining("stomp.maxBody");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void bodyWithoutContentLength(int chunk) {
        assertThat(decode("MESSAGE\n\n1234^", chunk)).hasSize(1);
        assertThat(decode("MESSAGE\n\n12345^", chunk)).hasSize(1);
        assertThat(decode("MESSAGE\n\n12345^MESSAGE\n\n12345^", chunk)).hasSize(2);
        refuses(() -> decode("MESSAGE\n\n123456", chunk))
                .hasMessage("the body of MESSAGE has more than 5 bytes, the limit set by stomp.maxBody");
    }

    @Test
    void limitsOfNothing() {
        FrameLimits none = new FrameLimits(0, 1, 2, 0);
        assertThat(decode(none, "MESSAGE\n\n^", 1)).hasSize(1);
        refuses(() -> decode(none, "MESSAGE\n:\n\n^", 1)).hasMessageContaining("no name");
        refuses(() -> decode(none, "MESSAGE\n\nx", 1)).hasMessageContaining("stomp.maxBody");
        refuses(() -> decode(none.withMaxHeaderLine(9).withMaxHead(9), "MESSAGE\na:b\n", 1))
                .hasMessageContaining("stomp.maxHeaders");
    }

    @Test
    void limitsOutOfRangeNameTheOption() {
        assertThatThrownBy(() -> FrameLimits.DEFAULT.withMaxHeaders(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stomp.maxHeaders=-1 must be 0 or more");
        assertThatThrownBy(() -> FrameLimits.DEFAULT.withMaxHeaderLine(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stomp.maxHeaderLine=0 must be 1 or more");
        assertThatThrownBy(() -> FrameLimits.DEFAULT.withMaxHead(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stomp.maxHead=0 must be 1 or more");
        assertThatThrownBy(() -> FrameLimits.DEFAULT.withMaxBody(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stomp.maxBody=-2 must be 0 or more");
    }

    private static List<StompFrame> decode(String text, int chunk) {
        return decode(LIMITS, text, chunk);
    }

    private static List<StompFrame> decode(FrameLimits limits, String text, int chunk) {
        byte[] bytes = Wire.bytes(text);
        FrameDecoder decoder = new FrameDecoder(limits, StompVersion.V1_2);
        List<StompFrame> frames = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += chunk) {
            decoder.decode(bytes, i, Math.min(chunk, bytes.length - i), frames::add);
        }
        return frames;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(StompFrameException.class);
    }
}
