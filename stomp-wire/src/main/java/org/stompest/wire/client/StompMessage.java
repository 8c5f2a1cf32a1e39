package org.stompest.wire.client;

import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * A message that was delivered to a client. It remembers the connection it came over, as it can be acknowledged there and
 * nowhere else. Immutable, as long as nobody changes the array of the frame's body; usable from any thread.
 */
public final class StompMessage {
    private final StompFrame frame;
    private final StompSubscription subscription;
    private final StompConnection connection;
    private volatile boolean settled;

    StompMessage(StompFrame frame, StompSubscription subscription, StompConnection connection) {
        this.frame = frame;
        this.subscription = subscription;
        this.connection = connection;
    }

    /** {@return the MESSAGE frame} */
    public StompFrame frame() {
        return frame;
    }

    /** {@return all headers} */
    public StompHeaders headers() {
        return frame.headers();
    }

    /**
     * Looks a header up.
     *
     * @param name its name
     * @return the value of the first header of that name, or null
     */
    public String header(String name) {
        return frame.header(name);
    }

    /** {@return where it was sent to, as the broker spells it} */
    public String destination() {
        return frame.header(StompHeaderNames.DESTINATION);
    }

    /** {@return a copy of the body} */
    public byte[] body() {
        return frame.body();
    }

    /** {@return the body, read as UTF-8} */
    public String text() {
        return frame.bodyText();
    }

    /** {@return the subscription that it was delivered to} */
    public StompSubscription subscription() {
        return subscription;
    }

    /** Notes that the application has acknowledged or refused it, or taken that into a transaction. */
    void settled() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }

    StompConnection connection() {
        return connection;
    }

    /** {@return the frame without its body} */
    @Override
    public String toString() {
        return frame.toString();
    }
}
