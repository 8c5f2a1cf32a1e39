package org.stompest.chaos.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.stompest.testbroker.FaultProxy.Where;

/** An endless row of faults that follows from a seed. Not thread-safe. */
public final class FaultPlan {
    private static final int LEAST_PAUSE = 300;
    private static final int MOST_PAUSE = 3_000;
    private static final int MOST_LASTING = 2_000;
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final int MOST_DELAY = 200;
    private static final int LEAST_RATE = 4_000;
    private static final int MOST_RATE = 60_000;
    private static final int FRAMES = 25;
    private static final int TOTAL =
            Arrays.stream(FaultKind.values()).mapToInt(FaultKind::weight).sum();

    private final Random random;
    private final int leastPause;
    private final int mostPause;
    private final boolean ofBroker;

    private FaultPlan(long seed, int leastPause, int mostPause, boolean ofBroker) {
        this.random = new Random(seed);
        this.leastPause = leastPause;
        this.mostPause = mostPause;
        this.ofBroker = ofBroker;
    }

    /**
     * {@return the plan for a proxy}
     *
     * @param seed of the run
     * @param number of the proxy
     */
    public static FaultPlan ofProxy(long seed, int number) {
        return new FaultPlan(seed * 31 + number, LEAST_PAUSE, MOST_PAUSE, false);
    }

    /**
     * {@return the plan for the broker, which is killed again and again}
     *
     * @param seed of the run
     */
    public static FaultPlan ofBroker(long seed) {
        return new FaultPlan(~seed, 10_000, 25_000, true);
    }

    /** {@return what is next} */
    public Fault next() {
        Duration after = Duration.ofMillis(leastPause + (long) random.nextInt(mostPause - leastPause));
        FaultKind kind = ofBroker ? FaultKind.KILL : kind();
        Duration lasts = kind == FaultKind.LONG_FREEZE ? LONG : Duration.ofMillis(1 + random.nextInt(MOST_LASTING));
        long amount = switch (kind) {
            case DELAY -> 1 + random.nextInt(MOST_DELAY);
            case THROTTLE -> LEAST_RATE + random.nextInt(MOST_RATE - LEAST_RATE);
            default -> 1 + random.nextInt(FRAMES);
        };
        return new Fault(after, kind, lasts, amount, Where.values()[random.nextInt(Where.values().length)]);
    }

    private FaultKind kind() {
        int at = random.nextInt(TOTAL);
        for (FaultKind kind : FaultKind.values()) {
            at -= kind.weight();
            if (at < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }
}
