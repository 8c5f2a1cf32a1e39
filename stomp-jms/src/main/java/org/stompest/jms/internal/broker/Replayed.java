package org.stompest.jms.internal.broker;

import org.stompest.wire.StompException;
import org.stompest.wire.connection.StompConnection;

/** Something that is played again on a new connection before anybody else sends: an open transaction. */
public interface Replayed {
    /**
     * Writes it all again. Called by the recovery thread.
     *
     * @param fresh the new connection
     * @param cautious whether to wait until the broker has taken it, so that an ERROR can be told to belong to it
     * @throws StompException if the connection was lost by that
     */
    void replay(StompConnection fresh, boolean cautious);

    /**
     * The connection was lost: by the recovery thread, before the next one is looked for.
     *
     * @param why tells whether the broker closed it for an ERROR
     */
    void interrupted(StompException why);
}
