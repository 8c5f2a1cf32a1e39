package org.stompest.wire.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stompest.wire.session.HeartBeat;

class HeartBeatWatchTest {
    /** System.nanoTime() may be negative and may overflow. */
    private static final long START = Long.MAX_VALUE - 5;

    @Test
    void aBeatIsDueBeforeTheAgreedPeriodIsOver() {
        HeartBeatWatch watch = new HeartBeatWatch(new HeartBeat(1000, 0), START);

        assertThat(watch.untilBeat(START)).isEqualTo(millis(800));
        assertThat(watch.untilBeat(START + millis(799))).isPositive();
        assertThat(watch.untilBeat(START + millis(800))).isZero();
        assertThat(watch.untilBeat(START + millis(900))).isNegative();
    }

    @Test
    void whateverIsSentPutsTheBeatOff() {
        HeartBeatWatch watch = new HeartBeatWatch(new HeartBeat(1000, 0), START);

        watch.sent(START + millis(500));

        assertThat(watch.untilBeat(START + millis(800))).isEqualTo(millis(500));
    }

    @Test
    void aPeerIsDeadAfterTwoPeriodsOfSilence() {
        HeartBeatWatch watch = new HeartBeatWatch(new HeartBeat(0, 1000), START);

        assertThat(watch.deadAfterNanos()).isEqualTo(millis(2000));
        assertThat(watch.peerIsDead(START + millis(2000))).isFalse();
        assertThat(watch.peerIsDead(START + millis(2000) + 1)).isTrue();
    }

    @Test
    void whateverIsReceivedIsASignOfLife() {
        HeartBeatWatch watch = new HeartBeatWatch(new HeartBeat(0, 1000), START);

        watch.received(START + millis(1500));

        assertThat(watch.peerIsDead(START + millis(3500))).isFalse();
        assertThat(watch.peerIsDead(START + millis(3501))).isTrue();
    }

    @Test
    void whereNothingWasAgreedOnNoBeatIsDueAndNobodyDies() {
        HeartBeatWatch watch = new HeartBeatWatch(HeartBeat.NONE, START);

        assertThat(watch.untilBeat(START + millis(1_000_000))).isEqualTo(Long.MAX_VALUE);
        assertThat(watch.peerIsDead(START + millis(1_000_000))).isFalse();
        assertThat(watch.deadAfterNanos()).isZero();
    }

    private static long millis(long millis) {
        return MILLISECONDS.toNanos(millis);
    }
}
