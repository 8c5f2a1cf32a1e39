package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;

class ConnectOptionsTest {
    @Test
    void eachPartCanBeChangedAlone() {
        ConnectOptions options = ConnectOptions.DEFAULT
                .withVersions(List.of(StompVersion.V1_2, StompVersion.V1_0, StompVersion.V1_2))
                .withHost("v")
                .withLogin("me")
                .withPasscode("p")
                .withHeartBeat(HeartBeat.NONE)
                .withConnectedTimeout(Duration.ofSeconds(1))
                .withHeaders(Map.of("a", "1"))
                .withHeader("b", "2")
                .withLimits(new FrameLimits(1, 2, 4, 3))
                .withLenientHeaders(true);

        assertThat(options)
                .isEqualTo(new ConnectOptions(
                        List.of(StompVersion.V1_0, StompVersion.V1_2),
                        "v",
                        "me",
                        "p",
                        HeartBeat.NONE,
                        Duration.ofSeconds(1),
                        Map.of("a", "1", "b", "2"),
                        new FrameLimits(1, 2, 4, 3),
                        true));
    }

    @Test
    void textHasNoPasscodeAndNoHeaderValue() {
        ConnectOptions options =
                ConnectOptions.DEFAULT.withCredentials("me", "geheim").withHeader("jwt", "geheim");

        assertThat(options)
                .asString()
                .contains("login=me", "passcode=***", "[jwt]")
                .doesNotContain("geheim");
    }

    @Test
    void whatCannotBeSentIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectOptions.DEFAULT.withVersions(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectOptions.DEFAULT.withConnectedTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectOptions.DEFAULT.withHeader("", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectOptions.DEFAULT.withHeader("passcode", "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectOptions.DEFAULT.withPasscode("geheim\u0000"))
                .withMessageContaining("stomp.passcode")
                .withMessageNotContaining("geheim");
    }
}
