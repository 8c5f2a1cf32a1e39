package org.stompest.benchmarks;

import java.util.concurrent.TimeUnit;

/** What is measured. The names are those of the table. */
enum Workload {
    W1("asynchronous non-persistent send", Unit.RATE, false, 100_000),
    W2("synchronous persistent send", Unit.RATE, false, 100_000),
    W3("consume, AUTO, listener", Unit.RATE, true, 100_000),
    W3D("consume, DUPS_OK, listener", Unit.RATE, true, 150_000),
    W4("consume in transactions of " + Workload.BATCH, Unit.RATE, true, 150_000),
    W5("produce in transactions of " + Workload.BATCH, Unit.RATE, false, 200_000),
    W6("ping-pong", Unit.LATENCY, false, 100_000);

    /** How a result reads: messages a second, or the microseconds of a round trip. */
    enum Unit {
        RATE,
        LATENCY
    }

    /** How many messages a transaction has. */
    static final int BATCH = 100;
    /** Bytes of a body. */
    static final int BODY = 1024;
    /** What the broker may have on its way to a consumer: the default of its own client, and of this provider. */
    static final int WINDOW = 1024 * 1024;
    /** No wait of a contender is longer. */
    static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final String title;
    private final Unit unit;
    private final boolean consumes;
    private final int most;

    Workload(String title, Unit unit, boolean consumes, int most) {
        this.title = title;
        this.unit = unit;
        this.consumes = consumes;
        this.most = most;
    }

    String title() {
        return title;
    }

    Unit unit() {
        return unit;
    }

    /** {@return whether the queue is filled before} */
    boolean consumes() {
        return consumes;
    }

    /** {@return how many messages one turn has at most, so that they fit into the broker; a consumer gets just so many} */
    int most() {
        return most;
    }
}
