package org.stompest.jms.internal.producer;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.jms.internal.message.MessageWriter;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * How the messages of a session go out. What is persistent and outside a transaction waits for its receipt, and is repeated
 * after a reconnect under the broker's duplicate detection, or as the options say where there is none. What is non-persistent
 * or in a transaction waits for nothing, but for the first message to each destination, so that a refusal is told to the call
 * that caused it. Where the broker wants every send confirmed, those that nobody waits for ask for a receipt too, and are
 * bounded by a window. A send with a completion listener waits for room at most, whatever else it is.
 *
 * <p>Used by the session's thread.
 */
public final class SendPath {
    private static final Logger LOG = LoggerFactory.getLogger(SendPath.class);

    private final BrokerLink link;
    private final MessageWriter writer;
    private final Optional<String> duplicateDetection;
    private final boolean neverWaits;
    private final boolean alwaysWaits;
    private final boolean repeatsInDoubt;
    private final String deadLetters;
    private final TransactedSends transaction;
    private final Completions completions;
    private final SendWindow window;

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
        this.repeatsInDoubt = options.repeatInDoubt();
        this.deadLetters = options.redelivery().deadLetterQueue();
        this.transaction = transaction;
        this.completions = completions;
        this.window = SendWindow.of(options);
    }

    /**
     * Sends a message.
     *
     * @param out the message and what to do with it
     * @throws ResourceAllocationException if the broker has no room for it in time
     * @throws JMSException if it is refused, or there is no connection
     */
    void send(Outgoing out) throws JMSException {
        StompHeaders.Builder headers = StompHeaders.builder();
        if (out.delayMillis() > 0) {
            link.delayCheck().require();
            link.dialect().delay(out.delayMillis(), headers);
        }
        link.origin().mark(headers);
        takeDuplicateId(out.message(), headers);
        boolean first = alwaysWaits || !link.confirmedDestinations().contains(out.destination());
        if (transaction != null) {
            sendInTransaction(out, headers, first);
        } else {
            sendAlone(out, headers, first);
        }
    }

    private void sendInTransaction(Outgoing out, StompHeaders.Builder headers, boolean first) throws JMSException {
        headers.add(StompHeaderNames.TRANSACTION, transaction.id());
        if (!transaction.detectsDuplicates() && detectDuplicates(out.id(), headers)) {
            transaction.duplicatesDetected();
        }
        if (out.listener() != null) {
            StompFrame frame = confirmable(out, headers);
            sendAndTell(out, frame, () -> told(frame, out.destination()));
        } else if (first) {
            sendFirstInTransaction(confirmable(out, headers), out.destination());
            link.confirmedDestinations().add(out.destination());
        } else if (link.dialect().confirmsEverySend()) {
            StompFrame frame = confirmable(out, headers);
            sendInWindow(out, frame, () -> transaction.send(frame, null, out.destination()));
        } else {
            transaction.send(writer.write(out.message(), headers), null, out.destination());
        }
    }

    private void sendFirstInTransaction(StompFrame frame, StompDestination destination) throws JMSException {
        try {
            transaction.sendConfirmed(frame, destination);
        } catch (JMSException e) {
            throw isHeldBack(e) ? heldBack(e, destination) : e;
        }
    }

    private CompletableFuture<Void> told(StompFrame frame, StompDestination destination) throws JMSException {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        transaction.send(frame, outcome, destination);
        return outcome;
    }

    private void sendAlone(Outgoing out, StompHeaders.Builder headers, boolean first) throws JMSException {
        boolean persistent = out.message().getJMSDeliveryMode() == DeliveryMode.PERSISTENT;
        boolean waits = first || (persistent && !neverWaits);
        if (out.listener() == null && !waits && !link.dialect().confirmsEverySend()) {
            link.send(writer.write(out.message(), headers), Flush.SOON, "send to", out.destination());
            return;
        }
        boolean detected = detectDuplicates(out.id(), headers);
        StompFrame frame = confirmable(out, headers);
        // What is non-persistent may be lost with its connection, but must not come twice (JMS 3.1, 7.7).
        boolean repeated = detected || (persistent && repeatsInDoubt);
        Supplier<List<StompFrame>> again = repeated ? () -> List.of(frame) : null;
        if (out.listener() != null) {
            sendAndTell(out, frame, () -> requested(frame, again, out.destination()));
        } else if (waits) {
            request(frame, again, persistent, out.destination());
        } else {
            sendInWindow(out, frame, () -> requested(frame, again, out.destination()));
        }
    }

    private void request(
            StompFrame frame, Supplier<List<StompFrame>> again, boolean persistent, StompDestination destination)
            throws JMSException {
        try {
            link.request(frame, again, link.sendDeadline(), "send to", destination);
            link.confirmedDestinations().add(destination);
        } catch (JMSException e) {
            if (!persistent && isLostInDoubt(e)) {
                LOG.debug("a non-persistent message to {} may be lost with its connection", destination, e);
                return;
            }
            if (isHeldBack(e)) {
                throw heldBack(e, destination);
            }
            throw e.getCause() instanceof StompException cause ? JmsErrors.inDoubtIfSent(e, cause) : e;
        }
    }

    /** Where the broker answers a send only when there is room, no answer mostly means that there was none. */
    private boolean isHeldBack(JMSException e) {
        return link.dialect().confirmsEverySend()
                && e.getCause() instanceof StompTimeoutException late
                && late.mayHaveReachedBroker();
    }

    private static JMSException heldBack(JMSException e, StompDestination destination) {
        return JmsErrors.caused(
                new ResourceAllocationException(
                        e.getMessage() + " (jms.sendTimeout); the broker holds senders back where " + destination
                                + " or what it keeps of all messages is full: have that consumed or give it more room;"
                                + " it is not known whether it was done",
                        JmsErrors.TIMEOUT),
                e);
    }

    /** The connection broke under a message that may be lost and must not come twice: that is no matter for the application. */
    private boolean isLostInDoubt(JMSException e) {
        return e.getCause() instanceof StompConnectionException lost
                && lost.mayHaveReachedBroker()
                && lost.refusal().isEmpty()
                && link.outlivesLoss();
    }

    private CompletableFuture<Void> requested(
            StompFrame frame, Supplier<List<StompFrame>> again, StompDestination destination) throws JMSException {
        return link.requestAsync(frame, again, "send to", destination);
    }

    private StompFrame confirmable(Outgoing out, StompHeaders.Builder headers) throws JMSException {
        headers.add(StompHeaderNames.RECEIPT, link.nextReceiptId());
        return writer.write(out.message(), headers);
    }

    /** Writes a frame that asks for a receipt; what is given completes with it. */
    @FunctionalInterface
    private interface Send {
        CompletableFuture<Void> begin() throws JMSException;
    }

    private void sendAndTell(Outgoing out, StompFrame frame, Send send) throws JMSException {
        long size = SendWindow.sizeOf(frame);
        completions.awaitRoom(size, out.destination());
        CompletableFuture<Void> outcome = null;
        try {
            outcome = send.begin();
        } finally {
            if (outcome == null) {
                completions.giveUpRoom(size);
            }
        }
        outcome.whenComplete((nothing, failure) -> learn(out.destination(), failure));
        CompletionListener listener = out.listener();
        completions.add(outcome, out.original(), listener, out.destination(), out.producer(), size);
    }

    private void sendInWindow(Outgoing out, StompFrame frame, Send send) throws JMSException {
        long size = SendWindow.sizeOf(frame);
        window.enter(size, link.sendDeadline(), out.destination());
        CompletableFuture<Void> outcome = null;
        try {
            outcome = send.begin();
        } finally {
            if (outcome == null) {
                window.leave(size);
            }
        }
        outcome.whenComplete((nothing, failure) -> {
            window.leave(size);
            learn(out.destination(), failure);
            if (failure != null && transaction == null) {
                LOG.warn("a message to {} was not taken by the broker: {}", out.destination(), failure.getMessage());
            }
        });
    }

    /** Where a send was refused that nobody waited for, the next one waits. */
    private void learn(StompDestination destination, Throwable failure) {
        if (failure == null) {
            link.confirmedDestinations().add(destination);
        } else if (failure instanceof StompException e && e.refusal().isPresent() && !link.isRefusedForNow(e)) {
            link.confirmedDestinations().remove(destination);
        }
    }

    /**
     * Waits until everything that was sent has come to its end, before the session closes or rolls back: completion listeners have
     * returned, and outside of transactions the broker has confirmed what nobody else waits for.
     *
     * @param timeout how long the broker may take for each at the most, zero for ever
     */
    public void finish(Duration timeout) {
        if (transaction != null) {
            transaction.giveUpRefused();
        }
        completions.finish(timeout);
        if (transaction == null && !window.awaitEmpty(Deadline.inOrNever(timeout))) {
            LOG.warn("a session was closed before the broker had confirmed all that was sent");
        }
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
