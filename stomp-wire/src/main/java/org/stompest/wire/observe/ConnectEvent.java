package org.stompest.wire.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Recorded as {@code org.stompest.Connect}. */
@Name("org.stompest.Connect")
@Label("STOMP Connect")
@Description("From the first byte to CONNECTED")
@Category({"STOMP"})
@Enabled(false)
@StackTrace(false)
final class ConnectEvent extends Event implements Span {
    /** Never committed: tells whether such events are recorded. */
    static final ConnectEvent PROBE = new ConnectEvent(null);

    @Label("Broker")
    final String broker;

    @Label("Outcome")
    String outcome;

    ConnectEvent(String broker) {
        this.broker = broker;
        begin();
    }

    @Override
    public void finish(String how) {
        outcome = how;
        commit();
    }
}
