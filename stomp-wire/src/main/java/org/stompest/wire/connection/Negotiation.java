package org.stompest.wire.connection;

import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.ServerInfo;
import org.stompest.wire.session.StompSession;

/** The part of a session's state machine that opens a connection. Called by the thread that opens it. */
public interface Negotiation {
    /**
     * CONNECT is about to be sent.
     *
     * @param connect the frame
     * @return what to send
     */
    StompFrame connect(StompFrame connect);

    /**
     * The answer came.
     *
     * @param connected CONNECTED
     * @return what was agreed on
     * @throws org.stompest.wire.StompProtocolException if it is not what was asked for
     */
    ServerInfo connected(StompFrame connected);

    /**
     * Lets a session negotiate that no other thread uses meanwhile.
     *
     * @param session disconnected, and connected afterwards
     * @return the session's part
     */
    static Negotiation of(StompSession session) {
        return new Negotiation() {
            @Override
            public StompFrame connect(StompFrame connect) {
                return session.connect(connect);
            }

            @Override
            public ServerInfo connected(StompFrame connected) {
                return session.connected(connected);
            }
        };
    }
}
