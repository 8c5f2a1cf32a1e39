package org.stompest.wire.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReconnectScheduleTest {
    private static final RandomGenerator NEVER_ASKED = () -> {
        throw new AssertionError("the random source was asked although nothing is random");
    };

    private static final List<BrokerAddress> ABC = brokers("tcp://a:1", "tcp://b:2", "tcp://c:3");

    @Test
    void firstPassHasNoDelayAndTheFollowingGrow() {
        ReconnectSchedule schedule = schedule(brokers("tcp://a:1", "tcp://b:2"), Map.of("randomize", "false"));

        assertThat(take(schedule, 8)).containsExactly("a+0", "b+0", "a+10", "b+0", "a+20", "b+0", "a+40", "b+0");
    }

    @Test
    void delaysAreCappedHoweverManyAttemptsFail() {
        ReconnectSchedule schedule = schedule(brokers("tcp://a:1"), Map.of("maxReconnectDelay", "50"));

        assertThat(take(schedule, 6)).containsExactly("a+0", "a+10", "a+20", "a+40", "a+50", "a+50");
        assertThat(take(schedule, 5_000)).containsOnly("a+50");
    }

    @Test
    void withoutBackOffTheDelayStays() {
        ReconnectSchedule schedule =
                schedule(brokers("tcp://a:1"), Map.of("useExponentialBackOff", "false", "initialReconnectDelay", "7"));

        assertThat(take(schedule, 4)).containsExactly("a+0", "a+7", "a+7", "a+7");
    }

    @Test
    void multiplierIsRespected() {
        ReconnectSchedule schedule =
                schedule(brokers("tcp://a:1"), Map.of("backOffMultiplier", "1.5", "initialReconnectDelay", "100"));

        assertThat(take(schedule, 4)).containsExactly("a+0", "a+100", "a+150", "a+225");
    }

    @Test
    void noInitialDelayDoesNotBecomeABusyLoop() {
        assertThat(take(schedule(brokers("tcp://a:1"), Map.of("initialReconnectDelay", "0")), 5))
                .containsExactly("a+0", "a+0", "a+10", "a+20", "a+40");
        assertThat(take(
                        schedule(
                                brokers("tcp://a:1"),
                                Map.of("initialReconnectDelay", "0", "useExponentialBackOff", "false")),
                        4))
                .containsExactly("a+0", "a+0", "a+10", "a+10");
    }

    @Test
    void jitterIsAddedOnTopOfTheLongestDelay() {
        ReconnectSchedule schedule = schedule(
                brokers("tcp://a:1"), Map.of("maxReconnectDelay", "10", "reconnectDelayJitter", "5"), new Random(1));
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            delays.add(schedule.next().orElseThrow().delay().toMillis());
        }

        assertThat(delays.remove(0)).isZero();
        assertThat(delays).containsOnly(10L, 11L, 12L, 13L, 14L, 15L).contains(10L, 15L);
    }

    @Test
    void startupLimitHoldsUntilTheFirstConnectionThenTheOtherOne() {
        ReconnectSchedule schedule = schedule(
                ABC, Map.of("randomize", "false", "startupMaxReconnectAttempts", "1", "maxReconnectAttempts", "2"));
        assertThat(take(schedule, 5)).containsExactly("a+0", "b+0", "c+0", "a+10", "b+0");

        schedule.connected();

        assertThat(take(schedule, 20)).containsExactly("a+10", "c+0", "b+0", "a+20", "b+0", "c+0");
    }

    @Test
    void startupLimitOfNoneIsOnePass() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "false", "startupMaxReconnectAttempts", "0"));

        assertThat(take(schedule, 20)).containsExactly("a+0", "b+0", "c+0");
        assertThat(schedule.next()).as("exhausted remains exhausted").isEmpty();
    }

    @Test
    void startupWithoutALimitOfItsOwnHasTheOther() {
        ReconnectSchedule schedule = schedule(
                brokers("tcp://a:1"), Map.of("startupMaxReconnectAttempts", "-1", "maxReconnectAttempts", "2"));

        assertThat(take(schedule, 20)).containsExactly("a+0", "a+10", "a+20");
    }

    @Test
    void noneAfterALoss() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "false", "maxReconnectAttempts", "0"));
        schedule.next();
        schedule.connected();

        assertThat(schedule.next()).isEmpty();
    }

    @Test
    void lostBrokerIsTriedLastInTheFirstPassOnly() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "false"));
        schedule.next();
        schedule.connected();

        assertThat(take(schedule, 6)).containsExactly("b+10", "c+0", "a+0", "a+20", "b+0", "c+0");
    }

    @Test
    void delaysBeginAnewAfterAConnection() {
        ReconnectSchedule schedule = schedule(brokers("tcp://a:1"), Map.of());
        take(schedule, 5);
        schedule.connected();

        assertThat(take(schedule, 2)).containsExactly("a+10", "a+20");
    }

    @Test
    void replacementTriesTheSameBrokerAtOnceAndOutsideOfTheLimits() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "false", "maxReconnectAttempts", "0"));
        take(schedule, 2);
        schedule.connected();
        schedule.replace();

        assertThat(take(schedule, 5)).containsExactly("b+0");
    }

    @Test
    void failedReplacementGoesOnAsAfterALoss() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "false"));
        schedule.next();
        schedule.connected();
        schedule.replace();

        assertThat(take(schedule, 4)).containsExactly("a+0", "b+10", "c+0", "a+0");
    }

    @Test
    void randomOrderTriesEachBrokerOnceInEveryPassAndDiffers() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("randomize", "true"), new Random(42));
        List<List<Integer>> passes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            passes.add(List.of(index(schedule), index(schedule), index(schedule)));
        }

        assertThat(passes).allSatisfy(pass -> assertThat(pass).containsExactlyInAnyOrder(0, 1, 2));
        assertThat(passes.stream().distinct()).hasSize(6);
    }

    @Test
    void localBrokersComeFirstWithPriorityBackup() {
        ReconnectSchedule schedule = schedule(
                brokers("tcp://a:1", "tcp://b:2", "tcp://localhost:3"),
                Map.of("randomize", "false", "priorityBackup", "true"));

        assertThat(take(schedule, 3)).containsExactly("localhost+0", "a+0", "b+0");
        assertThat(schedule.isPreferred(2)).isTrue();
        assertThat(schedule.isPreferred(0)).isFalse();
    }

    @Test
    void firstBrokerIsPreferredWhereNoneIsLocal() {
        ReconnectSchedule schedule = schedule(ABC, Map.of("priorityBackup", "true"), new Random(7));
        List<Integer> firsts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            firsts.add(index(schedule));
            schedule.next();
            schedule.next();
        }

        assertThat(firsts).containsOnly(0);
    }

    @Test
    void priorityUrisComeFirstAndALostOneIsLastAmongThem() {
        ReconnectSchedule schedule = schedule(
                ABC, Map.of("randomize", "false", "priorityBackup", "true", "priorityURIs", "tcp://b:2,tcp://c:3"));
        assertThat(take(schedule, 4)).containsExactly("b+0", "c+0", "a+0", "b+10");
        schedule.connected();

        assertThat(take(schedule, 3)).containsExactly("c+10", "b+0", "a+0");
    }

    @Test
    void attemptsAreNumberedSinceTheLastConnection() {
        ReconnectSchedule schedule = schedule(brokers("tcp://a:1"), Map.of());
        assertThat(schedule.next().orElseThrow().attempt()).isZero();
        assertThat(schedule.next().orElseThrow().attempt()).isEqualTo(1);
        schedule.connected();
        schedule.replace();
        assertThat(schedule.next().orElseThrow().attempt()).isZero();
        assertThat(schedule.next().orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void misuseIsRefused() {
        ReconnectSchedule schedule = schedule(ABC, Map.of());
        assertThatIllegalStateException().isThrownBy(schedule::connected);
        assertThatIllegalStateException().isThrownBy(schedule::replace);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconnectSchedule(List.of(), ReconnectOptions.DEFAULT, NEVER_ASKED));
    }

    private static ReconnectSchedule schedule(List<BrokerAddress> brokers, Map<String, String> options) {
        return schedule(brokers, options, NEVER_ASKED);
    }

    /** Options without prefix; as long as a test says nothing else, everything is tried for ever and in order. */
    private static ReconnectSchedule schedule(
            List<BrokerAddress> brokers, Map<String, String> options, RandomGenerator random) {
        Map<String, String> texts = new HashMap<>(Map.of("failover.randomize", "false"));
        options.forEach((name, value) -> texts.put("failover." + name, value));
        if (random != NEVER_ASKED && !options.containsKey("reconnectDelayJitter")) {
            texts.put("failover.randomize", "true");
        }
        return new ReconnectSchedule(
                brokers,
                ReconnectOptions.of(ReconnectOptions.options().read(texts), ReconnectOptions.ACTIVEMQ),
                random);
    }

    private static List<BrokerAddress> brokers(String... addresses) {
        return Arrays.stream(addresses).map(BrokerAddress::parse).toList();
    }

    private static int index(ReconnectSchedule schedule) {
        return schedule.next().orElseThrow().index();
    }

    /** Takes at most so many attempts, each as host+delay. */
    private static List<String> take(ReconnectSchedule schedule, int most) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            schedule.next()
                    .ifPresent(next ->
                            taken.add(next.broker().host() + "+" + next.delay().toMillis()));
        }
        return taken;
    }
}
