package org.stompest.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.examples.launch.WrongArgumentException;

class ChaosArgumentsTest {
    private static final long ANY_SEED = 42;

    private static ChaosArguments parse(String... args) throws WrongArgumentException {
        return ChaosArguments.parse(ANY_SEED, args);
    }

    @Test
    void withoutAnyItIsAMinuteOnArtemis() throws Exception {
        assertThat(parse()).isEqualTo(new ChaosArguments(false, Duration.ofMinutes(1), ANY_SEED, BrokerName.ARTEMIS));
    }

    @Test
    void allOfThem() throws Exception {
        assertThat(parse("--minutes", "0.5", "--seed", "-3", "--broker", "classic"))
                .isEqualTo(new ChaosArguments(false, Duration.ofSeconds(30), -3, BrokerName.CLASSIC));
    }

    @Test
    void helpIsAskedFor() throws Exception {
        assertThat(parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes", "--minutes 0", "--minutes -1", "--minutes NaN", "--minutes Infinity", "--minutes x",
                "--seed 1.5", "--seed", "--broker rabbitmq", "--broker", "--what", "what"
            })
    void whatIsWrongIsSaid(String line) {
        String[] args = line.split(" ");
        assertThatThrownBy(() -> parse(args))
                .isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(args[0]);
    }
}
