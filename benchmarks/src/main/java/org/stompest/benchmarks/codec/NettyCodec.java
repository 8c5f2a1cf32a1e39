package org.stompest.benchmarks.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.stomp.DefaultStompFrame;
import io.netty.handler.codec.stomp.StompCommand;
import io.netty.handler.codec.stomp.StompFrame;
import io.netty.handler.codec.stomp.StompSubframe;
import io.netty.handler.codec.stomp.StompSubframeAggregator;
import io.netty.handler.codec.stomp.StompSubframeDecoder;
import io.netty.handler.codec.stomp.StompSubframeEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Netty's handlers with Netty's pooled buffers, which are given back. The decoder works in a pipeline, with chunks so large
 * that a body is one; the encoder is called directly, without the promises of a write.
 */
final class NettyCodec extends CodecContender {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_CHUNK = 1024 * 1024;

    /** Lets the encoder be called without a pipeline. */
    private static final class BareEncoder extends StompSubframeEncoder {
        void encode(ChannelHandlerContext context, StompSubframe frame, ArrayList<Object> out) throws Exception {
            super.encode(context, frame, (List<Object>) out);
        }
    }

    private final ByteBuf stream;
    private final StompFrame[] frames;
    private final EmbeddedChannel decoding =
            new EmbeddedChannel(new StompSubframeDecoder(MAX_LINE, MAX_CHUNK), new StompSubframeAggregator(MAX_CHUNK));
    private final BareEncoder encoder = new BareEncoder();
    private final ChannelHandlerContext context =
            new EmbeddedChannel(encoder).pipeline().context(encoder);
    private final ArrayList<Object> encoded = new ArrayList<>();

    NettyCodec(Sample sample) {
        stream = Unpooled.wrappedBuffer(sample.stream());
        frames = sample.headers().stream()
                .map(headers -> {
                    StompFrame frame =
                            new DefaultStompFrame(StompCommand.MESSAGE, Unpooled.wrappedBuffer(sample.body()));
                    headers.forEach(frame.headers()::set);
                    return frame;
                })
                .toArray(StompFrame[]::new);
    }

    @Override
    void decode(FrameVisitor visitor) {
        stream.readerIndex(0);
        decoding.writeInbound(stream.retain());
        StompFrame decoded;
        while ((decoded = decoding.readInbound()) != null) {
            for (Map.Entry<CharSequence, CharSequence> header : decoded.headers()) {
                visitor.header(header.getKey(), header.getValue());
            }
            visitor.body(decoded.content(), decoded.content().readableBytes());
            decoded.release();
        }
    }

    @Override
    void encode(ByteSink sink) {
        for (StompFrame frame : frames) {
            encodeOne(frame);
            for (int j = 0, n = encoded.size(); j < n; j++) {
                ByteBuf bytes = (ByteBuf) encoded.get(j);
                sink.bytes(bytes, null, bytes.readableBytes());
                bytes.release();
            }
            encoded.clear();
        }
    }

    private void encodeOne(StompFrame frame) {
        frame.content().readerIndex(0); // the encoder reads it to its end
        try {
            encoder.encode(context, frame, encoded);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
