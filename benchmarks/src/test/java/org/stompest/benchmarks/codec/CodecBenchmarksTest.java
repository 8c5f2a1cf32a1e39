package org.stompest.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class CodecBenchmarksTest {
    @Test
    void eachRunsOnceForEachContender() throws RunnerException {
        Options once = new OptionsBuilder()
                .include(CodecBenchmarks.class.getName())
                .addProfiler(CpuTime.class)
                .param("body", "100", "65536")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(once).run();

        assertThat(results).hasSize(2 * 2 * CodecContender.NAMES.length);
        assertThat(results)
                .allSatisfy(result -> assertThat(
                                result.getSecondaryResults().get("cpu").getScore())
                        .isNotNegative());
    }
}
