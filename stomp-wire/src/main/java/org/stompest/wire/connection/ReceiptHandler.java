package org.stompest.wire.connection;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/**
 * Told of the one outcome of a frame that asked for a receipt. Called once, on the connection's reader thread, with no lock
 * held: it must not block.
 */
public interface ReceiptHandler {
    /** The broker has processed the frame (STOMP 1.2, "RECEIPT"). */
    void onReceipt();

    /**
     * The broker refused the frame.
     *
     * @param refusal carries the ERROR frame
     */
    void onRefused(StompProtocolException refusal);

    /**
     * The connection ended first.
     *
     * @param why why it ended; where that was an ERROR frame which names no receipt, its cause is a
     *     {@link StompProtocolException}. {@link StompConnectionException#mayHaveReachedBroker()} is false where the frame was not
     *     written to its last byte, so that the broker has certainly not got it
     */
    void onLost(StompConnectionException why);
}
