package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Two cuts at each pair of places, through commands, escapes, characters of several bytes, line ends and bodies. */
class SplitEverywhereTest {
    private static final String STREAM =
            "\n\r\nMESSAGE\r\nä\\c\\\\:€\\n\\r\uD83D\uDE00\r\ncontent-length:4\r\n\r\n^\nä^\r\n"
                    + "ERROR\nmessage:no\n\nnot^\n"
                    + "RECEIPT\nreceipt-id:1\n\n^";

    private static final List<StompFrame> FRAMES = List.of(
            StompFrame.of(
                    StompCommand.MESSAGE,
                    StompHeaders.of("ä:\\", "€\n\r\uD83D\uDE00", "content-length", "4"),
                    Wire.bytes("^\nä")),
            StompFrame.of(StompCommand.ERROR, StompHeaders.of("message", "no"), Wire.bytes("not")),
            StompFrame.of(StompCommand.RECEIPT, StompHeaders.of("receipt-id", "1")));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoCutsAnywhere(boolean handshake) {
        byte[] bytes = Wire.bytes(STREAM);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                FrameDecoder decoder = handshake
                        ? new FrameDecoder(FrameLimits.DEFAULT)
                        : new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
                List<StompFrame> frames = new ArrayList<>();
                decode(decoder, bytes, 0, first, frames);
                decode(decoder, bytes, first, second, frames);
                decode(decoder, bytes, second, bytes.length, frames);

                assertThat(frames).as("cuts at %d and %d", first, second).isEqualTo(FRAMES);
            }
        }
    }

    private static void decode(FrameDecoder decoder, byte[] bytes, int from, int to, List<StompFrame> frames) {
        byte[] chunk = Arrays.copyOfRange(bytes, from, to);
        decoder.decode(chunk, 0, chunk.length, frames::add);
        Arrays.fill(chunk, (byte) 'Z'); // whoever kept the array is found out
    }
}
