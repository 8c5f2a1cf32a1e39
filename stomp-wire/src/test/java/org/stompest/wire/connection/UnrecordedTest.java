package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.stompest.wire.observe.Observation;

/** What the events for the Flight Recorder cost while nobody records them. */
class UnrecordedTest {
    private static final int TIMES = 100_000;

    @Test
    void whileNobodyRecordsNothingIsAllocated() {
        // Another test may record at the same time: then once more.
        await().until(() -> {
            observe(TIMES);
            return allocatedByObserving() < 10_000;
        });
    }

    private static long allocatedByObserving() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        observe(TIMES);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void observe(int times) {
        for (int i = 0; i < times; i++) {
            Observation.connect("b").finish("over");
            Observation.failover("b").finish("over");
            Observation.receiptWait("b", "SEND").finish("over");
            Observation.handler("d").finish("over");
        }
    }

    @Test
    void anImageWithoutFlightRecorderDoesNotMissIt() throws IOException, InterruptedException {
        assertThat(observeIn("--limit-modules=java.base,java.naming,java.xml,java.management"))
                .contains("observed without jdk.jfr");
    }

    private static String observeIn(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void theFlightRecorderIsNotStartedForNothing() throws IOException, InterruptedException {
        assertThat(observeIn("-Xshare:auto")).contains("observed with jdk.jfr, not started");
    }

    /** Run where {@code jdk.jfr} is missing. */
    static final class Main {
        public static void main(String[] args) {
            observe(1);
            boolean recorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
            System.out.println("observed " + (recorder ? "with jdk.jfr, " + state() : "without jdk.jfr"));
        }

        private static String state() {
            return FlightRecorder.isInitialized() ? "started" : "not started";
        }
    }
}
