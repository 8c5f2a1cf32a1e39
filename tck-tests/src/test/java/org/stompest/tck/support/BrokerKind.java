package org.stompest.tck.support;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The brokers that the tests run against. One of each is shared by all tests and lives as long as the JVM. */
public enum BrokerKind {
    ARTEMIS("Artemis", EmbeddedArtemis::new),
    CLASSIC("ActiveMQ Classic", EmbeddedClassic::new);

    private final String title;
    private final Supplier<TestBroker> start;
    private TestBroker shared;

    BrokerKind(String title, Supplier<TestBroker> start) {
        this.title = title;
        this.start = start;
    }

    /** {@return its name, for the table of compliance} */
    public String title() {
        return title;
    }

    /** {@return the broker of this kind that all tests share; it starts with the first use} */
    public synchronized TestBroker shared() {
        if (shared == null) {
            shared = start.get();
        }
        return shared;
    }

    /** {@return another broker of this kind, for a test that breaks it; the test closes it} */
    public TestBroker start() {
        return start.get();
    }

    /**
     * {@return the brokers of this run: those that {@code -Dtck.brokers} names, else all; Artemis's own client knows only its
     * own broker}
     */
    public static List<BrokerKind> ofThisRun() {
        if (!Provider.isStompest()) {
            return List.of(ARTEMIS);
        }
        String chosen = System.getProperty("tck.brokers", "");
        return chosen.isEmpty()
                ? List.of(values())
                : Arrays.stream(chosen.split(","))
                        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .toList();
    }
}
