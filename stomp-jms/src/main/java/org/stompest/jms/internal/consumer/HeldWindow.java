package org.stompest.jms.internal.consumer;

import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * Tells when what is in the application's hands, not acknowledged, fills the window of messages that the broker delivers, so
 * that nothing more comes unless the broker is told to go on.
 *
 * <p>Guarded by the session's lock.
 */
final class HeldWindow {
    private final int size;

    private int held; // on this connection, since the broker was told last
    private Delivery last;
    private boolean opens = true;

    /**
     * Makes an empty window.
     *
     * @param size how many messages fill it; 0 if the broker cannot be told to go on, and then it is never full
     */
    HeldWindow(int size) {
        this.size = size;
    }

    /** Sets whether the broker can be told to go on, which it can where one ACK stands for all before. */
    void mayOpen(boolean now) {
        opens = now;
    }

    /**
     * A message is in hands.
     *
     * @param delivery which
     * @param before how many were before
     */
    void handedOut(Delivery delivery, int before) {
        held = Math.min(held, before) + 1;
        last = delivery;
    }

    /** A message that is in hands has come again on a new connection. */
    void cameAgain(Delivery delivery) {
        held++;
        last = delivery;
    }

    /** The connection was lost; the next one begins with an empty window. */
    void interrupted() {
        held = 0;
        last = null;
    }

    /**
     * Looks.
     *
     * @param inHands how many are in hands now
     * @return whether they fill the window
     */
    boolean isFull(int inHands) {
        return opens && size > 0 && last != null && last.isInHands() && Math.min(held, inHands) >= size;
    }

    /** {@return the last message in hands, up to which the broker is told to go on} */
    Delivery told() {
        held = 0;
        return last;
    }

    /** {@return how much of a window that is counted in bytes a message takes, nearly and rather too little} */
    static long bytes(StompFrame message) {
        long bytes = message.bodyLength();
        StompHeaders headers = message.headers();
        for (int i = 0; i < headers.size(); i++) {
            bytes += headers.name(i).length() + headers.value(i).length() + 2;
        }
        return bytes;
    }
}
