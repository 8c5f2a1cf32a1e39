package org.stompest.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Session;

/** What sessions of this provider can do beyond the specification. Constants only. */
public final class StompSession {
    /**
     * A mode of a session for {@link Connection#createSession(int)}, {@link Connection#createSession(boolean, int)} and
     * {@code createContext(int)}: {@link Message#acknowledge()} acknowledges that message alone, in any order, and waits for the
     * broker. {@link Session#recover()} delivers again what was not acknowledged, and so does closing the session, for whoever
     * consumes next. Whatever else the specification says of {@link Session#CLIENT_ACKNOWLEDGE} holds.
     *
     * <p>{@link JMSContext#acknowledge()} names no message, so in this mode it fails; and {@code receiveBody} gives none, so what
     * it took is delivered again.
     */
    public static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    private StompSession() {}
}
