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

    /** The connection was lost: what was not handed out will come again. Nothing is delivered while this runs. */
    void interrupted();

    /**
     * The subscription could not be made again.
     *
     * @param why what the broker said
     */
    void refused(JMSException why);
}
