package org.stompest.wire.connection;

import java.time.Instant;

/**
 * What has travelled over a connection until the moment it was asked for, CONNECT and CONNECTED included. Immutable.
 *
 * @param framesSent frames that were put into the output
 * @param bytesSent bytes that the transport has taken
 * @param flushes writes to the transport; each may carry many frames
 * @param heartBeatsSent heart-beats that were sent
 * @param framesReceived frames that came
 * @param bytesReceived bytes that came
 * @param messagesReceived MESSAGE frames that came
 * @param receiptsReceived RECEIPT frames that came
 * @param errorsReceived ERROR frames that came
 * @param heartBeatsReceived heart-beats that came; an empty line that ends a frame counts as one too
 * @param pendingReceipts receipts that are awaited
 * @param reconnects how often a lost connection was replaced
 * @param lastSent when bytes were sent last
 * @param lastReceived when bytes came last
 */
public record ConnectionStatistics(
        long framesSent,
        long bytesSent,
        long flushes,
        long heartBeatsSent,
        long framesReceived,
        long bytesReceived,
        long messagesReceived,
        long receiptsReceived,
        long errorsReceived,
        long heartBeatsReceived,
        int pendingReceipts,
        int reconnects,
        Instant lastSent,
        Instant lastReceived) {
    /** Nothing has travelled yet; the times are those of the epoch. */
    public static final ConnectionStatistics NONE =
            new ConnectionStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);

    /**
     * Adds what travelled over a connection that was replaced by this one.
     *
     * @param before of the connection, or connections, before
     * @return the sums; pending receipts and times are those of this one, and one more reconnect is counted than before
     */
    public ConnectionStatistics after(ConnectionStatistics before) {
        return new ConnectionStatistics(
                before.framesSent + framesSent,
                before.bytesSent + bytesSent,
                before.flushes + flushes,
                before.heartBeatsSent + heartBeatsSent,
                before.framesReceived + framesReceived,
                before.bytesReceived + bytesReceived,
                before.messagesReceived + messagesReceived,
                before.receiptsReceived + receiptsReceived,
                before.errorsReceived + errorsReceived,
                before.heartBeatsReceived + heartBeatsReceived,
                pendingReceipts,
                before.reconnects + reconnects + 1,
                lastSent,
                lastReceived);
    }
}
