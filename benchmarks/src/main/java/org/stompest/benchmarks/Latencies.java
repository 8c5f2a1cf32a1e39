package org.stompest.benchmarks;

import java.util.Arrays;
import org.stompest.benchmarks.Contender.Task;
import org.stompest.benchmarks.Contender.Turn;

/** Collects the round trips of a turn, which follow each other without a gap. */
final class Latencies {
    private final Task task;
    private final long[] nanos;
    private final long start = System.nanoTime();
    private long last = start;
    private int count;

    Latencies(Task task) {
        this.task = task;
        this.nanos = new long[task.most()];
    }

    boolean goOn() {
        return count < nanos.length && last - start < task.nanos();
    }

    void roundTrip() {
        long now = System.nanoTime();
        nanos[count++] = now - last;
        last = now;
    }

    Turn turn() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Turn(count, last - start, sorted);
    }
}
