package org.stompest.jms.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {
    private static RedeliveryPolicy policy(Map<String, String> options) {
        return JmsOptions.parse(options).redelivery();
    }

    /** How many milliseconds a message rests after its first, second, third and fourth delivery. */
    private static long[] rests(long initial, long delay, boolean backOff, double multiplier, long most) {
        RedeliveryPolicy policy = new RedeliveryPolicy(-1, null, initial, delay, backOff, multiplier, most);
        return IntStream.rangeClosed(1, 4)
                .mapToLong(handedOut -> TimeUnit.NANOSECONDS.toMillis(policy.restNanos(handedOut)))
                .toArray();
    }

    @Test
    void byDefaultAMessageComesAgainAtOnceAndAnyNumberOfTimes() {
        RedeliveryPolicy policy = policy(Map.of());

        assertThat(policy.restNanos(1)).isZero();
        assertThat(policy.restNanos(1000)).isZero();
        assertThat(policy.isDeadLetter(Integer.MAX_VALUE)).isFalse();
        assertThat(policy.deadLetterQueue()).isNull();
    }

    @Test
    void aMessageIsADeadLetterAfterSoManyRedeliveries() {
        RedeliveryPolicy policy = policy(Map.of("jms.redeliveryPolicy.maximumRedeliveries", "2"));

        assertThat(policy.isDeadLetter(2)).isFalse();
        assertThat(policy.isDeadLetter(3)).isTrue();
        assertThat(policy(Map.of("jms.maxRedeliveries", "0")).isDeadLetter(1)).isTrue();
    }

    @Test
    void laterRedeliveriesWaitAsLongAsTheFirstUnlessToldOtherwise() {
        assertThat(rests(100, -1, false, 5, -1)).containsExactly(100, 100, 100, 100);
        assertThat(rests(100, 300, false, 5, -1)).containsExactly(100, 300, 300, 300);
        assertThat(rests(0, 300, false, 5, -1)).containsExactly(0, 300, 300, 300);
        assertThat(rests(100, 0, false, 5, -1)).containsExactly(100, 0, 0, 0);
    }

    @Test
    void delaysGrowUpToTheirLimit() {
        assertThat(rests(100, -1, true, 2, -1)).containsExactly(100, 200, 400, 800);
        assertThat(rests(100, -1, true, 2, 500)).containsExactly(100, 200, 400, 500);
        assertThat(rests(0, 300, true, 2, -1)).containsExactly(0, 300, 600, 1200);
    }

    @Test
    void whatGrowsWithoutALimitDoesNotOverflow() {
        assertThat(new RedeliveryPolicy(-1, null, 1000, -1, true, 10, -1).restNanos(Integer.MAX_VALUE))
                .isPositive();
    }
}
