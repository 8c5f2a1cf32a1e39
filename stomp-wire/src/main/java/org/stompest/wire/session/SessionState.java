package org.stompest.wire.session;

/** Where a {@link StompSession} stands. */
public enum SessionState {
    /** No connection: before CONNECT, and after the connection ended. */
    DISCONNECTED,
    /** CONNECT was sent, CONNECTED did not come yet. */
    CONNECTING,
    /** CONNECTED came. */
    CONNECTED,
    /** DISCONNECT was sent; what was on its way still comes. */
    DISCONNECTING
}
