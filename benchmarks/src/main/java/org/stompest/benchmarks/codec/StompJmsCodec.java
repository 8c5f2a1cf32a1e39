package org.stompest.benchmarks.codec;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import org.fusesource.hawtbuf.AsciiBuffer;
import org.fusesource.hawtbuf.Buffer;
import org.fusesource.hawtdispatch.transport.ProtocolCodec;
import org.fusesource.hawtdispatch.transport.Transport;
import org.fusesource.stomp.codec.StompFrame;
import org.fusesource.stomp.codec.StompFrame.HeaderEntry;
import org.fusesource.stomp.codec.StompProtocolCodec;

/**
 * FuseSource's, between channels that are arrays. Its frames are windows on the read buffer, and their headers are bytes: as
 * the others take and deliver text, values are escaped and unescaped here by its own methods; names, which it has as
 * constants, are ready to be written, and read without unescaping. Left as bytes, it shows what its codec does alone.
 */
final class StompJmsCodec extends CodecContender {
    private static final AsciiBuffer MESSAGE = new AsciiBuffer("MESSAGE");

    private final byte[] stream;
    private final boolean asBytes;
    private final AsciiBuffer[] names;
    private final String[][] values;
    private final AsciiBuffer[][] encodedValues;
    private final Buffer body;
    private final StompProtocolCodec codec = new StompProtocolCodec();
    private int read;
    private ByteSink sink;

    /**
     * Makes the contender.
     *
     * @param sample what to decode and encode
     * @param asBytes whether headers stay bytes
     */
    StompJmsCodec(Sample sample, boolean asBytes) {
        this.asBytes = asBytes;
        stream = sample.stream();
        read = stream.length;
        names = sample.headers().get(0).keySet().stream()
                .map(StompFrame::encodeHeader)
                .toArray(AsciiBuffer[]::new);
        values = sample.headers().stream()
                .map(headers -> headers.values().toArray(String[]::new))
                .toArray(String[][]::new);
        encodedValues = Arrays.stream(values)
                .map(each -> Arrays.stream(each).map(StompFrame::encodeHeader).toArray(AsciiBuffer[]::new))
                .toArray(AsciiBuffer[][]::new);
        body = new Buffer(sample.body());
        Transport transport = (Transport) Proxy.newProxyInstance(
                StompJmsCodec.class.getClassLoader(),
                new Class<?>[] {Transport.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getReadChannel" -> new Source();
                    case "getWriteChannel" -> new Drain();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        codec.setTransport(transport);
    }

    @Override
    void decode(FrameVisitor visitor) throws IOException {
        read = 0;
        StompFrame decoded;
        while ((decoded = (StompFrame) codec.read()) != null) {
            List<HeaderEntry> headers = decoded.headerList();
            for (int i = 0, n = headers.size(); i < n; i++) {
                HeaderEntry header = headers.get(i);
                if (asBytes) {
                    visitor.header(null, null);
                } else {
                    visitor.header(header.key.toString(), StompFrame.decodeHeader(header.value));
                }
            }
            visitor.body(decoded.content(), decoded.content().length());
        }
    }

    @Override
    void encode(ByteSink to) throws IOException {
        sink = to;
        for (int i = 0; i < Sample.FRAMES; i++) {
            StompFrame frame = frame(i);
            while (codec.write(frame) == ProtocolCodec.BufferState.FULL) {
                codec.flush();
            }
        }
        while (codec.flush() != ProtocolCodec.BufferState.EMPTY) {
            Thread.onSpinWait(); // never: the channel takes all
        }
    }

    private StompFrame frame(int index) {
        StompFrame frame = new StompFrame(MESSAGE);
        for (int i = 0; i < names.length; i++) {
            frame.addHeader(names[i], asBytes ? encodedValues[index][i] : StompFrame.encodeHeader(values[index][i]));
        }
        return frame.content(body);
    }

    /** Gives the stream once, then says that nothing more is there for now. */
    private final class Source implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            int length = Math.min(target.remaining(), stream.length - read);
            target.put(stream, read, length);
            read += length;
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Takes everything. */
    private final class Drain implements GatheringByteChannel {
        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            sink.bytes(source, null, length);
            source.position(source.limit());
            return length;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int count) {
            long length = 0;
            for (int i = offset; i < offset + count; i++) {
                length += write(sources[i]);
            }
            return length;
        }

        @Override
        public long write(ByteBuffer[] sources) {
            return write(sources, 0, sources.length);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
