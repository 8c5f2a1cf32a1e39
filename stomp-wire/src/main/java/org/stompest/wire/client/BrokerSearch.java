package org.stompest.wire.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.ReconnectSchedule;

/**
 * Looks for a broker that answers, in the order and with the waits of the schedule; one that is connected to already, in
 * reserve, is taken first. Used by one thread at a time: who opens the connection, then one recovery after the other.
 */
final class BrokerSearch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSearch.class);

    private final StompUri uri;
    private final LinkState link;
    private final IntFunction<Line> opener;
    private final Supplier<Line> reserve;
    private final ObjIntConsumer<BrokerAddress> watcher;
    private final ReconnectSchedule schedule;
    private int tried;

    /**
     * Makes a search.
     *
     * @param uri brokers and options
     * @param link ends every wait when it is closed
     * @param opener opens a connection to one broker, or throws
     * @param reserve gives a connection that was held ready, or null
     * @param watcher is told of each attempt before it begins
     */
    BrokerSearch(
            StompUri uri,
            LinkState link,
            IntFunction<Line> opener,
            Supplier<Line> reserve,
            ObjIntConsumer<BrokerAddress> watcher) {
        this.uri = uri;
        this.link = link;
        this.opener = opener;
        this.reserve = reserve;
        this.watcher = watcher;
        this.schedule = new ReconnectSchedule(
                uri.brokers().stream().map(BrokerEndpoint::address).toList(),
                uri.reconnect(),
                ThreadLocalRandom.current());
    }

    /**
     * Finds the first broker.
     *
     * @param limit no attempt begins after it
     * @return an open connection
     * @throws StompException the last failure; a refusal at once, because no other attempt cures a wrong password
     */
    Line first(Deadline limit) {
        return search(true, false, limit);
    }

    /**
     * Finds a broker after a loss.
     *
     * @param brokerIsWell whether the one before closed the connection after an ERROR: then it is tried first, whatever the
     *     limits are
     * @param limit no attempt begins after it
     * @return an open connection
     * @throws StompException the last failure
     */
    Line again(boolean brokerIsWell, Deadline limit) {
        if (brokerIsWell) {
            schedule.replace();
        }
        return search(false, brokerIsWell, limit);
    }

    /** A connection is used that was not searched for: to a preferred broker, which has come back. */
    void found(Line line) {
        tried = 1;
        schedule.connected(line.broker());
    }

    /** {@return to how many brokers a connection was tried by the last search} */
    int tried() {
        return tried;
    }

    private Line search(boolean refusalEnds, boolean replacement, Deadline limit) {
        StompException last = null;
        boolean replacing = replacement;
        Set<BrokerAddress> refused = new HashSet<>();
        tried = 0;
        for (Optional<ReconnectSchedule.Attempt> next = schedule.next(); next.isPresent(); next = schedule.next()) {
            ReconnectSchedule.Attempt attempt = next.get();
            Line ready = replacing ? null : reserve.get();
            replacing = false;
            if (ready != null) {
                tried++;
                schedule.connected(ready.broker());
                watcher.accept(uri.brokers().get(ready.broker()).address(), attempt.attempt());
                return ready;
            }
            pause(attempt.delay(), limit, last);
            watcher.accept(attempt.broker(), attempt.attempt());
            tried++;
            try {
                Line found = opener.apply(attempt.index());
                schedule.connected();
                return found;
            } catch (StompProtocolException e) {
                if (refusalEnds) {
                    throw e;
                }
                last = e;
            } catch (StompException e) {
                last = e;
            }
            tell(attempt.broker(), last, refused);
            warn(attempt.attempt(), last);
        }
        throw last != null ? last : new StompConnectionException("no reconnect is allowed by " + uri.reconnect(), null);
    }

    private void pause(Duration delay, Deadline limit, StompException last) {
        boolean tooLong = !limit.unlimited() && delay.toNanos() >= limit.leftNanos();
        link.pause(tooLong ? limit.leftNanos() : delay.toNanos(), last);
        if (tooLong && last != null) {
            throw new StompTimeoutException(
                    "no broker has answered within " + uri.reconnect().timeout().toMillis()
                            + " ms (failover.timeout); the last attempt: " + last.getMessage(),
                    last);
        }
    }

    /** A broker that is down is nothing to be told of while there are others; one that is not who it should be is, once. */
    private static void tell(BrokerAddress broker, StompException why, Set<BrokerAddress> refused) {
        boolean byTls = false;
        for (Throwable link = why; link != null; link = link.getCause()) {
            byTls |= link instanceof SSLException;
        }
        if (byTls && refused.add(broker)) {
            LOG.warn("{} is not used: {}", broker, why.getMessage());
        } else {
            LOG.debug("{} does not answer: {}", broker, why.getMessage());
        }
    }

    private void warn(int attempt, StompException last) {
        int warnAfter = uri.reconnect().warnAfterReconnectAttempts();
        if (warnAfter > 0 && attempt > 0 && attempt % warnAfter == 0) {
            LOG.warn("no broker has answered in {} attempts; the last said: {}", attempt, last.getMessage());
        }
    }
}
