package org.stompest.wire.transport;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.StompTimeoutException;

/** When connecting must be done, in all its stages. Immutable. */
final class ConnectDeadline {
    private final Duration limit;
    private final long start = System.nanoTime();

    ConnectDeadline(Duration limit) {
        this.limit = limit;
    }

    /**
     * Tells how long may still be waited.
     *
     * @return milliseconds, 1 or more
     * @throws SocketTimeoutException if the time is over
     */
    int leftMillis() throws SocketTimeoutException {
        long left = limit.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
            throw new SocketTimeoutException("the time-out has passed");
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }

    /**
     * Makes the complaint that it took too long.
     *
     * @param what did not happen, to be followed by the word "within"
     * @param cause why, or null
     * @return the exception, which names the option
     */
    StompTimeoutException passed(String what, Throwable cause) {
        return new StompTimeoutException(
                what + " within " + limit.toMillis() + " ms (transport.connectTimeout)", cause);
    }
}
