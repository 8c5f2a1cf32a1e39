package org.stompest.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void differsByContentNumberAndOrder() {
        tally.add(0, "a");
        tally.add(1, "b");
        assertThat(tally(0, "a", 1, "b")).isEqualTo(tally.checksum());
        assertThat(tally(0, "a", 1, "c")).isNotEqualTo(tally.checksum());
        assertThat(tally(0, "a", 2, "b")).isNotEqualTo(tally.checksum());
        assertThat(tally(1, "b", 0, "a")).isNotEqualTo(tally.checksum());
        assertThat(tally(0, "ab", 1, "")).isNotEqualTo(tally.checksum());
    }

    private static String tally(long first, String one, long second, String other) {
        Tally tally = new Tally();
        tally.add(first, one);
        tally.add(second, other);
        return tally.checksum();
    }

    @Test
    void tellsDoubledAndLateLines() {
        assertThat(tally.add(5, "")).isTrue();
        assertThat(tally.add(5, "")).isFalse();
        assertThat(tally.add(4, "")).isFalse();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        tally.add(0, "a");
        Tally copy = tally.copy();
        copy.add(1, "b");
        assertThat(tally.count()).isEqualTo(1);
        assertThat(copy.count()).isEqualTo(2);
        assertThat(copy.checksum()).isNotEqualTo(tally.checksum());
        tally.add(1, "b");
        assertThat(copy.checksum()).isEqualTo(tally.checksum());
    }
}
