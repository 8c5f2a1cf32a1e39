package org.stompest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.wire.frame.StompVersion.V1_0;
import static org.stompest.wire.frame.StompVersion.V1_1;
import static org.stompest.wire.frame.StompVersion.V1_2;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StompVersionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "version, negotiates, heartBeats, namesSubscriptions, acksById, escapesCr, allowsCr",
                "V1_0,    false,      false,      false,              false,    false,     false",
                "V1_1,    true,       true,       true,               false,    false,     false",
                "V1_2,    true,       true,       true,               true,     true,      true"
            })
    void whatEachVersionHas(
            StompVersion version,
            boolean negotiates,
            boolean heartBeats,
            boolean namesSubscriptions,
            boolean acksById,
            boolean escapesCr,
            boolean allowsCr) {
        assertThat(version.negotiates()).isEqualTo(negotiates);
        assertThat(version.hasHeartBeats()).isEqualTo(heartBeats);
        assertThat(version.namesSubscriptions()).isEqualTo(namesSubscriptions);
        assertThat(version.acknowledgesById()).isEqualTo(acksById);
        assertThat(version.escapesCarriageReturn()).isEqualTo(escapesCr);
        assertThat(version.allowsCarriageReturn()).isEqualTo(allowsCr);
    }

    @ParameterizedTest
    @EnumSource(StompCommand.class)
    void commandsAndTheirBodies(StompCommand command) {
        boolean content = EnumSet.of(StompCommand.SEND, StompCommand.MESSAGE, StompCommand.ERROR)
                .contains(command);
        boolean opening = EnumSet.of(StompCommand.CONNECT, StompCommand.STOMP, StompCommand.CONNECTED)
                .contains(command);
        boolean since11 = EnumSet.of(StompCommand.STOMP, StompCommand.NACK).contains(command);

        assertThat(V1_0.supports(command)).isEqualTo(!since11);
        assertThat(V1_0.allowsBody(command)).isTrue();
        assertThat(V1_0.escapesHeaders(command)).isFalse();
        for (StompVersion version : EnumSet.of(V1_1, V1_2)) {
            assertThat(version.supports(command)).isTrue();
            assertThat(version.allowsBody(command)).isEqualTo(content);
            assertThat(version.escapesHeaders(command)).isEqualTo(!opening);
        }
    }

    @Test
    void textThereAndBack() {
        for (StompVersion version : StompVersion.values()) {
            assertThat(StompVersion.of(version.text())).isSameAs(version);
            assertThat(version).hasToString(version.text());
        }
        assertThatThrownBy(() -> StompVersion.of("1.3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no STOMP version '1.3', known are 1.0, 1.1, 1.2");
    }

    @Test
    void charsets() {
        assertThat(V1_0.headerCharset()).isEqualTo(StandardCharsets.US_ASCII);
        assertThat(V1_1.headerCharset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(V1_2.headerCharset()).isEqualTo(StandardCharsets.UTF_8);
    }
}
