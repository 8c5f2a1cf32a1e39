package org.stompest.wire.faults;

import org.stompest.wire.StompException;

/** A client in the words that all of them share. A second {@link #open} after {@link #close} begins anew. */
interface Subject {
    /** Connects. */
    void open();

    /** Subscribes and waits for the receipt. */
    void subscribe();

    /** Sends and waits for the receipt. */
    void sendConfirmed(String text);

    /** Waits for the text of the next message. */
    String receive();

    /** Waits until the connection is lost and returns why. */
    StompException awaitLoss();

    /** Takes leave in good order if it can. */
    void disconnect();

    /** Ends at once what is left. */
    void close();

    /** A whole conversation: all of it, or an exception. */
    default void converse() {
        open();
        subscribe();
        sendConfirmed("hello");
        if (!receive().equals("hello")) {
            throw new AssertionError("another message came");
        }
        disconnect();
    }
}
