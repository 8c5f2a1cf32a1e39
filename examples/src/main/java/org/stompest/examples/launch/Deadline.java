package org.stompest.examples.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the program when its time is over, whatever it is doing, and tells what that was. */
final class Deadline {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-deadline");
        thread.setDaemon(true);
        return thread;
    });

    Deadline(Duration limit, PrintStream err) {
        timer.schedule(() -> end(limit, err), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void end(Duration limit, PrintStream err) {
        err.println("demo: not done after " + limit.toSeconds() + " seconds. What the threads are doing:");
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            err.println(thread.getKey());
            for (StackTraceElement element : thread.getValue()) {
                err.println("    at " + element);
            }
        }
        Runtime.getRuntime().halt(Demo.TOO_LATE);
    }

    void cancel() {
        timer.shutdownNow();
    }
}
