package org.stompest.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chaos as {@code ./chaos} runs it. */
class ChaosTest {
    private static final String HALF_A_MINUTE = "0.5";
    private static final String SEED = "2026";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Chaos chaos = new Chaos(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @EnumSource(BrokerName.class)
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingIsLostNothingComesTwiceAndNothingHangs(BrokerName broker) {
        int status = chaos.run("--minutes", HALF_A_MINUTE, "--seed", SEED, "--broker", broker.toString());

        assertThat(status).as("%s%n%s", out, err).isEqualTo(Chaos.OK);
        assertThat(lines().get(lines().size() - 1))
                .matches("chaos: \\d+ faults, \\d+ sent, \\d+ received, 0 lost, 0 duplicated");
        assertThat(lines()).anyMatch(line -> line.startsWith("running "));
    }

    @Test
    void helpIsShown() {
        assertThat(chaos.run("--help")).isEqualTo(Chaos.OK);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(ChaosArguments.USAGE);
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThat(chaos.run("--minutes", "x")).isEqualTo(Chaos.WRONG_ARGUMENTS);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("chaos: --minutes takes");
    }
}
