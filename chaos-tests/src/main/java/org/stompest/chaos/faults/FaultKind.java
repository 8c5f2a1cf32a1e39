package org.stompest.chaos.faults;

/** What can go wrong. */
public enum FaultKind {
    /** All connections are reset. */
    RESET("reset", 10),
    /** All connections are ended in good order. */
    HANG_UP("hung up", 6),
    /** Half of what comes next from the client arrives, then its connection is reset. */
    TRUNCATE_TO_BROKER("truncated to the broker", 6),
    /** The same from the broker. */
    TRUNCATE_TO_CLIENT("truncated to the client", 6),
    /** A connection is reset at a frame of the client: before, in the middle, or after it. */
    CUT_FRAME_TO_BROKER("cut at a frame to the broker", 10),
    /** The same at a frame of the broker. */
    CUT_FRAME_TO_CLIENT("cut at a frame to the client", 10),
    /** Nothing passes for a while, and then goes on. */
    FREEZE("frozen", 5),
    /** Nothing passes for longer than heart-beats allow. */
    LONG_FREEZE("frozen until the heart-beat is missed", 1),
    /** Everything is late for a while. */
    DELAY("delayed", 5),
    /** Little passes for a while. */
    THROTTLE("throttled", 5),
    /** All connections are reset, and new ones are refused for a while. */
    REFUSE("refused", 5),
    /** The broker is killed and started again, with its journal. */
    KILL("broker killed", 0);

    private final String label;
    private final int weight;

    FaultKind(String label, int weight) {
        this.label = label;
        this.weight = weight;
    }

    /** {@return what it is called in the table at the end} */
    public String label() {
        return label;
    }

    /** {@return how often a proxy is to suffer it, compared with the others} */
    int weight() {
        return weight;
    }
}
