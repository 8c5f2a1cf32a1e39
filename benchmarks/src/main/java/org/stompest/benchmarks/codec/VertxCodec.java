package org.stompest.benchmarks.codec;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import io.vertx.ext.stomp.impl.FrameParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Vert.x's parser, which its client and its server share, and its frame, which writes itself into a new buffer. */
final class VertxCodec extends CodecContender {
    private final Buffer stream;
    private final List<Frame> frames;
    private final FrameParser parser = new FrameParser();
    private FrameVisitor visitor;

    VertxCodec(Sample sample) {
        stream = Buffer.buffer(sample.stream());
        frames = sample.headers().stream()
                .map(headers -> new Frame(Command.MESSAGE, new LinkedHashMap<>(headers), Buffer.buffer(sample.body())))
                .toList();
        parser.handler(this::visit);
    }

    private void visit(Frame decoded) {
        for (Map.Entry<String, String> header : decoded.getHeaders().entrySet()) {
            visitor.header(header.getKey(), header.getValue());
        }
        visitor.body(decoded.getBody(), decoded.getBody().length());
    }

    @Override
    void decode(FrameVisitor to) {
        visitor = to;
        parser.handle(stream);
    }

    @Override
    void encode(ByteSink sink) {
        for (Frame frame : frames) {
            Buffer bytes = frame.toBuffer();
            sink.bytes(bytes, null, bytes.length());
        }
    }
}
