package org.stompest.wire.client;

import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.Subscription;

/**
 * Told of what comes over a {@link ReconnectingConnection} and of its interruptions. The order of calls is
 *
 * <pre>{@code (onMessage* (onInterrupted (onRestore | onInterrupted | onMessage | onRefused)* (onRestored | onFailed))?)*}</pre>
 *
 * {@code onMessage} comes from the reader thread of a connection and must not block; the others come from the one recovery
 * thread, while every sender waits. None is called after {@link ReconnectingConnection#close} has returned but for what was
 * under way.
 */
public interface ReconnectHandler {
    /**
     * A message was delivered.
     *
     * @param connection where it came from: it can be acknowledged there and nowhere else
     * @param context what was given to {@link ReconnectingConnection#subscribe}
     * @param message the MESSAGE frame
     */
    void onMessage(StompConnection connection, Object context, StompFrame message);

    /**
     * A subscription is about to be made: by whoever makes it, then by the recovery thread on each new connection. Must not block.
     *
     * @param context what was given to {@link ReconnectingConnection#subscribe}
     * @param subscribe the SUBSCRIBE as it was made first
     * @return what to write in its place, with the same {@code id}, {@code destination} and {@code receipt}
     */
    default StompFrame onSubscribing(Object context, StompFrame subscribe) {
        return subscribe;
    }

    /**
     * A connection was lost and another one is being looked for; or it has been left in good order because a preferred broker
     * is back ({@code failover.priorityBackup}). Nothing comes from it any more.
     *
     * @param lost which
     * @param why a {@link StompProtocolException} if the broker closed it after an ERROR
     */
    void onInterrupted(StompConnection lost, StompException why);

    /**
     * A new connection stands and the subscriptions have been made again; what else is to be played again, before anybody
     * else sends, is written here.
     *
     * @param fresh the new connection
     * @param cautious whether the last attempt ended with an ERROR while playing again: then one thing after another is to
     *     be confirmed by a receipt, so that what is guilty can be told. A refusal that is thrown then says that it has been
     *     found and is left out from now on
     */
    void onRestore(StompConnection fresh, boolean cautious);

    /**
     * A subscription could not be made again and is gone.
     *
     * @param subscription which
     * @param why carries the ERROR frame
     */
    void onRefused(Subscription subscription, StompProtocolException why);

    /**
     * Everything goes on.
     *
     * @param fresh the new connection
     */
    void onRestored(StompConnection fresh);

    /**
     * It is over for good: no connection could be had, or none was to be looked for.
     *
     * @param why the last failure
     */
    void onFailed(StompException why);

    /**
     * The first connection stands: by whoever opens it, before anybody can write and before a loss is told.
     *
     * @param fresh the connection; with failover there may be another one before {@code open()} returns, if it is lost at once
     */
    default void onOpened(StompConnection fresh) {}

    /**
     * A broker is about to be tried: by whoever opens the connection, then by the recovery thread. Not called for what is
     * tried in the background while a connection stands ({@code failover.priorityBackup}, {@code failover.backup}), but
     * when a connection that was held ready is taken.
     *
     * @param broker which
     * @param attempt the number of the pass over all brokers since the start or the last loss, 0 for the first
     */
    default void onConnecting(BrokerAddress broker, int attempt) {}

    /**
     * An ERROR came, on the reader thread; what becomes of it is told by other methods.
     *
     * @param connection where it came from
     * @param error the ERROR frame
     */
    default void onError(StompConnection connection, StompFrame error) {}

    /**
     * Tells whether an ERROR only says that the connection is at its end, although it names a frame; on the reader thread. Such a
     * frame counts as lost, and is repeated if it may be.
     *
     * @param connection where it came from
     * @param error the ERROR frame
     * @return true for an ERROR that says nothing about the frame it names
     */
    default boolean meansEnd(StompConnection connection, StompFrame error) {
        return false;
    }

    /**
     * Any frame came, on the reader thread, before anything is done with it.
     *
     * @param connection where it came from
     * @param frame CONNECTED not included
     */
    default void onReceived(StompConnection connection, StompFrame frame) {}

    /**
     * A frame was put into the output, on the thread of whoever wrote it.
     *
     * @param connection where it went
     * @param frame CONNECT not included
     */
    default void onSent(StompConnection connection, StompFrame frame) {}
}
