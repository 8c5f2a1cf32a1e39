package org.stompest.wire.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.connection.ConnectionHandler;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.ReconnectDelays;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.failover.ReconnectSchedule;
import org.stompest.wire.transport.Transport;
import org.stompest.wire.transport.TransportFactory;

/**
 * What is done in the background while a connection stands: connections to further brokers are held ready
 * ({@code failover.backup}), and where the connection is not to a preferred broker, these are tried until one is back
 * ({@code failover.priorityBackup}). While a connection is being replaced it does nothing but give away what it has.
 *
 * <p>Between two rounds it waits as the schedule would between two attempts. A round in vain makes the waits grow, and so does
 * a connection that did not stand for {@code maxReconnectDelay}: a broker that takes connections and drops them is not
 * tried without end.
 *
 * <p>Threads: any; one of its own, which begins with the first connection if there is something to do, and ends with
 * {@link #close}. Its lock is private; nothing is read, written or told with that held.
 */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final int NONE = -1;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final StompUri uri;
    private final ReconnectOptions options;
    private final String name;
    private final TransportFactory transports;
    private final ConnectionHandler user;
    private final Predicate<Line> successor;
    private final ReconnectSchedule preference;
    private final ReconnectDelays delays;
    private final int most; // spares

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final List<Spare> spares = new ArrayList<>();
    private int connectedTo = NONE;
    private long connectedSince;
    private int failures;
    private boolean closed;
    private Transport opening;
    private Thread thread;

    private record Spare(Line line, long since) {}

    /**
     * Makes one that has nothing to do yet.
     *
     * @param uri brokers and options
     * @param name for the thread
     * @param transports makes a transport for each attempt
     * @param user is told of what comes over a spare from when on it is used
     * @param successor takes over a connection to a preferred broker, on the thread of this; false if it is not wanted now
     */
    Standby(StompUri uri, String name, TransportFactory transports, ConnectionHandler user, Predicate<Line> successor) {
        this.uri = uri;
        this.options = uri.reconnect();
        this.name = name;
        this.transports = transports;
        this.user = user;
        this.successor = successor;
        this.preference = new ReconnectSchedule(
                uri.brokers().stream().map(BrokerEndpoint::address).toList(), options, ThreadLocalRandom.current());
        this.delays = new ReconnectDelays(options, ThreadLocalRandom.current());
        this.most = options.backup()
                ? Math.min(options.backupPoolSize(), uri.brokers().size() - 1)
                : 0;
    }

    // ---- told by the connection

    /** There is a connection now. */
    void connected(int broker) {
        lock.lock();
        try {
            connectedTo = broker;
            connectedSince = System.nanoTime();
            if (thread == null && !closed && hasDuty()) {
                thread = new Thread(this::run, "stomp-standby " + name);
                thread.setDaemon(true);
                thread.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasDuty() {
        return uri.brokers().size() > 1 && (options.backup() || options.priorityBackup());
    }

    /** The connection is being replaced. */
    void interrupted() {
        lock.lock();
        try {
            if (connectedTo != NONE) {
                connectedTo = NONE;
                rate(connectedSince);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return a connection that was held ready, to a preferred broker if there is one; or null} */
    Line take() {
        lock.lock();
        try {
            spares.removeIf(spare -> !spare.line.isOpen());
            Spare best = preferredSpare();
            if (best == null && !spares.isEmpty()) {
                best = spares.get(0);
            }
            if (best == null) {
                return null;
            }
            spares.remove(best);
            return best.line.use();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the brokers to which a connection is held ready} */
    List<BrokerAddress> spares() {
        lock.lock();
        try {
            return spares.stream()
                    .map(spare -> spare.line.connection().address())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** From a reader thread: a spare has ended. */
    private void lost(Line line) {
        lock.lock();
        try {
            for (Spare spare : List.copyOf(spares)) {
                if (spare.line == line) {
                    spares.remove(spare);
                    rate(spare.since);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rate(long since) {
        boolean stood = System.nanoTime() - since
                >= TimeUnit.MILLISECONDS.toNanos(options.maxReconnectDelay().toMillis());
        failures = stood ? 0 : failures + 1;
    }

    /** Ends everything; spares are left in good order if there is time. */
    void close(Deadline deadline) {
        List<Line> all = new ArrayList<>();
        Transport unfinished;
        Thread running;
        lock.lock();
        try {
            closed = true;
            spares.forEach(spare -> all.add(spare.line));
            spares.clear();
            unfinished = opening;
            running = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (unfinished != null) {
            unfinished.close();
        }
        all.forEach(line -> line.connection().close(left(deadline)));
        if (running != null && running != Thread.currentThread()) {
            Joining.briefly(running, deadline);
        }
    }

    private static Duration left(Deadline deadline) {
        return Duration.ofNanos(Math.max(0, deadline.leftNanos()));
    }

    // ---- the thread of its own

    private void run() {
        while (awaitWork()) {
            Line back = takeReturn();
            if (back != null) {
                if (!successor.test(back)) {
                    back.connection().close(GOODBYE);
                }
                continue;
            }
            List<Integer> candidates = candidates();
            if (options.randomize()) {
                Collections.shuffle(candidates, ThreadLocalRandom.current());
                candidates.sort((a, b) -> Boolean.compare(isPreferred(b), isPreferred(a)));
            }
            boolean any = false;
            for (int broker : candidates) {
                any |= isWanted(broker) && open(broker);
            }
            if (!any) {
                inVain();
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!closed) {
                if (isIdle()) {
                    changed.await();
                    continue;
                }
                long left = delays.before(failures + 1).toNanos();
                while (left > 0 && !closed) {
                    left = changed.awaitNanos(left);
                }
                if (!closed && !isIdle()) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody has a reason to: it ends
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        return candidates().isEmpty() && !(isAway() && preferredSpare() != null);
    }

    private boolean isAway() {
        return options.priorityBackup() && connectedTo != NONE && !isPreferred(connectedTo);
    }

    private boolean isPreferred(int broker) {
        return preference.isPreferred(broker);
    }

    private Spare preferredSpare() {
        return spares.stream()
                .filter(spare -> options.priorityBackup() && isPreferred(spare.line.broker()))
                .findFirst()
                .orElse(null);
    }

    /** {@return brokers that a connection is wanted to, those first that are preferred} */
    private List<Integer> candidates() {
        lock.lock();
        try {
            List<Integer> preferred = new ArrayList<>();
            List<Integer> others = new ArrayList<>();
            for (int broker = 0; broker < uri.brokers().size(); broker++) {
                if (isWanted(broker)) {
                    (options.priorityBackup() && isPreferred(broker) ? preferred : others).add(broker);
                }
            }
            preferred.addAll(others);
            return preferred;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWanted(int broker) {
        lock.lock();
        try {
            return !closed
                    && connectedTo != NONE
                    && broker != connectedTo
                    && (spares.size() < most || isAway() && isPreferred(broker))
                    && spares.stream().noneMatch(spare -> spare.line.broker() == broker);
        } finally {
            lock.unlock();
        }
    }

    private Line takeReturn() {
        lock.lock();
        try {
            Spare spare = isAway() ? preferredSpare() : null;
            spares.remove(spare);
            return spare == null ? null : spare.line;
        } finally {
            lock.unlock();
        }
    }

    private void inVain() {
        int warnAfter = options.warnAfterReconnectAttempts();
        int count;
        lock.lock();
        try {
            count = ++failures;
        } finally {
            lock.unlock();
        }
        if (warnAfter > 0 && count % warnAfter == 0) {
            LOG.warn("{} attempts to reach a preferred or spare broker of {} were in vain", count, name);
        }
    }

    /** {@return whether that broker answered, and the connection is of use} */
    private boolean open(int broker) {
        BrokerEndpoint endpoint = uri.brokers().get(broker);
        Line line;
        try {
            Transport transport = transports.create(endpoint.address(), endpoint.transport());
            enter(transport);
            line = Line.open(broker, endpoint, transport, user, this::lost);
        } catch (RuntimeException e) {
            LOG.debug("{} does not answer in the background: {}", endpoint.address(), e.getMessage());
            return false;
        } finally {
            enter(null);
        }
        boolean useful = isReturn(line) ? successor.test(line) : keep(line);
        if (!useful) {
            line.connection().close(GOODBYE);
        }
        return useful;
    }

    private void enter(Transport transport) {
        lock.lock();
        try {
            if (closed && transport != null) {
                throw new StompConnectionException("the connection was closed", null);
            }
            opening = transport;
        } finally {
            lock.unlock();
        }
    }

    private boolean isReturn(Line line) {
        lock.lock();
        try {
            return !closed && isAway() && isPreferred(line.broker());
        } finally {
            lock.unlock();
        }
    }

    private boolean keep(Line line) {
        lock.lock();
        try {
            // One that ends after this look is taken out by its reader.
            boolean kept = !closed && line.isOpen() && line.broker() != connectedTo && spares.size() < most;
            if (kept) {
                LOG.debug("{} is held ready", line.connection());
                spares.add(new Spare(line, System.nanoTime()));
            }
            return kept;
        } finally {
            lock.unlock();
        }
    }
}
