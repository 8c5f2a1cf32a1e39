package org.stompest.benchmarks.codec;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.fusesource.hawtbuf.AsciiBuffer;
import org.fusesource.hawtbuf.Buffer;
import org.fusesource.hawtdispatch.transport.ProtocolCodec;
import org.fusesource.hawtdispatch.transport.Transport;
import org.fusesource.stomp.codec.StompFrame;
import org.fusesource.stomp.codec.StompFrame.HeaderEntry;
import org.fusesource.stomp.codec.StompProtocolCodec;

/**
 * FuseSource's, between channels that are arrays. Its frames are windows on the read buffer, and their headers stay bytes
 * until they are asked for: here all are, as text, which is what the others deliver.
 */
final class StompJmsCodec extends CodecContender {
    private final byte[] stream;
    private final StompFrame frame = new StompFrame(new AsciiBuffer("MESSAGE"));
    private final StompProtocolCodec codec = new StompProtocolCodec();
    private int read;
    private ByteSink sink;

    StompJmsCodec(Sample sample) {
        stream = sample.stream();
        read = stream.length;
        sample.headers()
                .forEach((name, value) ->
                        frame.addHeader(StompFrame.encodeHeader(name), StompFrame.encodeHeader(value)));
        frame.content(new Buffer(sample.body()));
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
                visitor.header(StompFrame.decodeHeader(header.key), StompFrame.decodeHeader(header.value));
            }
            visitor.body(decoded.content(), decoded.content().length());
        }
    }

    @Override
    void encode(ByteSink to) throws IOException {
        sink = to;
        for (int i = 0; i < Sample.FRAMES; i++) {
            while (codec.write(frame) == ProtocolCodec.BufferState.FULL) {
                codec.flush();
            }
        }
        while (codec.flush() != ProtocolCodec.BufferState.EMPTY) {
            Thread.onSpinWait(); // never: the channel takes all
        }
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
