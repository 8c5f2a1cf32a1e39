package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/** Takes what one subscription delivers, through reconnects. */
public interface DeliverySink {
    /**
     * A message came. Called by the reader thread of the connection; must not block.
     *
     * @param connection where it came from and is to be acknowledged
     * @param message the MESSAGE
     */
    void deliver(StompConnection connection, StompFrame message);

    /**
     * The subscription is about to be made, for the first time or on a new connection. Called by whoever makes it, or by the
     * recovery thread; must not block.
     *
     * @param subscribe the SUBSCRIBE as it was made first
     * @return what is to be written in its place
     */
    default StompFrame subscribing(StompFrame subscribe) {
        return subscribe;
    }

    /** The connection was lost: what was not handed out will come again. Nothing is delivered while this runs. */
    void interrupted();

    /**
     * The subscription could not be made again.
     *
     * @param why what the broker said
     */
    void refused(JMSException why);
}
