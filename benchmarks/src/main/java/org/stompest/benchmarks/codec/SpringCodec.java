package org.stompest.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

/** Spring's; it has no other home for its headers than a map of lists. The decoder is given whole frames only. */
final class SpringCodec extends CodecContender {
    private final ByteBuffer stream;
    private final List<Message<byte[]>> messages;
    private final StompDecoder decoder = new StompDecoder();
    private final StompEncoder encoder = new StompEncoder();

    SpringCodec(Sample sample) {
        stream = ByteBuffer.wrap(sample.stream());
        messages = sample.headers().stream()
                .map(headers -> {
                    StompHeaderAccessor accessor = StompHeaderAccessor.create(StompCommand.MESSAGE);
                    headers.forEach(accessor::setNativeHeader);
                    return MessageBuilder.createMessage(sample.body(), accessor.getMessageHeaders());
                })
                .toList();
    }

    @Override
    void decode(FrameVisitor visitor) {
        stream.rewind();
        for (Message<byte[]> decoded : decoder.decode(stream)) {
            for (Map.Entry<String, List<String>> header : nativeHeaders(decoded).entrySet()) {
                visitor.header(header.getKey(), header.getValue().get(0));
            }
            byte[] body = decoded.getPayload();
            visitor.body(body, body.length);
        }
    }

    @SuppressWarnings("unchecked") // what the decoder puts there
    private static Map<String, List<String>> nativeHeaders(Message<byte[]> message) {
        return (Map<String, List<String>>) message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
    }

    @Override
    void encode(ByteSink sink) {
        for (Message<byte[]> message : messages) {
            byte[] bytes = encoder.encode(message);
            sink.bytes(bytes, bytes, bytes.length);
        }
    }
}
