package org.stompest.wire.failover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Says which broker is to be tried next and how long to wait before. Brokers are tried in passes: one pass tries each broker
 * once without a wait between them, and the waits before the passes grow. The first pass of all begins at once; those that
 * follow a failed one, or a loss, are the attempts that {@link ReconnectOptions} counts.
 *
 * <p>Not thread-safe: belongs to the thread that connects. It never waits itself and knows no clock.
 */
public final class ReconnectSchedule {
    private final List<BrokerAddress> brokers;
    private final ReconnectOptions options;
    private final RandomGenerator random;
    private final ReconnectDelays delays;
    private final boolean[] preferred;

    private final Deque<Integer> pass = new ArrayDeque<>();
    private int passesBegun;
    private int attemptsBegun;
    private boolean everConnected;
    private int last = -1;
    private int lost = -1;
    private boolean replacing;

    /**
     * A broker to be tried.
     *
     * @param index its place in the list of brokers
     * @param broker its address
     * @param delay how long to wait before; zero is not at all
     * @param attempt the number of the pass since the start or the last connection: 0 for the first of all and for a
     *     replacement
     */
    public record Attempt(int index, BrokerAddress broker, Duration delay, int attempt) {}

    /**
     * Makes a schedule for a connection that was never made.
     *
     * @param brokers the brokers in the order of the URI; not empty
     * @param options how they are tried
     * @param random for the order and the jitter; not asked where the options want neither
     */
    public ReconnectSchedule(List<BrokerAddress> brokers, ReconnectOptions options, RandomGenerator random) {
        this.brokers = List.copyOf(brokers);
        this.options = Objects.requireNonNull(options, "options");
        this.random = Objects.requireNonNull(random, "random");
        this.delays = new ReconnectDelays(options, random);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("there is no broker to be tried");
        }
        this.preferred = preferred(this.brokers, options);
    }

    /**
     * Says what comes next; to be called when the one before failed or was lost.
     *
     * @return the next broker, or nothing when the attempts are used up; then nothing until {@link #connected()}
     */
    public Optional<Attempt> next() {
        if (replacing) {
            replacing = false;
            return Optional.of(attempt(last, Duration.ZERO));
        }
        if (!pass.isEmpty()) {
            return Optional.of(attempt(pass.remove(), Duration.ZERO));
        }
        boolean first = passesBegun == 0;
        int limit = limit();
        if (!first && limit >= 0 && attemptsBegun >= limit) {
            return Optional.empty();
        }
        passesBegun++;
        Duration delay = Duration.ZERO;
        if (!first) {
            attemptsBegun++;
            delay = delays.before(attemptsBegun);
        }
        pass.addAll(order());
        lost = -1;
        return Optional.of(attempt(pass.remove(), delay));
    }

    /** Notes that the broker given last was connected to: waits and attempts begin anew, and it is tried last after a loss. */
    public void connected() {
        if (last < 0) {
            throw new IllegalStateException("no broker was given yet that could be connected to");
        }
        everConnected = true;
        attemptsBegun = 0;
        lost = last;
        pass.clear();
    }

    /**
     * Notes that a broker was connected to that this schedule did not give, because a connection was held ready.
     *
     * @param index its place in the list of brokers
     */
    public void connected(int index) {
        last = Objects.checkIndex(index, brokers.size());
        connected();
    }

    /**
     * Notes that the broker is well though the connection is gone, as after an ERROR: it is the one to be tried next, at once
     * and outside of the limits. When that fails too, it goes on as after a loss.
     */
    public void replace() {
        if (!everConnected) {
            throw new IllegalStateException("there was no connection that could be replaced");
        }
        replacing = true;
    }

    /**
     * Tells whether a broker is preferred: named by {@code priorityURIs}, or else on this machine, or else the first.
     *
     * @param index its place in the list of brokers
     * @return whether it is tried before others if {@code priorityBackup} is on
     */
    public boolean isPreferred(int index) {
        return preferred[index];
    }

    private Attempt attempt(int index, Duration delay) {
        last = index;
        return new Attempt(index, brokers.get(index), delay, attemptsBegun);
    }

    private int limit() {
        boolean startup = !everConnected && options.startupMaxReconnectAttempts() >= 0;
        return startup ? options.startupMaxReconnectAttempts() : options.maxReconnectAttempts();
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < brokers.size(); i++) {
            order.add(i);
        }
        if (options.randomize()) {
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
        }
        if (lost >= 0) {
            order.remove(Integer.valueOf(lost));
            order.add(lost);
        }
        if (options.priorityBackup()) {
            order.sort((a, b) -> Boolean.compare(preferred[b], preferred[a]));
        }
        return order;
    }

    private static boolean[] preferred(List<BrokerAddress> brokers, ReconnectOptions options) {
        boolean[] preferred = new boolean[brokers.size()];
        boolean any = false;
        for (int i = 0; i < preferred.length; i++) {
            BrokerAddress broker = brokers.get(i);
            preferred[i] = options.priorityURIs().isEmpty()
                    ? broker.isLoopback()
                    : options.priorityURIs().contains(broker);
            any |= preferred[i];
        }
        if (!any) {
            preferred[0] = true;
        }
        return preferred;
    }
}
