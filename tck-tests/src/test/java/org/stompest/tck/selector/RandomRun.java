package org.stompest.tck.selector;

import java.util.Random;

/** What the random tests are told from outside. */
final class RandomRun {
    private static final long DEFAULT_SEED = 7_310_245L;
    private static final int DEFAULT_SECONDS = 3;

    private RandomRun() {}

    static long seed() {
        long seed = Long.getLong("selector.seed", DEFAULT_SEED);
        System.out.println("selector.seed=" + seed);
        return seed;
    }

    static long deadlineNanos() {
        return System.nanoTime() + Integer.getInteger("selector.seconds", DEFAULT_SECONDS) * 1_000_000_000L;
    }

    static Random random(long seed) {
        return new Random(seed);
    }
}
