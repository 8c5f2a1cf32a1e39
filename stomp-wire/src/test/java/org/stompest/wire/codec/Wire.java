package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;

/** Bytes, encoded and decoded, for tests. */
final class Wire {
    private Wire() {}

    /** {@return the text as UTF-8; {@code ^} stands for NUL} */
    static byte[] bytes(String text) {
        return text.replace('^', '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the bytes as text; NUL stands as {@code ^}} */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', '^');
    }

    static byte[] encode(StompVersion version, StompFrame... frames) {
        FrameEncoder encoder = new FrameEncoder(version);
        FrameBuffer buffer = new FrameBuffer(1);
        for (StompFrame frame : frames) {
            encoder.encode(frame, buffer);
        }
        return Arrays.copyOf(buffer.array(), buffer.size());
    }

    static List<StompFrame> decode(FrameDecoder decoder, String text) {
        return decode(decoder, bytes(text));
    }

    static List<StompFrame> decode(FrameDecoder decoder, byte[] bytes) {
        List<StompFrame> frames = new ArrayList<>();
        decoder.decode(bytes, 0, bytes.length, frames::add);
        return frames;
    }

    static StompFrame decodeOne(StompVersion version, String text) {
        List<StompFrame> frames = decode(new FrameDecoder(FrameLimits.DEFAULT, version), text);
        if (frames.size() != 1) {
            throw new AssertionError("one frame expected: " + frames);
        }
        return frames.get(0);
    }
}
