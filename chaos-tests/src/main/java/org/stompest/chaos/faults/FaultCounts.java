package org.stompest.chaos.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How often what has gone wrong. Usable from any thread. */
public final class FaultCounts {
    private final Map<FaultKind, AtomicLong> counts = new EnumMap<>(FaultKind.class);

    /** Begins with none. */
    public FaultCounts() {
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    /**
     * Counts one.
     *
     * @param kind what has gone wrong
     */
    public void add(FaultKind kind) {
        counts.get(kind).incrementAndGet();
    }

    /**
     * {@return how often}
     *
     * @param kind of what
     */
    public long of(FaultKind kind) {
        return counts.get(kind).get();
    }

    /** {@return how many faults in all} */
    public long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
