package org.stompest.benchmarks.codec;

import java.io.IOException;

/** A codec in the race. It is given what it can prepare once; what is measured is {@link #decode} and {@link #encode}. */
abstract class CodecContender {
    /** Their names, as JMH's parameter wants them. */
    static final String[] NAMES = {"stompest", "netty", "spring", "vertx", "stompjms"};

    /**
     * Makes a contender.
     *
     * @param name one of {@link #NAMES}
     * @param sample what it will decode and encode
     * @return the contender
     */
    static CodecContender of(String name, Sample sample) {
        return switch (name) {
            case "stompest" -> new StompestCodec(sample);
            case "netty" -> new NettyCodec(sample);
            case "spring" -> new SpringCodec(sample);
            case "vertx" -> new VertxCodec(sample);
            case "stompjms" -> new StompJmsCodec(sample);
            default -> throw new IllegalArgumentException("no contender " + name);
        };
    }

    /** Decodes the stream of {@link Sample#FRAMES} frames and shows each to the visitor. */
    abstract void decode(FrameVisitor visitor) throws IOException;

    /**
     * Encodes {@link Sample#FRAMES} times the frame, each ready for a socket.
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
