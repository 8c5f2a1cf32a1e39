package org.stompest.wire.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectionStatistics;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.Subscription;

/**
 * What both clients do with their broker between {@code connect()} and its end, over one {@link ReconnectingConnection}.
 *
 * <p>Threads: any; {@link Receiver} says where its calls come from.
 */
final class ClientLink {
    /** Told of what comes and of interruptions. */
    interface Receiver {
        /** On the reader thread; must not block. */
        void onMessage(StompMessage message);

        /** On the recovery thread: nothing comes any more from the connection that was lost. */
        void onInterrupted(StompConnection lost);

        /** On the recovery thread: commands can be written again. */
        void onRestored();

        /** On the recovery thread: the broker refused a subscription when it was made again. */
        void onRefused(StompSubscription subscription, StompProtocolException why);

        /** On the recovery thread: it is over. */
        void onFailed(StompException why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);
    private static final AtomicLong IDS = new AtomicLong();

    private final ClientOptions options;
    private final Receiver receiver;
    private final ClientEvents events;
    private final Backlog backlog;
    private final FrameListener frames;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile boolean over; // written under the lock
    private final ReconnectingConnection connection;

    ClientLink(StompUri uri, ClientOptions options, ClientEvents events, Backlog backlog, Receiver receiver) {
        this.options = options;
        this.backlog = backlog;
        this.receiver = receiver;
        this.events = events;
        this.frames = options.frameListener();
        this.connection = new ReconnectingConnection(uri, options.transports(), new Incoming());
    }

    private final class Incoming implements ReconnectHandler {
        @Override
        public void onMessage(StompConnection from, Object context, StompFrame message) {
            receiver.onMessage(new StompMessage(message, (StompSubscription) context, from));
        }

        @Override
        public void onInterrupted(StompConnection lost, StompException why) {
            receiver.onInterrupted(lost);
            tell(listener -> listener.onConnectionLost(lost.address(), why));
        }

        @Override
        public void onRestore(StompConnection fresh, boolean cautious) {
            // a client has nothing to be played again but its subscriptions
        }

        @Override
        public void onRefused(Subscription subscription, StompProtocolException why) {
            StompSubscription lost = (StompSubscription) subscription.context();
            receiver.onRefused(lost, why);
            tell(listener -> listener.onSubscriptionLost(lost, why));
        }

        @Override
        public void onRestored(StompConnection fresh) {
            tellConnected(fresh, true);
            receiver.onRestored();
        }

        @Override
        public void onFailed(StompException why) {
            end(Optional.of(why));
            receiver.onFailed(why);
        }

        @Override
        public void onConnecting(BrokerAddress broker, int attempt) {
            tell(listener -> listener.onConnecting(broker, attempt));
        }

        @Override
        public void onError(StompConnection from, StompFrame error) {
            unlessOver(() -> events.tellError(error));
        }

        @Override
        public void onOpened(StompConnection fresh) {
            tellConnected(fresh, false);
        }

        @Override
        public void onReceived(StompConnection from, StompFrame frame) {
            tellFrames(FrameListener::onReceived, frame);
        }

        @Override
        public void onSent(StompConnection to, StompFrame frame) {
            tellFrames(FrameListener::onSent, frame);
        }
    }

    private void tellFrames(BiConsumer<FrameListener, StompFrame> what, StompFrame frame) {
        if (frames == FrameListener.NONE) {
            return;
        }
        try {
            what.accept(frames, frame);
        } catch (RuntimeException e) {
            LOG.warn("a frame listener has failed; nothing else is affected", e);
        }
    }

    private void tellConnected(StompConnection to, boolean again) {
        tell(listener -> listener.onConnected(to.address(), to.server(), again));
    }

    // ---- opening and closing

    void open() {
        connection.open();
    }

    /** {@return who is told of what comes} */
    Receiver receiver() {
        return receiver;
    }

    /** {@return the connection of this moment, waiting for one if need be} */
    StompConnection current() {
        return connection.await(deadline());
    }

    /** {@return the connection of this moment, or null} */
    StompConnection now() {
        return connection.now();
    }

    /** Ends it, asked for or for a reason; zero is at once, without DISCONNECT. */
    void close(Duration timeout, Optional<StompException> why) {
        connection.close(timeout);
        end(why);
    }

    /** Takes leave: by a DISCONNECT whose receipt is waited for, or, if the time-out is zero, that asks for none. */
    void leave(Duration timeout, Optional<StompException> why) {
        if (timeout.isZero()) {
            end(why); // first: a broker that hangs up at once is no loss to be told
            disconnectUnanswered();
        }
        close(timeout, why);
    }

    private void disconnectUnanswered() {
        StompConnection now = connection.now();
        try {
            if (now != null) {
                now.write(ClientFrames.disconnect(null), Flush.NOW);
            }
        } catch (StompException e) {
            LOG.debug("the connection had ended before DISCONNECT", e);
        }
    }

    private void end(Optional<StompException> why) {
        telling.lock();
        try {
            boolean first = !over;
            over = true; // before it is told: a listener may connect again
            if (first) {
                events.tell(listener -> listener.onDisconnected(why));
            }
        } finally {
            telling.unlock();
        }
    }

    private void tell(Consumer<ConnectionListener> event) {
        unlessOver(() -> events.tell(event));
    }

    /** The end is the last thing that is told, whatever a recovery that was under way still does. */
    private void unlessOver(Runnable news) {
        telling.lock();
        try {
            if (!over) {
                news.run();
            }
        } finally {
            telling.unlock();
        }
    }

    /** {@return whether it has failed for good or was closed} */
    boolean isOver() {
        return over;
    }

    ConnectionStatistics statistics() {
        return connection.statistics();
    }

    boolean isConnected() {
        return connection.isConnected();
    }

    Deadline deadline() {
        return Deadline.in(options.receiptTimeout());
    }

    // ---- subscriptions

    /** Completes the headers of a new subscription. */
    StompSubscription subscription(String destination, StompHeaders headers) {
        return subscription(destination, headers, current().server().version());
    }

    /** Completes the headers of a new subscription in a given version. */
    static StompSubscription subscription(String destination, StompHeaders headers, StompVersion version) {
        StompHeaders.Builder all = headers.toBuilder().set(StompHeaderNames.DESTINATION, destination);
        all.remove(StompHeaderNames.RECEIPT);
        if (!headers.contains(StompHeaderNames.ID)) {
            all.add(StompHeaderNames.ID, "s-" + IDS.incrementAndGet());
        }
        if (!headers.contains(StompHeaderNames.ACK)) {
            all.add(StompHeaderNames.ACK, AckModes.byDefault(version));
        }
        return new StompSubscription(all.build());
    }

    /** Makes a subscription and waits until the broker has. */
    void subscribe(StompSubscription subscription) {
        backlog.receiptAwaited();
        try {
            subscribeUncounted(subscription);
        } finally {
            backlog.receiptOver();
        }
    }

    private void subscribeUncounted(StompSubscription subscription) {
        Deadline deadline = deadline();
        StompVersion version = connection.await(deadline).server().version();
        connection.subscribe(subscribeFrame(subscription, version), subscription, deadline);
    }

    /**
     * Makes a subscription over the connection of this moment, without waiting.
     *
     * @param outcome as that of {@link ReconnectingConnection#request}
     * @throws StompTimeoutException if there is no connection at this moment
     */
    void beginSubscribing(StompSubscription subscription, StompVersion version, CompletableFuture<Void> outcome) {
        connection.beginSubscribing(
                subscribeFrame(subscription, version), subscription, Deadline.in(Duration.ZERO), outcome);
    }

    private StompFrame subscribeFrame(StompSubscription subscription, StompVersion version) {
        return ClientFrames.subscribe(
                version,
                subscription.headers().toBuilder()
                        .add(StompHeaderNames.RECEIPT, connection.nextReceiptId())
                        .build());
    }

    /** Ends a subscription without waiting; one that ended with its connection is told as a receipt. */
    void unsubscribe(StompSubscription subscription, StompHeaders headers, ReceiptHandler answer) {
        connection.unsubscribe(subscription.id(), unsubscribeFrame(subscription, headers), answer);
    }

    private StompFrame unsubscribeFrame(StompSubscription subscription, StompHeaders headers) {
        return StompFrame.of(
                StompCommand.UNSUBSCRIBE,
                headers.toBuilder()
                        .set(StompHeaderNames.ID, subscription.id())
                        .set(StompHeaderNames.RECEIPT, connection.nextReceiptId())
                        .build());
    }

    /** Ends a subscription and waits until the broker has; one that ended with its connection is no failure. */
    void unsubscribe(StompSubscription subscription, StompHeaders headers) {
        Confirmation answer = connection.unsubscribe(subscription.id(), unsubscribeFrame(subscription, headers));
        await(answer, "UNSUBSCRIBE", false);
    }

    // ---- frames

    /** Writes a frame that asks for no receipt, as soon as there is a connection. */
    void write(StompFrame frame) {
        connection.send(frame, Flush.SOON, options.receiptTimeout());
    }

    /** Writes a frame, as soon as there is a connection, and waits for its receipt. */
    void confirm(StompFrame frame) {
        StompFrame asking = asking(frame);
        Deadline deadline = deadline();
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        boolean written = false;
        backlog.receiptAwaited();
        try {
            connection.requestOnce(asking, Flush.NOW, deadline, outcome);
            written = true;
            awaitOutcome(outcome, deadline, frame.command().name());
        } finally {
            backlog.receiptOver();
            if (written && !outcome.isDone()) {
                connection.forgetReceipt(asking.header(StompHeaderNames.RECEIPT));
            }
        }
    }

    /** Writes a frame that asks for a receipt to one connection; to the next one if it has not left that one. */
    void requestOnce(StompConnection first, StompFrame asking, CompletableFuture<Void> outcome) {
        connection.requestOnce(first, asking, Flush.SOON, outcome);
    }

    private void awaitOutcome(CompletableFuture<Void> outcome, Deadline deadline, String what) {
        try {
            ReconnectingConnection.await(outcome, deadline, what);
        } catch (StompTimeoutException e) {
            throw noReceipt(what, e);
        }
    }

    /** Writes a frame on one connection and waits for its receipt. */
    void confirmOn(StompConnection pinned, StompFrame frame) {
        StompFrame asking = asking(frame);
        Confirmation answer = new Confirmation();
        pinned.request(asking, answer, Flush.NOW);
        boolean known = false;
        try {
            await(answer, frame.command().name(), true);
            known = true;
        } finally {
            if (!known) {
                pinned.forgetReceipt(asking.header(StompHeaderNames.RECEIPT));
            }
        }
    }

    private void await(Confirmation answer, String what, boolean lossIsFailure) {
        backlog.receiptAwaited();
        try {
            StompException failure = answer.await(deadline());
            if (failure instanceof StompTimeoutException) {
                throw noReceipt(what, failure);
            }
            boolean loss = failure instanceof StompConnectionException
                    && failure.refusal().isEmpty();
            if (failure != null && (lossIsFailure || !loss)) {
                throw failure;
            }
        } finally {
            backlog.receiptOver();
        }
    }

    private StompTimeoutException noReceipt(String what, StompException cause) {
        return new StompTimeoutException(
                "no receipt for " + what + " within " + options.receiptTimeout().toMillis()
                        + " ms (ClientOptions.receiptTimeout)",
                cause,
                true);
    }

    /** Asks for a receipt, unless the frame does. */
    StompFrame asking(StompFrame frame) {
        return frame.header(StompHeaderNames.RECEIPT) != null
                ? frame
                : ClientFrames.withReceipt(frame, connection.nextReceiptId());
    }

    // ---- acknowledgements and transactions

    /** Begins a transaction; one that was lost with its connection at once is begun on the next. */
    StompConnection begin(String transaction) {
        StompFrame begin = ClientFrames.begin(transaction, null);
        while (true) {
            StompConnection now = current();
            try {
                now.write(begin, Flush.SOON);
                return now;
            } catch (StompConnectionException e) {
                if (isOver()) {
                    throw e;
                }
                LOG.debug("the transaction {} is begun again: {}", transaction, e.getMessage());
            }
        }
    }

    /** {@return a value that no other transaction of this JVM has} */
    static String nextTransactionId() {
        return "tx-" + IDS.incrementAndGet();
    }

    /**
     * Acknowledges a message where it came from.
     *
     * @param positive false for NACK
     * @param transaction the id of a transaction of that connection, or null
     */
    static void acknowledge(StompMessage message, boolean positive, String transaction) {
        try {
            message.connection().write(acknowledgement(message, positive, transaction), Flush.SOON);
        } catch (StompConnectionException e) {
            throw tooLate(message, e);
        }
    }

    void acknowledgeConfirmed(StompMessage message, boolean positive) {
        try {
            confirmOn(message.connection(), acknowledgement(message, positive, null));
        } catch (StompConnectionException e) {
            throw tooLate(message, e);
        }
    }

    /** Makes ACK or NACK; throws if the message's connection has ended. */
    static StompFrame acknowledgement(StompMessage message, boolean positive, String transaction) {
        StompConnection from = message.connection();
        if (message.subscription().acknowledgesItself()) {
            throw new StompProtocolException("messages of the " + message.subscription()
                    + " need no acknowledgement: subscribe with ack:client-individual or ack:client");
        }
        if (!from.isOpen()) {
            throw new StompConnectionException("it has ended", null);
        }
        StompVersion version = from.server().version();
        return positive
                ? ClientFrames.ack(version, message.frame(), transaction, null)
                : ClientFrames.nack(version, message.frame(), transaction, null);
    }

    /** {@return what another exception is to have as its cause so that its refusal is still found} */
    static StompException reason(StompConnectionException failure) {
        return failure.refusal().<StompException>map(refusal -> refusal).orElse(failure);
    }

    static StompConnectionException tooLate(StompMessage message, StompConnectionException cause) {
        return new StompConnectionException(
                "the connection over which the " + message.subscription()
                        + " got this message is gone: it can no longer be"
                        + " acknowledged, and the broker delivers it again unless it has taken note before",
                reason(cause),
                cause.mayHaveReachedBroker());
    }
}
