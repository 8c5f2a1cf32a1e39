package org.stompest.wire.connection;

import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompFrame;

/**
 * Told of what comes over one connection. All calls come from the connection's reader thread, one at a time:
 * {@code onMessage* onClosed?}. They must not block: while one runs, nothing is read, and no receipt arrives.
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
}
