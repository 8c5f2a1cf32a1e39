package org.stompest.wire.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
    private static final List<String> KNOWN = List.of(
            "transport.connectTimeout", "stomp.connectedTimeout", "failover.randomize", "jms/orders", "jms/offers");

    @ParameterizedTest
    @CsvSource({
        "connectTimeout, transport.connectTimeout",
        "transport.connectTimout, transport.connectTimeout",
        "failover.randomise, failover.randomize",
        "RANDOMIZE, failover.randomize",
        "jms/order, jms/orders",
        "orders, jms/orders",
    })
    void nearestComesFirst(String name, String nearest) {
        assertThat(NearestNames.of(name, KNOWN)).first().isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({"x", "somethingElse", "transport.soLinger"})
    void nothingComesNear(String name) {
        assertThat(NearestNames.of(name, KNOWN)).isEmpty();
    }
}
