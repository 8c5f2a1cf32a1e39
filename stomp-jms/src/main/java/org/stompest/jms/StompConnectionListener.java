package org.stompest.jms;

/**
 * Told when a connection loses its broker and when it has one again, which an application that uses failover otherwise only
 * notices by a pause. The order of calls, for one connection, is
 *
 * <pre>{@code (onInterrupted (onRestored | onFailed))*}</pre>
 *
 * and nothing after {@code onFailed}, nor after the connection was closed. A connection is interrupted, too, when the broker has
 * closed it for the mistake of one caller, who gets the exception, and when it is left for a preferred broker
 * ({@code failover.priorityBackup}). What is final is told to the {@link jakarta.jms.ExceptionListener} as well, and only that.
 *
 * <p>Threads: one call after the other, and not at the same time as the {@code ExceptionListener} of that connection, on a thread
 * that does nothing else and ends when there is nothing to tell; no lock is held. A listener may block, and may use and close the
 * connection; what it is told may then be a little old. What it throws is logged.
 */
public interface StompConnectionListener {
    /**
     * The broker is lost, and one is looked for: senders wait, nothing is received.
     *
     * @param event which broker was lost, and why
     */
    default void onInterrupted(StompConnectionEvent event) {}

    /**
     * Everything goes on.
     *
     * @param event over which broker; without a cause
     */
    default void onRestored(StompConnectionEvent event) {}

    /**
     * The connection is lost for good: whoever uses it gets an exception.
     *
     * @param event which broker was the last one, and why there is none any more
     */
    default void onFailed(StompConnectionEvent event) {}
}
