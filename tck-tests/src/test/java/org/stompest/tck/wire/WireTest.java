package org.stompest.tck.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.frame.StompVersion;

/** A test of the wire library that runs once for each broker. */
@ParameterizedClass
@EnumSource(BrokerKind.class)
abstract class WireTest {
    /** How long a test waits for what must come. */
    static final Duration SOON = Duration.ofSeconds(30);

    /** How long a test waits for what must not come. */
    static final Duration NOTHING = Duration.ofMillis(200);

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Parameter
    BrokerKind kind;

    private final String name = getClass().getSimpleName() + "." + NAMES.incrementAndGet();

    final WireBroker broker() {
        return kind.shared();
    }

    /** A queue that no other test uses, by the name that the broker counts its messages under. */
    final String name() {
        return name;
    }

    /** The same queue as a destination of STOMP. */
    final String queue() {
        return "/queue/" + name;
    }

    final StompUri uri(StompVersion version) {
        return StompUri.parse(broker().uri() + "?stomp.version=" + version, Set.of());
    }
}
