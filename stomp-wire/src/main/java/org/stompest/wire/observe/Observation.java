package org.stompest.wire.observe;

import jdk.jfr.FlightRecorder;

/**
 * Begins what is recorded. Each method costs a look at a flag or two while nobody records, and allocates nothing; until
 * somebody records for the first time it loads no class of events either, which would take a good part of a second.
 *
 * <p>Stateless; usable from any thread, also where the run-time image has no Flight Recorder (module {@code jdk.jfr}).
 */
public final class Observation {
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Observation() {}

    private static boolean recorderRuns() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }

    /**
     * A connection is about to be made: {@code org.stompest.Connect}.
     *
     * @param broker the broker's address
     * @return to be finished when CONNECTED came or it failed
     */
    public static Span connect(String broker) {
        return recorderRuns() && ConnectEvent.PROBE.isEnabled() ? new ConnectEvent(broker) : Span.NONE;
    }

    /**
     * A lost connection is about to be replaced: {@code org.stompest.Failover}.
     *
     * @param broker the address of the broker that was lost
     * @return to be finished when there is another connection, or it was given up
     */
    public static Span failover(String broker) {
        return recorderRuns() && FailoverEvent.PROBE.isEnabled() ? new FailoverEvent(broker) : Span.NONE;
    }

    /** {@return whether waits for receipts are recorded at the moment} */
    public static boolean recordsReceipts() {
        return recorderRuns() && ReceiptWaitEvent.PROBE.isEnabled();
    }

    /**
     * A frame that asks for a receipt is about to be written: {@code org.stompest.ReceiptWait}.
     *
     * @param broker the broker's address
     * @param command the frame's command
     * @return to be finished when the receipt came or can no longer come
     */
    public static Span receiptWait(String broker, String command) {
        return recordsReceipts() ? new ReceiptWaitEvent(broker, command) : Span.NONE;
    }

    /**
     * A message is about to be handled: {@code org.stompest.Handler}.
     *
     * @param destination the message's
     * @return to be finished when that is done
     */
    public static Span handler(String destination) {
        return recorderRuns() && HandlerEvent.PROBE.isEnabled() ? new HandlerEvent(destination) : Span.NONE;
    }
}
