package org.stompest.wire.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectionHandler;
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
import org.stompest.wire.session.Subscription;
import org.stompest.wire.transport.Transport;
import org.stompest.wire.transport.TransportFactory;
import org.stompest.wire.transport.Transports;

/**
 * A connection that outlives its sockets. When one is lost, a recovery thread asks the schedule for the next broker, makes the
 * subscriptions again in their order, lets the {@link ReconnectHandler} play its own part, and repeats what was waited for;
 * meanwhile senders wait.
 *
 * <p>A {@code failover:} URI reconnects after any loss. A plain URI reconnects only after an ERROR, because brokers close the
 * connection for the mistake of one caller and the others must not suffer from that; any other loss is final.
 *
 * <p>Which request an ERROR means is told by its receipt-id. Where it has none, every request that was in flight is repeated
 * alone, one after the other, on the next connection: the one that is answered by an ERROR again is guilty, and the only one
 * that fails.
 *
 * <p>With {@code failover.priorityBackup} a connection is also replaced when a preferred broker is back, and then left in good
 * order first. With {@code failover.backup} connections to further brokers are held ready, and taken after a loss.
 *
 * <p>Threads: all methods from any thread, but {@link #close} not from a handler of messages. {@code docs/concurrency.md} says
 * which part does what on which thread.
 */
public final class ReconnectingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    private final StompUri uri;
    private final String name;
    private final TransportFactory transports;
    private final ReconnectHandler handler;
    private final AtomicLong receiptIds = new AtomicLong();
    private final ConnectionHandler incoming = new Incoming();
    private final LinkState link;
    private final Subscriptions subscriptions;
    private final PendingRequests requests;
    private final Standby standby;
    private final BrokerSearch search;

    // guarded by the lock of link
    private Thread recovery; // the last one, which may have ended
    private StompConnection counted; // the last one that counted as connected
    private ConnectionStatistics before; // what travelled over those before it; null if there was none

    /**
     * Makes a connection that is not yet open.
     *
     * @param uri brokers and options
     * @param handler told of messages and interruptions
     */
    public ReconnectingConnection(StompUri uri, ReconnectHandler handler) {
        this(uri, Transports::create, handler);
    }

    /**
     * Makes a connection that is not yet open, over transports of the caller's.
     *
     * @param uri brokers and options
     * @param transports makes a transport for each attempt
     * @param handler told of messages and interruptions
     */
    public ReconnectingConnection(StompUri uri, TransportFactory transports, ReconnectHandler handler) {
        this.uri = uri;
        this.transports = transports;
        this.name = uri.brokers().stream()
                .map(broker -> broker.address().toString())
                .collect(Collectors.joining(","));
        this.handler = handler;
        this.link = new LinkState(name, uri.reconnect().timeout());
        this.subscriptions = new Subscriptions(link);
        this.requests = new PendingRequests(link);
        this.standby = new Standby(uri, name, transports, incoming, this::comeBack);
        this.search = new BrokerSearch(uri, link, this::connect, standby::take, handler::onConnecting);
    }

    /**
     * Opens the first connection. With failover, no attempt begins after {@code failover.timeout}.
     *
     * @throws StompConnectionException if no broker could be reached
     * @throws StompTimeoutException if the last broker tried did not answer in time
     * @throws StompProtocolException if a broker refused the connection, as it does for a wrong password
     * @throws IllegalStateException if it was opened before
     */
    public void open() {
        link.begin();
        boolean connected = false;
        try {
            Deadline limit = link.deadline();
            Line line = search.first(limit);
            for (int losses = 0; !connected; losses++) {
                moveTo(line);
                handler.onOpened(line.connection()); // before anybody can be told of its loss
                connected = becomeConnected(line);
                if (!connected) {
                    line.connection().close();
                    line = replaceLost(line, losses, limit);
                }
            }
        } finally {
            if (!connected) {
                close(Duration.ZERO);
            }
        }
    }

    /** One that was lost before it counted is mended as it would be a moment later, but one that was refused is refused. */
    private Line replaceLost(Line lost, int losses, Deadline limit) {
        StompException end = lost.connection().end();
        if (end instanceof StompProtocolException refusal) {
            throw refusal;
        }
        StompConnectionException why = new StompConnectionException(
                "the connection to " + lost.connection() + " ended while it was opened"
                        + (end == null ? "" : ": " + end.getMessage()),
                end);
        if (!uri.failover()) {
            throw why;
        }
        link.pause(Recovery.pauseNanos(losses), why);
        return search.again(false, limit);
    }

    private Line connect(int broker) {
        BrokerEndpoint endpoint = uri.brokers().get(broker);
        Transport transport = transports.create(endpoint.address(), endpoint.transport());
        link.attempt(transport);
        return Line.open(broker, endpoint, transport, incoming, ended -> {}).use();
    }

    /** {@return a value for the header {@code receipt} that no other frame here has, on whatever socket} */
    public String nextReceiptId() {
        return Long.toString(receiptIds.incrementAndGet());
    }

    /** {@return whether there is a connection at this moment} */
    public boolean isConnected() {
        return link.isConnected();
    }

    /** {@return the connection of this moment, or null} */
    StompConnection now() {
        return link.now();
    }

    /** {@return the brokers to which a connection is held ready at this moment, as {@code failover.backup} asks for} */
    public List<BrokerAddress> spares() {
        return standby.spares();
    }

    /**
     * Waits until there is a connection.
     *
     * @param deadline until when
     * @return an open connection, which may be lost at any moment
     * @throws StompConnectionException if there will be none any more
     * @throws StompTimeoutException if the deadline passed
     */
    public StompConnection await(Deadline deadline) {
        return link.await(deadline);
    }

    /**
     * Writes a frame that asks for no receipt. What was written to a socket that then broke is not repeated; what could not be
     * written to the last byte is written to the next one.
     *
     * @param frame what to write
     * @param flush when it leaves
     * @param deadline how long to wait for a connection
     * @throws StompConnectionException if there will be no connection any more
     * @throws StompTimeoutException if the deadline passed
     */
    public void send(StompFrame frame, Flush flush, Deadline deadline) {
        while (!sendOn(await(deadline), frame, flush)) {
            // that connection was lost before: on the next one
        }
    }

    /**
     * Writes a frame as {@link #send(StompFrame, Flush, Deadline)} does; asks for the time only where there is no connection.
     *
     * @param frame what to write
     * @param flush when it leaves
     * @param timeout how long to wait for a connection
     * @throws StompConnectionException as there
     * @throws StompTimeoutException as there
     */
    public void send(StompFrame frame, Flush flush, Duration timeout) {
        StompConnection now = link.now();
        if (now == null || !sendOn(now, frame, flush)) {
            send(frame, flush, Deadline.in(timeout));
        }
    }

    /** {@return false if the connection was lost before the frame had left and there may be another one} */
    private boolean sendOn(StompConnection connection, StompFrame frame, Flush flush) {
        try {
            connection.write(frame, flush);
            return true;
        } catch (StompConnectionException e) {
            rethrowIfOver(e);
            return false;
        }
    }

    /**
     * Writes a frame that asks for a receipt.
     *
     * @param frame has the header {@code receipt} with a value of {@link #nextReceiptId()}
     * @param again what to write, instead, on a new connection if this one ends before the receipt; the last frame has that
     *     header {@code receipt}. Null if the request ends with its connection
     * @param flush when it leaves
     * @param deadline how long to wait for a connection
     * @param outcome completed when the receipt came; exceptionally with {@link StompProtocolException} if the broker refused
     *     it, with {@link StompConnectionException} if no connection was left. By a thread that must not be blocked
     * @throws StompConnectionException if there will be no connection any more
     * @throws StompTimeoutException if the deadline passed before the frame was written
     */
    public void request(
            StompFrame frame,
            Supplier<List<StompFrame>> again,
            Flush flush,
            Deadline deadline,
            CompletableFuture<Void> outcome) {
        request(new PendingRequest(this::keep, frame, again, outcome, null), flush, deadline);
    }

    /**
     * Writes a frame that asks for a receipt and must not be done twice: on another connection it is written again only if it
     * has surely not reached the broker, not to its last byte.
     *
     * @param frame has the header {@code receipt} with a value of {@link #nextReceiptId()}
     * @param flush when it leaves
     * @param deadline how long to wait for a connection
     * @param outcome completed as by {@link #request(StompFrame, Supplier, Flush, Deadline, CompletableFuture)}; exceptionally with
     *     a {@link StompConnectionException} that tells a doubt if the connection was lost after the frame had left
     * @throws StompConnectionException as there
     * @throws StompTimeoutException as there
     */
    public void requestOnce(StompFrame frame, Flush flush, Deadline deadline, CompletableFuture<Void> outcome) {
        request(PendingRequest.once(this::keep, frame, outcome), flush, deadline);
    }

    /**
     * Does the same, first over a given connection.
     *
     * @throws StompConnectionException if that has ended before; nothing was written, and nobody is told
     */
    void requestOnce(StompConnection first, StompFrame frame, Flush flush, CompletableFuture<Void> outcome) {
        PendingRequest.once(this::keep, frame, outcome).write(first, flush);
    }

    /** {@return whether the loss of a connection is mended, as it is with failover until all is closed or has failed} */
    public boolean outlivesLoss() {
        return uri.failover() && link.isAlive();
    }

    private void request(PendingRequest request, Flush flush, Deadline deadline) {
        while (true) {
            StompConnection connection = await(deadline);
            try {
                request.write(connection, flush);
                return;
            } catch (StompConnectionException e) {
                rethrowIfOver(e);
            }
        }
    }

    /**
     * Waits for a request.
     *
     * @param outcome of {@link #request}
     * @param deadline until when
     * @param what names the request in the text of the time-out
     * @throws StompProtocolException if the broker refused it
     * @throws StompConnectionException if no connection was left
     * @throws StompTimeoutException if the deadline passed: the outcome is not known
     */
    public static void await(CompletableFuture<Void> outcome, Deadline deadline, String what) {
        PendingRequest.await(outcome, deadline, what);
    }

    /** Forgets a receipt that nobody waits for any more, so that what never comes holds no memory. */
    void forgetReceipt(String id) {
        StompConnection now = link.now();
        if (now != null) {
            now.forgetReceipt(id);
        }
    }

    private void rethrowIfOver(StompConnectionException e) {
        if (link.isOver()) {
            throw e;
        }
    }

    /**
     * Subscribes, waits for the receipt, and makes the subscription again after each reconnect.
     *
     * @param subscribe has the headers {@code id} and {@code receipt}
     * @param context given to {@link ReconnectHandler#onMessage}, whose calls may begin before this method has returned
     * @param deadline until when
     * @throws StompProtocolException if the broker refused it
     * @throws StompConnectionException if there is no connection any more
     * @throws StompTimeoutException if the deadline passed; should the broker confirm it later, it is told to end it
     */
    public void subscribe(StompFrame subscribe, Object context, Deadline deadline) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        beginSubscribing(subscribe, context, deadline, outcome);
        boolean confirmed = false;
        try {
            await(outcome, deadline, "SUBSCRIBE");
            confirmed = true;
        } finally {
            if (!confirmed) {
                outcome.cancel(false); // not to be repeated
                subscriptions.forget(subscribe.header(StompHeaderNames.ID));
            }
        }
    }

    /**
     * Subscribes without waiting for the receipt.
     *
     * @param outcome completed as that of {@link #request}; if it fails or is cancelled the subscription is forgotten
     */
    void beginSubscribing(StompFrame subscribe, Object context, Deadline deadline, CompletableFuture<Void> outcome) {
        String id = subscribe.header(StompHeaderNames.ID);
        subscriptions.enter(subscribe, context, deadline);
        // By the thread that brings the receipt: a loss right after it must find the subscription among the confirmed.
        outcome.whenComplete((none, failure) -> {
            if (failure == null) {
                subscriptions.confirmed(id);
            } else {
                subscriptions.forget(id);
            }
        });
        boolean written = false;
        try {
            PendingRequest request = new PendingRequest(
                    this::keep,
                    handler.onSubscribing(context, subscribe),
                    () -> List.of(handler.onSubscribing(context, subscribe)),
                    outcome,
                    there -> endLate(id, there));
            request(request, Flush.NOW, deadline);
            written = true;
        } finally {
            if (!written) {
                outcome.cancel(false);
            }
        }
    }

    /** The broker has made a subscription that nobody waited for any more: told by a reader, which must not write. */
    private void endLate(String id, StompConnection there) {
        if (subscriptions.isKnown(id)) {
            return; // somebody has made it again
        }
        Thread ending = new Thread(
                () -> {
                    LOG.debug("{} made the subscription {} after the time-out; it is ended", there, id);
                    StompHeaders headers = StompHeaders.of(StompHeaderNames.ID, id);
                    try {
                        there.write(StompFrame.of(StompCommand.UNSUBSCRIBE, headers), Flush.SOON);
                    } catch (StompConnectionException e) {
                        LOG.debug("the subscription {} ended with its connection", id, e);
                    }
                },
                "stomp-unsubscribe " + name);
        ending.setDaemon(true);
        ending.start();
    }

    /**
     * Forgets a subscription and writes its UNSUBSCRIBE, if there is a connection. Messages of it that come nevertheless are
     * dropped: the broker delivers them to somebody else.
     *
     * @param id the subscription's
     * @param unsubscribe the frame, with a header {@code receipt}
     * @return told when the broker has ended the subscription; at once if it ended with its connection
     */
    public Confirmation unsubscribe(String id, StompFrame unsubscribe) {
        Confirmation answer = new Confirmation();
        unsubscribe(id, unsubscribe, answer);
        return answer;
    }

    /** Does the same and tells the answer, at once if there is no connection; otherwise by a reader thread. */
    void unsubscribe(String id, StompFrame unsubscribe, ReceiptHandler answer) {
        subscriptions.end(id, unsubscribe, answer);
    }

    /**
     * Sums up what has travelled over all connections that counted as connected, one after the other.
     *
     * @return the sums; times and pending receipts are those of the last one
     */
    public ConnectionStatistics statistics() {
        return link.locked(() -> counted == null ? ConnectionStatistics.NONE : sum());
    }

    private ConnectionStatistics sum() {
        return before == null ? counted.statistics() : counted.statistics().after(before);
    }

    // ---- recovery

    /** Whether a loss is to be mended rather than reported. */
    private boolean mends(StompException why) {
        return uri.failover() || why.refusal().isPresent();
    }

    /** From a reader thread: a request that was in flight when its connection ended. */
    private boolean keep(PendingRequest request, StompConnectionException why) {
        return mends(why) && requests.keep(request);
    }

    private final class Incoming implements ConnectionHandler {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {
            Subscription subscription = subscriptions.of(message);
            if (subscription != null) {
                handler.onMessage(connection, subscription.context(), message);
            }
        }

        @Override
        public void onError(StompConnection connection, StompFrame error) {
            handler.onError(connection, error);
        }

        @Override
        public boolean meansEnd(StompConnection connection, StompFrame error) {
            return handler.meansEnd(connection, error);
        }

        @Override
        public void onReceived(StompConnection connection, StompFrame frame) {
            handler.onReceived(connection, frame);
        }

        @Override
        public void onSent(StompConnection connection, StompFrame frame) {
            handler.onSent(connection, frame);
        }

        @Override
        public void onClosed(StompConnection connection, StompException why) {
            link.change(() -> {
                // One that ends while the recovery still works with it is noticed there.
                if (link.lost(connection, why)) {
                    recover(connection, why, null);
                }
            });
        }
    }

    /** From the thread of the standby: a preferred broker is back. */
    private boolean comeBack(Line preferred) {
        return link.locked(() -> {
            StompConnection left = link.leave(preferred.transport());
            if (left == null) {
                return false;
            }
            preferred.use();
            StompException why = new StompConnectionException(
                    "a preferred broker is back: " + preferred.connection().address(), null, true);
            recover(left, why, preferred);
            return true;
        });
    }

    /** With the lock: whoever finds that the state has changed must find the thread, too. */
    private void recover(StompConnection lost, StompException why, Line successor) {
        standby.interrupted();
        recovery = new Thread(new Recovery(this, recovery, lost, why, successor), "stomp-recovery " + name);
        recovery.setDaemon(true);
        recovery.start();
    }

    ReconnectHandler handler() {
        return handler;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    PendingRequests requests() {
        return requests;
    }

    BrokerSearch search() {
        return search;
    }

    boolean isClosed() {
        return link.isClosed();
    }

    boolean mayRecover(StompException why) {
        return !isClosed() && mends(why);
    }

    /** Waits, for the recovery, as between two attempts of the search. */
    void pause(long nanos, StompException lastFailure) {
        link.pause(nanos, lastFailure);
    }

    /** From here on it is this connection that is played on, and that a close ends. */
    void moveTo(Line line) {
        try {
            link.attempt(line.transport());
        } catch (StompConnectionException e) {
            line.connection().close();
            throw e;
        }
        subscriptions.moveTo(line);
    }

    /** {@return false if the connection was lost meanwhile, or everything is closed} */
    boolean becomeConnected(Line line) {
        StompConnection fresh = line.connection();
        List<Subscriptions.Ending> ended = new ArrayList<>();
        boolean connected = link.locked(() -> {
            if (!link.connected(fresh)) {
                return false;
            }
            before = counted == null ? null : sum();
            counted = fresh;
            ended.addAll(subscriptions.takeEndings());
            standby.connected(line.broker());
            return true;
        });
        if (connected) {
            requests.tellSettled();
            ended.forEach(ending -> ending.on(fresh));
        }
        return connected;
    }

    void fail(StompException why) {
        Transport unfinished = link.fail(why);
        if (unfinished != null) {
            unfinished.close();
        }
        standby.close(Deadline.in(Duration.ZERO));
        subscriptions.takeEndings().forEach(ending -> ending.on(null));
        requests.abandon(new StompConnectionException(why.getMessage(), why, true));
    }

    // ---- closing

    /**
     * Ends everything: DISCONNECT with a receipt if there is a connection; whoever waits gets an exception. While a connection
     * is being replaced there is none, and the new one is dropped; one that is being left for a preferred broker is given the
     * time.
     *
     * @param timeout how long to wait for that receipt, and then for threads to end; zero closes at once, without DISCONNECT
     */
    public void close(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        LinkState.Remains remains = link.close();
        Thread recovering = link.locked(() -> recovery);
        if (remains.attempt() != null) {
            remains.attempt().close();
        }
        requests.abandon(new StompConnectionException("the connection was closed", null, true));
        subscriptions.takeEndings().forEach(ending -> ending.on(null));
        if (remains.current() != null) {
            remains.current().close(timeout);
        }
        if (recovering != null && recovering != Thread.currentThread()) {
            Joining.briefly(recovering, deadline);
        }
        if (remains.leaving() != null) {
            remains.leaving().close();
        }
        standby.close(deadline);
    }

    /** Ends everything at once, without DISCONNECT. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
