package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.stompest.jms.StompSession;
import org.stompest.jms.internal.consumer.AcknowledgementMode;

/** The modes of a session, by the numbers of {@link Session} and {@link StompSession}. */
public enum SessionMode {
    /** {@link Session#AUTO_ACKNOWLEDGE}. */
    AUTO(Session.AUTO_ACKNOWLEDGE, new AutoAcknowledge()),
    /** {@link Session#CLIENT_ACKNOWLEDGE}. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE, new HeldAcknowledge()),
    /** {@link Session#DUPS_OK_ACKNOWLEDGE}. */
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE, new DupsOkAcknowledge()),
    /** {@link Session#SESSION_TRANSACTED}. */
    TRANSACTED(Session.SESSION_TRANSACTED, new HeldAcknowledge()),
    /** {@link StompSession#INDIVIDUAL_ACKNOWLEDGE}. */
    INDIVIDUAL(StompSession.INDIVIDUAL_ACKNOWLEDGE, new HeldAcknowledge());

    private final int number;
    private final AcknowledgementMode acknowledgement;

    SessionMode(int number, AcknowledgementMode acknowledgement) {
        this.number = number;
        this.acknowledgement = acknowledgement;
    }

    /**
     * Finds a mode.
     *
     * @param number as in {@link Session} and {@link StompSession}
     * @return the mode
     * @throws JMSException if there is none of that number
     */
    public static SessionMode of(int number) throws JMSException {
        for (SessionMode mode : values()) {
            if (mode.number == number) {
                return mode;
            }
        }
        throw new JMSException("no session mode: " + number
                + "; known are SESSION_TRANSACTED 0, AUTO_ACKNOWLEDGE 1, CLIENT_ACKNOWLEDGE 2, DUPS_OK_ACKNOWLEDGE 3"
                + ", INDIVIDUAL_ACKNOWLEDGE " + StompSession.INDIVIDUAL_ACKNOWLEDGE);
    }

    /** {@return the number, as in {@link Session} and {@link StompSession}} */
    public int number() {
        return number;
    }

    /** {@return whether every message has an ACK of its own anyway, so that messages may be handed out in any order} */
    boolean acknowledgesOneByOne() {
        return this == AUTO || this == INDIVIDUAL;
    }

    AcknowledgementMode acknowledgement() {
        return acknowledgement;
    }
}
