package org.stompest.chaos.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Finds calls that take longer than they may: each is told once, with what all threads are doing, while it still hangs. */
public final class CallWatch implements AutoCloseable {
    private static final long CHECK_MILLIS = 250;

    /**
     * What is watched.
     *
     * @param <T> what it gives
     * @param <X> what it throws
     */
    public interface Call<T, X extends Exception> {
        /**
         * Does it.
         *
         * @return what it gives
         * @throws X as it pleases
         */
        T make() throws X;
    }

    /** One call that is under way. */
    private record Running(Thread thread, String what, long began, Duration limit, AtomicBoolean told) {
        long nanos() {
            return System.nanoTime() - began;
        }

        boolean isLate() {
            return nanos() > limit.toNanos();
        }
    }

    private final Duration margin;
    private final Consumer<String> dump;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final List<String> hangs = new CopyOnWriteArrayList<>();
    private final Map<String, Long> longest = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chaos-watch");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins to watch.
     *
     * @param margin what a call may take beyond its time-out, as machines are slow
     * @param dump gets what all threads are doing when a call is late
     */
    public CallWatch(Duration margin, Consumer<String> dump) {
        this.margin = margin;
        this.dump = dump;
        timer.scheduleAtFixedRate(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Makes a call.
     *
     * @param what for people
     * @param timeout after which it must have returned or thrown
     * @param call what to do
     * @param <T> what it gives
     * @param <X> what it throws
     * @return what it gives
     * @throws X what it throws
     */
    public <T, X extends Exception> T within(String what, Duration timeout, Call<T, X> call) throws X {
        Runnable ended = begin(what, timeout);
        try {
            return call.make();
        } finally {
            ended.run();
        }
    }

    /**
     * Something begins that must end in time, by whatever thread.
     *
     * @param what for people
     * @param timeout after which it must have ended
     * @return to be run when it has ended
     */
    public Runnable begin(String what, Duration timeout) {
        Running entry =
                new Running(Thread.currentThread(), what, System.nanoTime(), timeout.plus(margin), new AtomicBoolean());
        running.add(entry);
        return () -> {
            running.remove(entry);
            longest.merge(what, entry.nanos(), Math::max);
            if (entry.isLate()) {
                tell(entry);
            }
        };
    }

    private void check() {
        running.stream().filter(Running::isLate).forEach(this::tell);
    }

    private void tell(Running late) {
        if (late.told().compareAndSet(false, true)) {
            String line = late.what() + " on " + late.thread().getName() + " takes more than "
                    + late.limit().toSeconds() + " s";
            hangs.add(line);
            dump.accept(line + "\n" + ThreadDump.ofAll());
        }
    }

    /** {@return the calls that took too long, so far} */
    public List<String> hangs() {
        return List.copyOf(hangs);
    }

    /** {@return how long the longest call of each kind took, in nanoseconds} */
    public Map<String, Long> longest() {
        return new TreeMap<>(longest);
    }

    /** Ends watching. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
