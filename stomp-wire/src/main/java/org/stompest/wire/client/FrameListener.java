package org.stompest.wire.client;

import org.stompest.wire.frame.StompFrame;

/**
 * Told of each frame that travels between CONNECTED and the end, for diagnosis and accounting: messages, receipts, sends,
 * subscriptions and what else there is are told apart by {@link StompFrame#command()}.
 *
 * <p>Threads: {@code onSent} comes from whoever writes, {@code onReceived} from the reader thread. Neither may block or call
 * the client: meanwhile nothing is read.
 */
public interface FrameListener {
    /** Is told and does nothing. */
    FrameListener NONE = new FrameListener() {};

    /**
     * A frame was put into the output.
     *
     * @param frame what was sent; the body is not to be changed
     */
    default void onSent(StompFrame frame) {}

    /**
     * A frame came.
     *
     * @param frame what came; the body is not to be changed
     */
    default void onReceived(StompFrame frame) {}
}
