package org.stompest.wire.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for all options, whatever the dice say. */
class AnyScheduleTest {
    private static final int TAKEN = 60;

    @Provide
    Arbitrary<ReconnectOptions> options() {
        Arbitrary<Integer> millis = Arbitraries.of(0, 1, 10, 1000, Integer.MAX_VALUE);
        Arbitrary<Integer> limits = Arbitraries.of(-1, 0, 1, 3);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Combinators.combine(
                        millis,
                        millis,
                        Arbitraries.of(1.0, 1.5, 2.0, 1e300),
                        limits,
                        limits,
                        millis,
                        flag,
                        Combinators.combine(flag, flag).as((a, b) -> new boolean[] {a, b}))
                .as((initial, most, multiplier, attempts, startup, jitter, randomize, flags) -> new ReconnectOptions(
                        Duration.ofMillis(initial),
                        Duration.ofMillis(most),
                        flags[0],
                        multiplier,
                        attempts,
                        startup,
                        Duration.ofMillis(jitter),
                        randomize,
                        flags[1],
                        List.of(broker(1), broker(2)),
                        false,
                        1,
                        10,
                        Duration.ofMillis(-1)));
    }

    @Property
    void waitsAreNeverLongerThanTheLongestWithItsJitterAndNeverShrinkWithoutIt(
            @ForAll("options") ReconnectOptions options, @ForAll long seed) {
        ReconnectDelays delays = new ReconnectDelays(options, new Random(seed));
        long most = options.maxReconnectDelay().toMillis();
        long jitter = options.reconnectDelayJitter().toMillis();
        long before = 0;
        for (int attempt = 1; attempt < 2000; attempt++) {
            long wait = delays.before(attempt).toMillis();

            assertThat(wait).isBetween(0L, most + jitter);
            if (jitter == 0) {
                assertThat(wait).isGreaterThanOrEqualTo(before);
                before = wait;
            }
        }
        if (options.useExponentialBackOff() && options.backOffMultiplier() > 1) {
            assertThat(delays.before(Integer.MAX_VALUE).toMillis()).isGreaterThanOrEqualTo(most);
        }
    }

    @Property
    void onePassTriesEachBrokerOnceAndWaitsBeforeTheFirstOnly(
            @ForAll("options") ReconnectOptions options,
            @ForAll @IntRange(min = 3, max = 6) int brokers,
            @ForAll long seed) {
        List<ReconnectSchedule.Attempt> taken = take(schedule(options, brokers, seed), TAKEN * brokers);

        for (int pass = 0; pass < taken.size() / brokers; pass++) {
            List<ReconnectSchedule.Attempt> one = taken.subList(pass * brokers, (pass + 1) * brokers);
            int number = pass;
            assertThat(one.stream().map(ReconnectSchedule.Attempt::index))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, brokers).boxed().toList());
            assertThat(one).allSatisfy(attempt -> {
                assertThat(attempt.attempt()).isEqualTo(number);
                assertThat(attempt.broker()).isEqualTo(broker(attempt.index()));
            });
            assertThat(one.subList(1, brokers))
                    .allSatisfy(attempt -> assertThat(attempt.delay()).isZero());
            if (options.priorityBackup()) {
                assertThat(one.subList(0, 2).stream().map(ReconnectSchedule.Attempt::index))
                        .containsExactlyInAnyOrder(1, 2);
            }
        }
    }

    @Property
    void limitsAreKeptBeforeAndAfterTheFirstConnection(
            @ForAll("options") ReconnectOptions options,
            @ForAll @IntRange(min = 3, max = 6) int brokers,
            @ForAll @IntRange(min = 0, max = 5) int spare,
            @ForAll long seed) {
        ReconnectSchedule schedule = schedule(options, brokers, seed);
        int startup = options.startupMaxReconnectAttempts() >= 0
                ? options.startupMaxReconnectAttempts()
                : options.maxReconnectAttempts();

        assertThat(take(schedule, TAKEN)).hasSize(startup < 0 ? TAKEN : Math.min(TAKEN, brokers * (startup + 1)));
        schedule.connected(spare % brokers);
        List<ReconnectSchedule.Attempt> after = take(schedule, TAKEN);
        int limit = options.maxReconnectAttempts();

        assertThat(after).hasSize(limit < 0 ? TAKEN : Math.min(TAKEN, brokers * limit));
        if (!after.isEmpty() && !options.priorityBackup()) {
            assertThat(after.get(brokers - 1).index())
                    .as("the one that was lost is the last of the next pass")
                    .isEqualTo(spare % brokers);
        }
    }

    private static ReconnectSchedule schedule(ReconnectOptions options, int brokers, long seed) {
        return new ReconnectSchedule(
                IntStream.range(0, brokers).mapToObj(AnyScheduleTest::broker).toList(), options, new Random(seed));
    }

    private static BrokerAddress broker(int index) {
        return new BrokerAddress("tcp", "host" + index, 61613);
    }

    private static List<ReconnectSchedule.Attempt> take(ReconnectSchedule schedule, int most) {
        List<ReconnectSchedule.Attempt> taken = new ArrayList<>();
        Optional<ReconnectSchedule.Attempt> next = schedule.next();
        while (next.isPresent()) {
            taken.add(next.get());
            next = taken.size() < most ? schedule.next() : Optional.empty();
        }
        return taken;
    }
}
