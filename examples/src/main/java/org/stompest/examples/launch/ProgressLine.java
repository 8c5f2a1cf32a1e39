package org.stompest.examples.launch;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.stompest.examples.demo.Progress;

/**
 * Shows how far things are: on a terminal in one line that is written over again and again, elsewhere in a new line every
 * two seconds. Usable from any thread; one of its own does the writing.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long OTHER_MILLIS = 2000;

    private final PrintStream out;
    private final boolean terminal;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-progress");
        thread.setDaemon(true);
        return thread;
    });

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        long millis = terminal ? TERMINAL_MILLIS : OTHER_MILLIS;
        timer.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void sent(long count) {
        sent.set(count);
    }

    @Override
    public void answered(long count) {
        answered.set(count);
    }

    private synchronized void show() {
        String text = String.format(Locale.ROOT, "running  %,d sent, %,d answered", sent.get(), answered.get());
        if (terminal) {
            out.print("\r" + text + " ");
            out.flush();
        } else {
            out.println(text);
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
