package org.stompest.tck.wire;

import java.util.function.Supplier;

/** The brokers that the wire library is tried with. One of each is shared by all tests and lives as long as the JVM. */
enum BrokerKind {
    ARTEMIS(ArtemisBroker::new),
    CLASSIC(ClassicBroker::new);

    private final Supplier<WireBroker> start;
    private WireBroker shared;

    BrokerKind(Supplier<WireBroker> start) {
        this.start = start;
    }

    /** Starts a broker of one's own. */
    WireBroker start() {
        return start.get();
    }

    synchronized WireBroker shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }
}
