package org.stompest.wire.connection;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.StompProtocolException;

/**
 * The last ERROR that came, which explains the end of the connection if that follows: a broker must close the connection after
 * an ERROR, but some go on. Pure: the time is handed in. Belongs to the reader thread.
 */
final class LastError {
    /** A broker that closes for an ERROR does so at once; what happens later has other reasons. */
    private static final long EXPLAINS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private StompProtocolException error;
    private long written;
    private long since;

    /**
     * Notes an ERROR.
     *
     * @param writtenBefore how many frames had asked for a receipt until then
     */
    void came(StompProtocolException refusal, long writtenBefore, long now) {
        error = refusal;
        written = writtenBefore;
        since = now;
    }

    /** A receipt came for the frame of that number: if it was written after the ERROR, the connection has outlived that. */
    void outlived(long number) {
        if (number > written) {
            error = null;
        }
    }

    /** {@return the ERROR that a loss of the connection now is due to, if one is} */
    Optional<StompProtocolException> explains(long now) {
        return error == null || now - since > EXPLAINS_NANOS ? Optional.empty() : Optional.of(error);
    }
}
