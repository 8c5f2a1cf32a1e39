package org.stompest.wire.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Recorded as {@code org.stompest.Failover}. */
@Name("org.stompest.Failover")
@Label("STOMP Failover")
@Description("From the loss of a connection until everything goes on")
@Category({"STOMP"})
@Enabled(false)
@StackTrace(false)
final class FailoverEvent extends Event implements Span {
    /** Never committed: tells whether such events are recorded. */
    static final FailoverEvent PROBE = new FailoverEvent(null);

    @Label("Lost Broker")
    final String broker;

    @Label("Outcome")
    String outcome;

    FailoverEvent(String broker) {
        this.broker = broker;
        begin();
    }

    @Override
    public void finish(String how) {
        outcome = how;
        commit();
    }
}
