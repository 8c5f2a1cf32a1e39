package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.Dialects;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.client.ReconnectHandler;
import org.stompest.wire.client.ReconnectingConnection;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.Subscription;

/**
 * The way of one JMS connection to its broker: the reconnecting STOMP connection with the dialect that the broker speaks, and
 * exceptions of JMS in place of those of the wire.
 *
 * <p>Threads: all methods from any thread. Sinks are called as {@link ReconnectHandler} says.
 */
public final class BrokerLink {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    /** Which part of the time that closing has is kept for DISCONNECT. */
    private static final int PART_FOR_GOODBYE = 4;

    private static final Duration HELPER_IDLE = Duration.ofSeconds(2);

    private final String brokers;
    private final String login;
    private final ReconnectingConnection connection;
    private final BrokerDialect dialect;
    private final Duration sendTimeout;
    private final Duration requestTimeout;
    private final Duration closeTimeout;
    private final LinkWatcher watcher;
    private final AtomicLong subscriptionIds = new AtomicLong();
    private final Set<DeliverySink> sinks = ConcurrentHashMap.newKeySet();
    private final Set<Replayed> replayed = ConcurrentHashMap.newKeySet();
    private final TransactionIds transactionIds = new TransactionIds();
    private final ConfirmedDestinations confirmed = new ConfirmedDestinations();
    private final Origin origin;
    private final ReentrantLock endOfTransaction = new ReentrantLock();
    private final OwnTemporaries ownTemporaries = new OwnTemporaries();
    private final TemporaryNames temporaryNames;
    private final DelayCheck delayCheck;
    private final ThreadPoolExecutor helper;
    private volatile ClosingTime closing; // of all that the connection closes, once it does

    /**
     * Opens a connection.
     *
     * @param uri brokers and options, with credentials
     * @param clientId the client id that the URI says to the broker, or null
     * @param dialectName which dialect to speak, or null to go by what the broker says of itself
     * @param sendTimeout how long a send may take, zero for ever
     * @param requestTimeout how long any other request may take, zero for ever
     * @param closeTimeout how long a close may wait for the broker
     * @param watcher told of interruptions
     * @throws JMSException if there is no connection, or no dialect for that broker
     */
    public BrokerLink(
            StompUri uri,
            String clientId,
            String dialectName,
            Duration sendTimeout,
            Duration requestTimeout,
            Duration closeTimeout,
            LinkWatcher watcher)
            throws JMSException {
        this.sendTimeout = sendTimeout;
        this.requestTimeout = requestTimeout;
        this.closeTimeout = closeTimeout;
        this.watcher = watcher;
        this.brokers = uri.brokers().stream()
                .map(broker -> broker.address().toString())
                .sorted()
                .collect(Collectors.joining(","));
        this.login = uri.brokers().get(0).connect().login();
        this.helper = IdleEnding.executor("stomp-helper", HELPER_IDLE);
        this.connection = new ReconnectingConnection(uri, new Events());
        boolean open = false;
        try {
            connection.open();
            StompConnection first = connection.await(Deadline.in(requestTimeout));
            this.dialect = Dialects.choose(dialectName, first.server().server()).forConnection(ownTemporaries);
            this.temporaryNames = dialect.temporaryNaming()
                    .map(naming -> new TemporaryNames(this, naming))
                    .orElse(null);
            this.delayCheck = new DelayCheck(this, temporaryNames);
            this.origin = new Origin(dialect, clientId, UUID.randomUUID().toString());
            open = true;
        } catch (StompException e) {
            throw JmsErrors.connecting(e);
        } finally {
            if (!open) {
                end(Duration.ZERO);
            }
        }
    }

    /** The connection begins to close: all that it ends has its time together, and something is left for the good-bye. */
    public void beginClosing() {
        closing = new ClosingTime(closeTimeout.minus(goodbye()));
    }

    private Duration goodbye() {
        return closeTimeout.dividedBy(PART_FOR_GOODBYE);
    }

    /** {@return the time of a close that begins now: the connection's, if that is what closes} */
    public ClosingTime closingTime() {
        ClosingTime ofAll = closing;
        return ofAll != null ? ofAll : new ClosingTime(closeTimeout);
    }

    /**
     * Does something soon that a reader thread must not do itself, because it writes. The thread for that comes and goes with
     * the need.
     *
     * @param task must not wait for the application; dropped if the connection is closed
     */
    public void later(Runnable task) {
        helper.execute(task);
    }

    /** {@return the addresses of the brokers, always in the same order: the name of this broker or cluster} */
    public String brokers() {
        return brokers;
    }

    /** {@return as whom the connection was opened, or null} */
    String login() {
        return login;
    }

    /** {@return what the messages of this connection say of where they come from} */
    public Origin origin() {
        return origin;
    }

    /** {@return how to speak to the broker} */
    public BrokerDialect dialect() {
        return dialect;
    }

    /** {@return ids for transactions} */
    public TransactionIds transactionIds() {
        return transactionIds;
    }

    /**
     * {@return held while the end of a transaction is written to one connection, so that nothing comes between its ACKs and its
     * COMMIT: brokers that note ACKs by subscription decide about all of the connection's with any COMMIT or ABORT}
     */
    public ReentrantLock endOfTransaction() {
        return endOfTransaction;
    }

    /** {@return where sends have succeeded} */
    public ConfirmedDestinations confirmedDestinations() {
        return confirmed;
    }

    /** {@return what makes temporary destinations that the broker names, or null where any name will do} */
    TemporaryNames temporaryNames() {
        return temporaryNames;
    }

    /** {@return whether the broker delays messages} */
    public DelayCheck delayCheck() {
        return delayCheck;
    }

    /** {@return which temporary destinations are this connection's} */
    OwnTemporaries ownTemporaries() {
        return ownTemporaries;
    }

    /** {@return until when a send that begins now may take} */
    public Deadline sendDeadline() {
        return Deadline.inOrNever(sendTimeout);
    }

    /** {@return until when a request that begins now may take} */
    public Deadline requestDeadline() {
        return Deadline.inOrNever(requestTimeout);
    }

    /** {@return a value for the header {@code receipt}} */
    public String nextReceiptId() {
        return connection.nextReceiptId();
    }

    /**
     * Waits for a connection.
     *
     * @param deadline until when
     * @param verb what for, such as "send to"
     * @param object and what with
     * @return the connection of this moment
     * @throws JMSException if there is none in time or any more
     */
    public StompConnection await(Deadline deadline, String verb, Object object) throws JMSException {
        try {
            return connection.await(deadline);
        } catch (StompException e) {
            throw error(e, verb, object);
        }
    }

    /**
     * Writes a frame that nobody waits for.
     *
     * @param frame without receipt
     * @param flush when it leaves
     * @param verb what for, such as "send to"
     * @param object and what with
     * @throws JMSException if there is no connection
     */
    public void send(StompFrame frame, Flush flush, String verb, Object object) throws JMSException {
        try {
            connection.send(frame, flush, sendDeadline());
        } catch (StompException e) {
            throw error(e, verb, object);
        }
    }

    /**
     * Writes a frame and waits for its receipt, through reconnects if it may be repeated.
     *
     * @param frame with a receipt
     * @param again what to write on another connection; null if it must not be done twice: then it is written again only if it has
     *     surely not reached the broker
     * @param deadline until when
     * @param verb what for, such as "send to"
     * @param object and what with
     * @throws JMSException if the broker refused it, there is no connection, or the deadline passed
     */
    public void request(
            StompFrame frame, Supplier<List<StompFrame>> again, Deadline deadline, String verb, Object object)
            throws JMSException {
        request(frame, new CompletableFuture<>(), again, deadline, verb, object);
    }

    /**
     * Writes a frame and waits for its receipt, which completes an outcome of the caller's before anything else comes.
     *
     * @param frame with a receipt
     * @param outcome completed by the reader thread, or by the recovery
     * @param again what to write on another connection; null if it must not be done twice: then it is written again only if it has
     *     surely not reached the broker
     * @param deadline until when
     * @param verb what for, such as "send to"
     * @param object and what with
     * @throws JMSException if the broker refused it, there is no connection, or the deadline passed
     */
    public void request(
            StompFrame frame,
            CompletableFuture<Void> outcome,
            Supplier<List<StompFrame>> again,
            Deadline deadline,
            String verb,
            Object object)
            throws JMSException {
        try {
            request(frame, again, Flush.NOW, deadline, outcome);
            ReconnectingConnection.await(outcome, deadline, frame.command().name());
        } catch (StompException e) {
            outcome.completeExceptionally(e); // who has been told that it failed must not find it repeated later
            throw error(e, verb, object);
        }
    }

    private void request(
            StompFrame frame,
            Supplier<List<StompFrame>> again,
            Flush flush,
            Deadline deadline,
            CompletableFuture<Void> outcome) {
        if (again == null) {
            connection.requestOnce(frame, flush, deadline, outcome);
        } else {
            connection.request(frame, again, flush, deadline, outcome);
        }
    }

    /** {@return whether the loss of the connection is mended: false with a plain URI, or if all is over} */
    public boolean outlivesLoss() {
        return connection.outlivesLoss();
    }

    /**
     * Writes a frame whose receipt is told later.
     *
     * @param frame with a receipt
     * @param again what to write on another connection; null if it must not be done twice: then it is written again only if it has
     *     surely not reached the broker
     * @param verb what for, such as "send to"
     * @param object and what with
     * @return completes with the receipt, or exceptionally with a {@link StompException}; its dependents run on a thread that
     *     must not be blocked
     * @throws JMSException if there is no connection
     */
    public CompletableFuture<Void> requestAsync(
            StompFrame frame, Supplier<List<StompFrame>> again, String verb, Object object) throws JMSException {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        try {
            request(frame, again, Flush.SOON, sendDeadline(), outcome);
            return outcome;
        } catch (StompException e) {
            throw error(e, verb, object);
        }
    }

    /**
     * Waits until the broker has seen all that was written before, by an empty transaction with a receipt.
     *
     * @param deadline until when at the most; not at all where there is no connection
     */
    public void awaitAnswer(Deadline deadline) {
        String transaction = transactionIds.take();
        Confirmation answer = new Confirmation();
        try {
            StompConnection current = connection.await(Deadline.inNanos(0));
            current.write(ClientFrames.begin(transaction, null), Flush.LATER);
            current.request(ClientFrames.abort(transaction, nextReceiptId()), answer, Flush.NOW);
            StompException failure = answer.await(deadline);
            if (failure != null) {
                LOG.debug("the broker has not answered: {}", failure.getMessage());
            }
        } catch (StompException e) {
            LOG.debug("the broker cannot be asked: {}", e.getMessage());
        } finally {
            transactionIds.giveBack(transaction);
        }
    }

    /** {@return an id for a subscription} */
    public String nextSubscriptionId() {
        return Long.toString(subscriptionIds.incrementAndGet());
    }

    /**
     * Subscribes and waits for the receipt.
     *
     * @param id of {@link #nextSubscriptionId()}
     * @param headers what the dialect says
     * @param sink gets the messages
     * @param object what is subscribed to, for error texts
     * @throws JMSException if the broker refused it, there is no connection, or the time-out passed
     */
    public void subscribe(String id, StompHeaders headers, DeliverySink sink, Object object) throws JMSException {
        sinks.add(sink);
        boolean subscribed = false;
        try {
            StompHeaders all = headers.toBuilder()
                    .add(StompHeaderNames.ID, id)
                    .add(StompHeaderNames.RECEIPT, nextReceiptId())
                    .build();
            connection.subscribe(StompFrame.of(StompCommand.SUBSCRIBE, all), sink, requestDeadline());
            subscribed = true;
        } catch (StompException e) {
            throw error(e, "subscribe to", object);
        } finally {
            if (!subscribed) {
                sinks.remove(sink);
            }
        }
    }

    /**
     * Ends a subscription: what it has not acknowledged goes back to the broker.
     *
     * @param id the subscription's
     * @param sink gets no messages any more
     * @return to be given to {@link #awaitUnsubscribed}
     */
    public Confirmation unsubscribe(String id, DeliverySink sink) {
        sinks.remove(sink);
        StompHeaders headers = StompHeaders.of(StompHeaderNames.ID, id, StompHeaderNames.RECEIPT, nextReceiptId());
        return connection.unsubscribe(id, StompFrame.of(StompCommand.UNSUBSCRIBE, headers));
    }

    /**
     * Waits until the broker has ended a subscription, so that whoever asks next finds what came back, in order.
     *
     * @param ended of {@link #unsubscribe}
     * @param time limits it, of {@link #closingTime}
     */
    public void awaitUnsubscribed(Confirmation ended, ClosingTime time) {
        time.spend(left -> awaitUnsubscribed(ended, Deadline.in(left)));
    }

    private static void awaitUnsubscribed(Confirmation ended, Deadline deadline) {
        StompException failure = ended.await(deadline);
        if (failure != null) {
            LOG.debug("a subscription ended without the broker's word: {}", failure.getMessage());
        }
    }

    /**
     * Registers what is to be played again on each new connection.
     *
     * @param transaction an open transaction, or one that may open
     */
    public void register(Replayed transaction) {
        replayed.add(transaction);
    }

    /**
     * Takes that back.
     *
     * @param transaction which
     */
    public void unregister(Replayed transaction) {
        replayed.remove(transaction);
    }

    /**
     * Makes an exception.
     *
     * @param e what the wire library threw
     * @param verb what failed, such as "send to"
     * @param object and what with
     * @return of the right class
     */
    public JMSException error(StompException e, String verb, Object object) {
        return JmsErrors.of(e, "cannot " + verb + " " + object, dialect);
    }

    /**
     * Tells whether a SEND in a transaction may be tried again.
     *
     * @param e why it failed
     * @return whether the broker refused it only because it had to wait
     */
    public boolean isRefusedForNow(StompException e) {
        return e.refusal()
                .flatMap(StompProtocolException::errorFrame)
                .filter(dialect::isRefusedForNow)
                .isPresent();
    }

    /** Ends the connection; waits for the broker's good-bye as long as there is {@link #closingTime} for it. */
    public void close() {
        end(closingTime().left().plus(goodbye()));
    }

    private void end(Duration timeout) {
        helper.shutdown();
        connection.close(timeout);
    }

    private final class Events implements ReconnectHandler {
        @Override
        public void onMessage(StompConnection from, Object context, StompFrame message) {
            ((DeliverySink) context).deliver(from, message);
        }

        @Override
        public StompFrame onSubscribing(Object context, StompFrame subscribe) {
            return ((DeliverySink) context).subscribing(subscribe);
        }

        @Override
        public boolean meansEnd(StompConnection from, StompFrame error) {
            BrokerDialect known = dialect; // none yet while the first connection is opened
            return known != null && known.meansEnd(error);
        }

        @Override
        public void onInterrupted(StompConnection lost, StompException why) {
            sinks.forEach(DeliverySink::interrupted);
            replayed.forEach(transaction -> transaction.interrupted(why));
            watcher.interrupted(lost.address().toString(), error(why, "go on with", "the connection"));
        }

        @Override
        public void onRestore(StompConnection fresh, boolean cautious) {
            replayed.forEach(transaction -> transaction.replay(fresh, cautious));
        }

        @Override
        public void onRefused(Subscription subscription, StompProtocolException why) {
            DeliverySink sink = (DeliverySink) subscription.context();
            sinks.remove(sink);
            sink.refused(error(why, "subscribe again to", subscription.destination()));
        }

        @Override
        public void onRestored(StompConnection fresh) {
            LOG.debug("all that was open has been played again on {}", fresh);
            watcher.restored(fresh.address().toString());
        }

        @Override
        public void onFailed(StompException why) {
            watcher.failed(error(why, "go on with", "the connection"));
        }
    }
}
