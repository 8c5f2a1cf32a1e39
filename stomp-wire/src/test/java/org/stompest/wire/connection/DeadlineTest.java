package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void countsFromNow() {
        Deadline deadline = Deadline.in(Duration.ofHours(1));

        assertThat(deadline.leftNanos())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofHours(1).toNanos());
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.unlimited()).isFalse();
    }

    @Test
    void zeroAndLessHavePassed() {
        assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
        assertThat(Deadline.in(Duration.ofMillis(-1)).passed()).isTrue();
    }

    @Test
    void zeroIsForEverWhereThatIsTheRule() {
        assertThat(Deadline.inOrNever(Duration.ZERO)).isSameAs(Deadline.NEVER);
        assertThat(Deadline.inOrNever(Duration.ofMillis(1)).unlimited()).isFalse();
    }

    @Test
    void neverDoesNotPass() {
        assertThat(Deadline.NEVER.passed()).isFalse();
        assertThat(Deadline.NEVER.unlimited()).isTrue();
        assertThat(Deadline.NEVER.leftNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theEarlierOfTwo() {
        Deadline soon = Deadline.in(Duration.ofSeconds(1));
        Deadline late = Deadline.in(Duration.ofSeconds(100));

        assertThat(Deadline.earlier(soon, late)).isSameAs(soon);
        assertThat(Deadline.earlier(late, soon)).isSameAs(soon);
        assertThat(Deadline.earlier(Deadline.NEVER, late)).isSameAs(late);
        assertThat(Deadline.earlier(Deadline.NEVER, Deadline.NEVER)).isSameAs(Deadline.NEVER);
    }

    @Test
    void theLongestDurationOfAllDoesNotPass() {
        assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).passed()).isFalse();
    }
}
