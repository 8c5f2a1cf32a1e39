package org.stompest.jms.internal.producer;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.jms.internal.message.MessageWriter;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * How the messages of a session go out. What is persistent and outside a transaction waits for its receipt, and is repeated
 * after a reconnect under the broker's duplicate detection. What is non-persistent or in a transaction waits for nothing, but
 * for the first message to each destination, so that a refusal is told to the call that caused it.
 *
 * <p>Used by the session's thread.
 */
public final class SendPath {
    private final BrokerLink link;
    private final MessageWriter writer;
    private final Optional<String> duplicateDetection;
    private final boolean neverWaits;
    private final boolean alwaysWaits;
    private final String deadLetters;
    private final TransactedSends transaction;
    private final Completions completions;

    /**
     * Makes the path of a session.
     *
     * @param link the way to the broker
     * @param options whether sends wait
     * @param transaction the session's, or null
     * @param completions calls completion listeners
     */
    public SendPath(BrokerLink link, JmsOptions options, TransactedSends transaction, Completions completions) {
        this.link = link;
        this.writer = new MessageWriter(link.dialect());
        this.duplicateDetection = link.dialect().duplicateDetectionHeader();
        this.neverWaits = options.forceAsyncSend();
        this.alwaysWaits = options.forceSyncSend();
        this.deadLetters = options.redelivery().deadLetterQueue();
        this.transaction = transaction;
        this.completions = completions;
    }

    /**
     * Sends a message.
     *
     * @param message stamped
     * @param original what the application handed in, for the listener
     * @param destination where to
     * @param id what makes the message unique, for duplicate detection
     * @param delayMillis the delivery delay, 0 for none
     * @param listener told of the outcome, or null
     * @throws JMSException if it is refused, or there is no connection
     */
    void send(
            JmsMessage message,
            Message original,
            StompDestination destination,
            String id,
            long delayMillis,
            CompletionListener listener)
            throws JMSException {
        StompHeaders.Builder headers = StompHeaders.builder();
        if (delayMillis > 0) {
            link.dialect().delay(delayMillis, headers);
        }
        link.origin().mark(headers);
        takeDuplicateId(message, headers);
        boolean waits = alwaysWaits || !link.confirmedDestinations().contains(destination);
        if (transaction != null) {
            sendInTransaction(message, original, destination, id, headers, waits, listener);
        } else if (listener != null) {
            sendAndTell(message, original, destination, id, headers, listener);
        } else if (waits || (message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT && !neverWaits)) {
            sendAndWait(message, destination, id, headers);
        } else {
            link.send(writer.write(message, headers), Flush.SOON, "send to", destination);
        }
    }

    private void sendInTransaction(
            JmsMessage message,
            Message original,
            StompDestination destination,
            String id,
            StompHeaders.Builder headers,
            boolean waits,
            CompletionListener listener)
            throws JMSException {
        headers.add(StompHeaderNames.TRANSACTION, transaction.id());
        if (!transaction.detectsDuplicates() && detectDuplicates(id, headers)) {
            transaction.duplicatesDetected();
        }
        if (waits) {
            headers.add(StompHeaderNames.RECEIPT, link.nextReceiptId());
            transaction.sendConfirmed(writer.write(message, headers), destination);
            link.confirmedDestinations().add(destination);
        } else {
            transaction.send(writer.write(message, headers), destination);
        }
        if (listener != null) {
            completions.add(CompletableFuture.completedFuture(null), original, listener, destination);
        }
    }

    private void sendAndWait(JmsMessage message, StompDestination destination, String id, StompHeaders.Builder headers)
            throws JMSException {
        StompFrame frame = confirmable(message, id, headers);
        link.request(frame, () -> List.of(frame), link.sendDeadline(), "send to", destination);
        link.confirmedDestinations().add(destination);
    }

    private void sendAndTell(
            JmsMessage message,
            Message original,
            StompDestination destination,
            String id,
            StompHeaders.Builder headers,
            CompletionListener listener)
            throws JMSException {
        completions.awaitRoom(message.body().length());
        StompFrame frame = confirmable(message, id, headers);
        completions.add(
                link.requestAsync(frame, () -> List.of(frame), "send to", destination),
                original,
                listener,
                destination);
    }

    /**
     * Sends a copy of a received message to the broker's dead letters, outside of any transaction, and waits for the receipt.
     *
     * @param message as received
     * @param from where it was consumed
     * @throws JMSException if the broker has no dead letters or refuses the copy
     */
    public void forwardDeadLetter(JmsMessage message, StompDestination from) throws JMSException {
        StompDestination letters = deadLetters == null ? link.dialect().deadLetters(from) : new StompQueue(deadLetters);
        if (letters.equals(from)) {
            throw new JMSException("there is no other place for dead letters of " + from);
        }
        message.setJMSDestination(letters);
        StompHeaders.Builder headers = StompHeaders.builder().add(StompHeaderNames.RECEIPT, link.nextReceiptId());
        link.dialect().markDeadLetter(from, headers);
        StompFrame frame = writer.write(message, headers);
        link.request(frame, () -> List.of(frame), link.sendDeadline(), "forward a dead letter to", letters);
    }

    private StompFrame confirmable(JmsMessage message, String id, StompHeaders.Builder headers) throws JMSException {
        headers.add(StompHeaderNames.RECEIPT, link.nextReceiptId());
        detectDuplicates(id, headers);
        return writer.write(message, headers);
    }

    /** An application that knows the broker may have chosen the value itself, as a property of that name. */
    private void takeDuplicateId(JmsMessage message, StompHeaders.Builder headers) throws JMSException {
        if (duplicateDetection.isPresent() && message.propertyExists(duplicateDetection.get())) {
            headers.add(duplicateDetection.get(), message.getStringProperty(duplicateDetection.get()));
        }
    }

    /** Marks a message so that the broker drops a repetition; false if it cannot. */
    private boolean detectDuplicates(String id, StompHeaders.Builder headers) {
        if (duplicateDetection.isPresent() && headers.get(duplicateDetection.get()) == null) {
            headers.add(duplicateDetection.get(), id);
        }
        return duplicateDetection.isPresent();
    }
}
