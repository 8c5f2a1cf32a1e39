package org.stompest.wire.client;

import java.util.Optional;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.ServerInfo;

/**
 * Told of what becomes of a client's connection. The order of calls between {@code connect()} and its end is
 *
 * <pre>{@code onConnecting+ onConnected (onError | onConnectionLost (onConnecting | onSubscriptionLost)* onConnected)* onDisconnected}</pre>
 *
 * and {@code onDisconnected} may come earlier.
 *
 * <p>Threads: one call after the other, on a thread of the client's own, with no lock held: a listener may block, and may call
 * the client; it may be told a little late. What it throws is logged. While it blocks, calls wait for it; of {@link #onError}
 * at most 100, with 1 MiB of frames: what exceeds that is dropped, and a warning in the log tells how many were.
 */
public interface ConnectionListener {
    /** Is told and does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /**
     * A broker is about to be tried.
     *
     * @param broker which
     * @param attempt the number of the pass over all brokers since the start or the last loss, 0 for the first
     */
    default void onConnecting(BrokerAddress broker, int attempt) {}

    /**
     * The broker has answered CONNECTED.
     *
     * @param broker which
     * @param server what it said of itself, and what was agreed on
     * @param again false for the first time after {@code connect()}, true when a lost connection was replaced
     */
    default void onConnected(BrokerAddress broker, ServerInfo server, boolean again) {}

    /**
     * A connection was lost, or was given up for a preferred broker; another one is looked for.
     *
     * @param broker which
     * @param why a {@link StompProtocolException} if the broker closed it after an ERROR
     */
    default void onConnectionLost(BrokerAddress broker, StompException why) {}

    /**
     * A subscription could not be made again after a reconnect and is gone.
     *
     * @param subscription which
     * @param why carries the ERROR frame
     */
    default void onSubscriptionLost(StompSubscription subscription, StompProtocolException why) {}

    /**
     * The broker sent an ERROR. Whoever waits for the frame that it answers gets an exception besides. Not called for each
     * where many come while a listener blocks.
     *
     * @param error the ERROR frame
     */
    default void onError(StompFrame error) {}

    /**
     * It is over: no more calls until the next {@code connect()}.
     *
     * @param why the failure that ended it; empty if that was asked for
     */
    default void onDisconnected(Optional<StompException> why) {}
}
