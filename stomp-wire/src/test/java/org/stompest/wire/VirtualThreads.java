package org.stompest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Runs tasks in virtual threads, on a JDK that has them, and sees whether they pin their carriers. */
public final class VirtualThreads {
    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final long PATIENCE_SECONDS = 30;

    private VirtualThreads() {}

    /**
     * Skips the test where the JDK has no virtual threads; else makes one for each task.
     *
     * @return to be shut down
     */
    public static ExecutorService executor() {
        assumeTrue(Runtime.version().feature() >= 21, "needs virtual threads, which come with JDK 21");
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs tasks at the same time, each in a virtual thread, and waits for all of them.
     *
     * @param tasks fail the test if they throw
     */
    public static void run(List<? extends Callable<?>> tasks) {
        ExecutorService threads = executor();
        try {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            for (Future<?> one : running) {
                one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a virtual thread did not do its task", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Fails if a virtual thread was pinned to its carrier, for however short a time.
     *
     * @param work runs tasks in virtual threads; called twice while a flight is recorded, since classes that are loaded by the first call pin
     */
    public static void assertNeverPinned(Runnable work) {
        executor().shutdown(); // or skip
        pinnedIn(work);
        assertThat(pinnedIn(work)).as("pinned virtual threads").isEmpty();
    }

    /**
     * Records while something is done.
     *
     * @param work what
     * @return each time that a virtual thread was pinned, with the stack
     */
    public static List<RecordedEvent> pinnedIn(Runnable work) {
        try (Recording recording = new Recording()) {
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            Path file = Files.createTempFile("pinned", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(PINNED))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
