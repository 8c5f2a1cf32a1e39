package org.stompest.wire.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Recorded as {@code org.stompest.ReceiptWait}. */
@Name("org.stompest.ReceiptWait")
@Label("STOMP Receipt Wait")
@Description("From the writing of a frame to its receipt")
@Category({"STOMP"})
@Enabled(false)
@StackTrace(false)
final class ReceiptWaitEvent extends Event implements Span {
    /** Never committed: tells whether such events are recorded. */
    static final ReceiptWaitEvent PROBE = new ReceiptWaitEvent(null, null);

    @Label("Broker")
    final String broker;

    @Label("Command")
    final String command;

    @Label("Outcome")
    String outcome;

    ReceiptWaitEvent(String broker, String command) {
        this.broker = broker;
        this.command = command;
        begin();
    }

    @Override
    public void finish(String how) {
        outcome = how;
        commit();
    }
}
