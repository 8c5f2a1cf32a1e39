package org.stompest.examples.launch;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.stompest.examples.demo.Progress;

/** How many lines are on their way. Usable from any thread. */
final class LineCounts implements Progress {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    @Override
    public void sent(long count) {
        sent.set(count);
    }

    @Override
    public void answered(long count) {
        answered.set(count);
    }

    /** {@return both, for people} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "running  %,d sent, %,d answered", sent.get(), answered.get());
    }
}
