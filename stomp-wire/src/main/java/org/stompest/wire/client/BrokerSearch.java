package org.stompest.wire.client;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.ReconnectSchedule;

/**
 * Looks for a broker that answers, in the order and with the waits of the schedule. Used by one thread at a time: who opens
 * the connection, then one recovery after the other.
 */
final class BrokerSearch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSearch.class);

    private final StompUri uri;
    private final CountDownLatch closed;
    private final Function<BrokerEndpoint, StompConnection> connector;
    private final ObjIntConsumer<BrokerAddress> watcher;
    private final ReconnectSchedule schedule;

    /**
     * Makes a search.
     *
     * @param uri brokers and options
     * @param closed ends every wait
     * @param connector opens a connection to one broker, or throws
     * @param watcher is told of each attempt before it begins
     */
    BrokerSearch(
            StompUri uri,
            CountDownLatch closed,
            Function<BrokerEndpoint, StompConnection> connector,
            ObjIntConsumer<BrokerAddress> watcher) {
        this.uri = uri;
        this.closed = closed;
        this.connector = connector;
        this.watcher = watcher;
        this.schedule = new ReconnectSchedule(
                uri.brokers().stream().map(BrokerEndpoint::address).toList(),
                uri.reconnect(),
                ThreadLocalRandom.current());
    }

    /**
     * Finds the first broker.
     *
     * @return an open connection
     * @throws StompException the last failure; a refusal at once, because no other attempt cures a wrong password
     */
    StompConnection first() {
        return search(true);
    }

    /**
     * Finds a broker after a loss.
     *
     * @param brokerIsWell whether the one before closed the connection after an ERROR: then it is tried first, whatever the
     *     limits are
     * @return an open connection
     * @throws StompException the last failure
     */
    StompConnection again(boolean brokerIsWell) {
        if (brokerIsWell) {
            schedule.replace();
        }
        return search(false);
    }

    private StompConnection search(boolean refusalEnds) {
        StompException last = null;
        int warnAfter = uri.reconnect().warnAfterReconnectAttempts();
        for (Optional<ReconnectSchedule.Attempt> next = schedule.next(); next.isPresent(); next = schedule.next()) {
            ReconnectSchedule.Attempt attempt = next.get();
            await(attempt.delay().toNanos(), last);
            watcher.accept(attempt.broker(), attempt.attempt());
            try {
                StompConnection found = connector.apply(uri.brokers().get(attempt.index()));
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
            LOG.debug("{} does not answer: {}", attempt.broker(), last.getMessage());
            if (warnAfter > 0 && attempt.attempt() > 0 && attempt.attempt() % warnAfter == 0) {
                LOG.warn(
                        "no broker has answered in {} attempts; the last said: {}",
                        attempt.attempt(),
                        last.getMessage());
            }
        }
        throw last != null ? last : new StompConnectionException("no reconnect is allowed by " + uri.reconnect(), null);
    }

    /**
     * Waits before an attempt.
     *
     * @param nanos how long
     * @param last the last failure, or null
     * @throws StompConnectionException if everything is closed meanwhile, or the thread is interrupted
     */
    void await(long nanos, StompException last) {
        try {
            if (closed.getCount() == 0 || closed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new StompConnectionException("the connection was closed while a broker was looked for", last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompConnectionException("interrupted while looking for a broker", e);
        }
    }
}
