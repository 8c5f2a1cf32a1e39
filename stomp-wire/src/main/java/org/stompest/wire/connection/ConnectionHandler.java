package org.stompest.wire.connection;

import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompFrame;

/**
 * Told of what comes over one connection. All calls but {@link #onSent} come from the connection's reader thread, one at a
 * time: {@code (onReceived onMessage | onReceived onError | onReceived)* onClosed?}. They must not block: while one runs,
 * nothing is read, and no receipt arrives.
 */
public interface ConnectionHandler {
    /**
     * A message was delivered.
     *
     * @param connection where it came from, and where it is to be acknowledged
     * @param message a MESSAGE frame
     */
    void onMessage(StompConnection connection, StompFrame message);

    /**
     * The connection ended and nobody had asked for it. Whoever waited for a receipt has been told before. Not called after
     * {@link StompConnection#close()}.
     *
     * @param connection which
     * @param why a {@link org.stompest.wire.StompProtocolException} with the ERROR frame where the broker sent one
     */
    void onClosed(StompConnection connection, StompException why);

    /**
     * An ERROR came, whether it answers a frame or not. Whoever waits for that frame is told after this.
     *
     * @param connection where it came from
     * @param error the ERROR frame
     */
    default void onError(StompConnection connection, StompFrame error) {}

    /**
     * Tells whether an ERROR only says that the connection is at its end, although it names a frame: brokers that have refused one
     * frame and are about to close may answer so whatever was written behind it. Whoever waits for that frame is then told with
     * the end that it was lost, not that it was refused.
     *
     * @param connection where it came from
     * @param error the ERROR frame
     * @return true for an ERROR that says nothing about the frame it names
     */
    default boolean meansEnd(StompConnection connection, StompFrame error) {
        return false;
    }

    /**
     * Any frame came, before anything is done with it.
     *
     * @param connection where it came from
     * @param frame CONNECTED not included
     */
    default void onReceived(StompConnection connection, StompFrame frame) {}

    /**
     * A frame was put into the output, on the thread of whoever wrote it, with no lock held.
     *
     * @param connection where it went
     * @param frame CONNECT not included
     */
    default void onSent(StompConnection connection, StompFrame frame) {}
}
