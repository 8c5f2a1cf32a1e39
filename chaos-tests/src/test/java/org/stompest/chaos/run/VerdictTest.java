package org.stompest.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.chaos.account.CallWatch;
import org.stompest.chaos.account.MessageStream;
import org.stompest.chaos.faults.FaultCounts;
import org.stompest.chaos.faults.FaultKind;
import org.stompest.chaos.work.Problems;

/** What is wrong with a run makes its verdict bad, and its last line says so. */
class VerdictTest {
    private final FaultCounts faults = new FaultCounts();
    private final MessageStream stream = new MessageStream("stream", true);
    private final Problems problems = new Problems();
    private final CallWatch watch = new CallWatch(Duration.ofMillis(1), dump -> {});

    VerdictTest() {
        faults.add(FaultKind.RESET);
        faults.add(FaultKind.KILL);
        stream.sent(stream.begun());
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Verdict verdict() {
        return new Verdict(faults, List.of(stream), problems, watch);
    }

    private void receive() {
        stream.handedOut(0, "consumer");
        stream.settled(0, "consumer");
    }

    @Test
    void everythingIsGood() {
        receive();

        assertThat(verdict().isGood()).isTrue();
        assertThat(verdict().summary()).isEqualTo("chaos: 2 faults, 1 sent, 1 received, 0 lost, 0 duplicated");
    }

    @Test
    void somethingIsLost() {
        assertThat(verdict().isGood()).isFalse();
        assertThat(verdict().summary()).isEqualTo("chaos: 2 faults, 1 sent, 0 received, 1 lost, 0 duplicated");
        assertThat(verdict().lines()).anyMatch(line -> line.startsWith("WRONG") && line.contains("number 0 lost"));
    }

    @Test
    void somethingCameTwice() {
        receive();
        receive();

        assertThat(verdict().isGood()).isFalse();
        assertThat(verdict().summary()).endsWith("0 lost, 1 duplicated");
    }

    @Test
    void somethingHung() {
        receive();
        watch.begin("commit", Duration.ofMillis(1));
        await().until(() -> !watch.hangs().isEmpty());

        assertThat(verdict().isGood()).isFalse();
        assertThat(verdict().lines()).anyMatch(line -> line.startsWith("HUNG") && line.contains("commit"));
    }

    @Test
    void somethingFailedThatMustNot() {
        receive();
        problems.fatal("connection", new IllegalStateException("failed for good"));

        assertThat(verdict().isGood()).isFalse();
        assertThat(verdict().lines()).anyMatch(line -> line.contains("failed for good"));
    }

    @Test
    void whatCallsMayThrowIsOnlyTold() {
        receive();
        problems.told("commit", new IllegalStateException("rolled back 17 of 20"));
        problems.told("commit", new IllegalStateException("rolled back 18 of 20"));

        assertThat(verdict().isGood()).isTrue();
        assertThat(verdict().lines())
                .anyMatch(line -> line.contains("2 x commit") && line.contains("rolled back # of #"));
    }
}
