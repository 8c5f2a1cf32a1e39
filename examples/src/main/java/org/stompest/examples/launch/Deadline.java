package org.stompest.examples.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the program when its time is over, whatever it is doing, and tells what that was. */
public final class Deadline {
    private final ScheduledExecutorService timer;

    /**
     * Begins to count.
     *
     * @param program what it is called
     * @param limit after which it is ended
     * @param status with which it is ended
     * @param err where it is told
     */
    public Deadline(String program, Duration limit, int status, PrintStream err) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, program + "-deadline");
            thread.setDaemon(true);
            return thread;
        });
        timer.schedule(() -> end(program, limit, status, err), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void end(String program, Duration limit, int status, PrintStream err) {
        err.println(program + ": not done after " + limit.toSeconds() + " seconds. What the threads are doing:");
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            err.println(thread.getKey());
            for (StackTraceElement element : thread.getValue()) {
                err.println("    at " + element);
            }
        }
        Runtime.getRuntime().halt(status);
    }

    /** The program has ended in time. */
    public void cancel() {
        timer.shutdownNow();
    }
}
