package org.stompest.examples.launch;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows how far things are: on a terminal in one line that is written over again and again, elsewhere in a new line every
 * few seconds. One thread of its own does the writing.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final long millis;
    private final Supplier<String> state;
    private final ScheduledExecutorService timer;

    /**
     * Makes one, which is still to be started.
     *
     * @param program what it is called; its system property {@code NAME.terminal} says whether it writes to a terminal
     * @param out where to
     * @param seconds between two lines where that is no terminal
     * @param state how far things are, in one line; asked for by a thread of its own
     */
    public ProgressLine(String program, PrintStream out, int seconds, Supplier<String> state) {
        this.out = out;
        this.terminal = Boolean.getBoolean(program + ".terminal");
        this.state = state;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, program + "-progress");
            thread.setDaemon(true);
            return thread;
        });
        this.millis = terminal ? TERMINAL_MILLIS : TimeUnit.SECONDS.toMillis(seconds);
    }

    /** Begins to show. */
    public void start() {
        timer.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        if (terminal) {
            out.print("\r" + state.get() + " ");
            out.flush();
        } else {
            out.println(state.get());
        }
    }

    /** Ends with the final state, so that even a short run has shown its progress. */
    @Override
    public void close() {
        timer.shutdownNow();
        show();
        if (terminal) {
            out.println();
        }
    }
}
