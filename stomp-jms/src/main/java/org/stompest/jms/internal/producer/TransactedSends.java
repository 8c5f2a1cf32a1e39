package org.stompest.jms.internal.producer;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import org.stompest.wire.frame.StompFrame;

/** The sending half of a session's transaction. */
public interface TransactedSends {
    /** {@return the value of the header {@code transaction}} */
    String id();

    /** {@return whether a message in it makes the broker detect that it was committed before} */
    boolean detectsDuplicates();

    /** Tells that a message in it was marked for duplicate detection. */
    void duplicatesDetected();

    /**
     * Sends and waits for nothing.
     *
     * @param frame with the header {@code transaction}, and {@code receipt} if there is an outcome
     * @param outcome completed with the receipt, through reconnects; exceptionally if the message is not in the transaction,
     *     which then can only be rolled back. By a thread that must not be blocked. Or null
     * @param destination for error texts
     * @return completes with the broker's first answer, by such a thread too; null if the frame asks for no receipt
     * @throws JMSException if there is no connection, or the transaction can only be rolled back
     */
    CompletableFuture<Void> send(StompFrame frame, CompletableFuture<Void> outcome, Object destination)
            throws JMSException;

    /** Tries nothing again that was refused for now: the transaction is about to be rolled back. */
    void giveUpRefused();

    /**
     * Sends and waits for the receipt.
     *
     * @param frame with the headers {@code transaction} and {@code receipt}
     * @param destination for error texts
     * @throws JMSException if the broker refuses it, there is no connection, or the transaction can only be rolled back
     */
    void sendConfirmed(StompFrame frame, Object destination) throws JMSException;
}
