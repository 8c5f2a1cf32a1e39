package org.stompest.benchmarks.codec;

import java.io.IOException;

/** A codec in the race. It is given what it can prepare once; what is measured is {@link #decode} and {@link #encode}. */
abstract class CodecContender {
    /** Their names. Two do not deliver the same as the others, or not in the same way; see their classes. */
    static final String[] NAMES = {
        "stompest", "stompest-copying", "netty", "spring", "vertx", "stompjms", "stompjms-bytes"
    };

    /**
     * Makes a contender.
     *
     * @param name one of {@link #NAMES}
     * @param sample what it will decode and encode
     * @return the contender
     */
    static CodecContender of(String name, Sample sample) {
        return switch (name) {
            case "stompest" -> new StompestCodec(sample, false);
            case "stompest-copying" -> new StompestCodec(sample, true);
            case "netty" -> new NettyCodec(sample);
            case "spring" -> new SpringCodec(sample);
            case "vertx" -> new VertxCodec(sample);
            case "stompjms" -> new StompJmsCodec(sample, false);
            case "stompjms-bytes" -> new StompJmsCodec(sample, true);
            default -> throw new IllegalArgumentException("no contender " + name);
        };
    }

    /** Decodes the stream of {@link Sample#FRAMES} frames and shows each to the visitor. */
    abstract void decode(FrameVisitor visitor) throws IOException;

    /**
     * Encodes the {@link Sample#FRAMES} frames, ready for a socket.
     *
     * @param sink gets what holds the bytes, in the order of the wire
     */
    abstract void encode(ByteSink sink) throws IOException;

    /** Takes encoded bytes. */
    interface ByteSink {
        /**
         * Some bytes.
         *
         * @param holder what holds them
         * @param bytes an array, if that is the contender's world; else null, and {@code holder} tells
         * @param length how many there are
         */
        void bytes(Object holder, byte[] bytes, int length);
    }
}
