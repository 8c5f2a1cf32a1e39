package org.stompest.jms.internal.consumer;

import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;

/** A message on its way through a subscription. Guarded by the session's lock; the frame never changes once it is handed out. */
public final class Delivery {
    private final String id;
    private final long number;
    private StompFrame frame;
    private StompConnection from;
    private SubscriptionFeed lender;
    private int count;
    private boolean inHands;
    private boolean handled;
    private boolean undeliverable;
    private Deadline rest;

    Delivery(String id, long number, StompFrame frame, StompConnection from, int countBefore) {
        this.id = id;
        this.number = number;
        this.frame = frame;
        this.from = from;
        this.count = countBefore;
    }

    /** {@return what stays the same when the message is delivered again, and no other message has} */
    String id() {
        return id;
    }

    /** {@return its place among all that came to the session} */
    long number() {
        return number;
    }

    /** {@return the MESSAGE that came last} */
    public StompFrame frame() {
        return frame;
    }

    /** {@return the connection on which it can be acknowledged} */
    StompConnection from() {
        return from;
    }

    /**
     * The broker delivered it again, on another connection.
     *
     * @param through the subscription to which it came, or null for the one that has handed it out
     */
    void cameAgain(StompFrame again, StompConnection connection, SubscriptionFeed through) {
        frame = again;
        from = connection;
        lender = through;
    }

    /** {@return the other subscription to which the broker has delivered it, or null; there it is acknowledged} */
    SubscriptionFeed lender() {
        return lender;
    }

    /** {@return whether nothing can be acknowledged there any more, and what was delivered comes again} */
    boolean isFromLostConnection() {
        return from != null && !from.isOpen();
    }

    /** {@return how often it was handed out to the application, as far as known} */
    public int count() {
        return count;
    }

    void countHandOut() {
        count++;
    }

    void uncountHandOut() {
        count--;
    }

    /** {@return whether the application has it and it is neither acknowledged nor given back} */
    public boolean isInHands() {
        return inHands;
    }

    void inHands(boolean now) {
        inHands = now;
    }

    /** {@return whether it may be acknowledged} */
    boolean isHandled() {
        return handled;
    }

    void handle() {
        handled = true;
        inHands = false;
    }

    /** {@return whether it was tried in vain to make a dead letter of it} */
    boolean isUndeliverable() {
        return undeliverable;
    }

    void undeliverable() {
        undeliverable = true;
    }

    /** {@return until when it must not be handed out again, or null} */
    Deadline rest() {
        return rest;
    }

    void rest(Deadline until) {
        rest = until;
    }
}
