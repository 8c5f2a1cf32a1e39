package org.stompest.benchmarks.codec;

import org.stompest.wire.codec.FrameBuffer;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameEncoder;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * This library's. Frames are encoded into one buffer, as its writer does; as there, a large body is not copied but handed on
 * in its own array.
 */
final class StompestCodec extends CodecContender {
    // As of the connection's writer.
    private static final int LARGE_BODY = 32 * 1024;
    private static final int FULL = 64 * 1024;

    private static final byte[] NUL = {0};

    private final boolean copying;
    private final byte[] stream;
    private final StompFrame[] frames;
    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
    private final FrameEncoder encoder = new FrameEncoder(StompVersion.V1_2);
    private final FrameBuffer buffer = new FrameBuffer(64 * 1024);

    /**
     * Makes the contender.
     *
     * @param sample what to decode and encode
     * @param copying whether a large body is copied too, as most others do
     */
    StompestCodec(Sample sample, boolean copying) {
        this.copying = copying;
        stream = sample.stream();
        frames = sample.headers().stream()
                .map(headers -> {
                    StompHeaders.Builder builder = StompHeaders.builder();
                    headers.forEach(builder::add);
                    return StompFrame.of(StompCommand.MESSAGE, builder.build(), sample.body());
                })
                .toArray(StompFrame[]::new);
    }

    @Override
    void decode(FrameVisitor visitor) {
        decoder.decode(stream, 0, stream.length, decoded -> show(decoded, visitor));
    }

    private static void show(StompFrame decoded, FrameVisitor visitor) {
        StompHeaders headers = decoded.headers();
        for (int i = 0, n = headers.size(); i < n; i++) {
            visitor.header(headers.name(i), headers.value(i));
        }
        visitor.body(decoded.bodyArray(), decoded.bodyLength());
    }

    /** Shows frames that anybody encoded. */
    static <V extends FrameVisitor> V read(byte[] bytes, V visitor) {
        new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2)
                .decode(bytes, 0, bytes.length, decoded -> show(decoded, visitor));
        return visitor;
    }

    @Override
    void encode(ByteSink sink) {
        buffer.clear();
        for (StompFrame frame : frames) {
            if (frame.bodyLength() >= LARGE_BODY && !copying) {
                encoder.encodeHead(frame, buffer);
                sink.bytes(buffer, buffer.array(), buffer.size());
                sink.bytes(frame, frame.bodyArray(), frame.bodyLength());
                sink.bytes(NUL, NUL, 1);
                buffer.clear();
            } else {
                encoder.encode(frame, buffer);
                if (buffer.size() >= FULL) {
                    sink.bytes(buffer, buffer.array(), buffer.size());
                    buffer.clear();
                }
            }
        }
        sink.bytes(buffer, buffer.array(), buffer.size());
    }
}
