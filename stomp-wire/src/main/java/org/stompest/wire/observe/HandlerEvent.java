package org.stompest.wire.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Recorded as {@code org.stompest.Handler}. */
@Name("org.stompest.Handler")
@Label("STOMP Message Handler")
@Description("The time that a handler took for a message")
@Category({"STOMP"})
@Enabled(false)
@StackTrace(false)
final class HandlerEvent extends Event implements Span {
    /** Never committed: tells whether such events are recorded. */
    static final HandlerEvent PROBE = new HandlerEvent(null);

    @Label("Destination")
    final String destination;

    @Label("Outcome")
    String outcome;

    HandlerEvent(String destination) {
        this.destination = destination;
        begin();
    }

    @Override
    public void finish(String how) {
        outcome = how;
        commit();
    }
}
