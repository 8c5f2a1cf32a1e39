package org.stompest.wire.codec;

import org.stompest.wire.frame.StompFrame;

/**
 * Takes what a {@link FrameDecoder} found, in the order of the wire and on the thread that called
 * {@link FrameDecoder#decode}. The calls follow {@code (onFrame | onHeartBeat)*}; a frame comes whole, with its body.
 */
@FunctionalInterface
public interface FrameSink {
    /**
     * A frame is complete.
     *
     * @param frame the frame; its body is an array of its own that the decoder never touches again
     */
    void onFrame(StompFrame frame);

    /**
     * An end of line stood between two frames, which from STOMP 1.1 is a heart-beat ("Heart-beating"). Some brokers write
     * one behind every frame. Not called in STOMP 1.0.
     */
    default void onHeartBeat() {}
}
