package org.stompest.wire.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
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
    static final EventType TYPE = EventType.getEventType(FailoverEvent.class);

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
