package org.stompest.wire.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.Negotiation;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.session.ServerInfo;
import org.stompest.wire.session.StompSession;
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
 * <p>Threads: all methods from any thread, but {@link #close} not from a handler of messages.
 */
public final class ReconnectingConnection implements AutoCloseable {
    private enum State {
        NEW,
        CONNECTED,
        RECOVERING,
        FAILED,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    private final StompUri uri;
    private final String name;
    private final TransportFactory transports;
    private final ReconnectHandler handler;
    private final AtomicLong receiptIds = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final BrokerSearch search;

    // guarded by lock
    private final StompSession session = new StompSession(false);
    private final Set<String> unconfirmed = new HashSet<>();
    private final Deque<PendingRequest> orphans = new ArrayDeque<>();
    private State state = State.NEW;
    private StompException failure;
    private Thread recovery; // the last one, which may have ended
    private Transport attempt; // of the connection that is being made or played on
    private final Set<String> replayed = new HashSet<>(); // ids that the recovery has made again on it
    private final List<Ending> endings = new ArrayList<>(); // of those, what was unsubscribed from meanwhile

    private record Ending(StompFrame unsubscribe, Confirmation confirmation) {}

    /** Written under the lock; read without it by senders, who notice a dead one when they write. */
    private volatile StompConnection current;

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
        this.search = new BrokerSearch(uri, closed, this::connect, handler::onConnecting);
    }

    /**
     * Opens the first connection.
     *
     * @throws StompConnectionException if no broker could be reached
     * @throws StompTimeoutException if the last broker tried did not answer in time
     * @throws StompProtocolException if a broker refused the connection, as it does for a wrong password
     * @throws IllegalStateException if it was opened before
     */
    public void open() {
        lock.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException("opened before: " + state);
            }
            state = State.RECOVERING;
        } finally {
            lock.unlock();
        }
        boolean connected = false;
        try {
            StompConnection first = search.first();
            connected = becomeConnected(first);
            if (!connected) {
                first.close();
                throw new StompConnectionException("the connection to " + first + " ended while it was opened", null);
            }
        } finally {
            if (!connected) {
                close(Duration.ZERO);
            }
        }
    }

    private StompConnection connect(BrokerEndpoint broker) {
        lock.lock();
        try {
            session.close(false);
        } finally {
            lock.unlock();
        }
        Transport transport = transports.create(broker.address(), broker.transport());
        attempt(transport);
        return StompConnection.open(
                broker.address(), transport, broker.transport(), broker.connect(), new Guarded(), new Incoming());
    }

    /** The session opens a connection while senders may look at it: under the lock, each step for itself. */
    private final class Guarded implements Negotiation {
        @Override
        public StompFrame connect(StompFrame connect) {
            lock.lock();
            try {
                return session.connect(connect);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public ServerInfo connected(StompFrame connected) {
            lock.lock();
            try {
                return session.connected(connected);
            } finally {
                lock.unlock();
            }
        }
    }

    private void attempt(Transport transport) {
        lock.lock();
        try {
            attempt = transport;
            if (state != State.CLOSED) {
                return;
            }
        } finally {
            lock.unlock();
        }
        transport.close();
    }

    /** {@return a value for the header {@code receipt} that no other frame here has, on whatever socket} */
    public String nextReceiptId() {
        return Long.toString(receiptIds.incrementAndGet());
    }

    /** {@return whether there is a connection at this moment} */
    public boolean isConnected() {
        StompConnection now = current;
        return now != null && now.isOpen();
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
        StompConnection fast = current;
        if (fast != null && fast.isOpen()) {
            return fast;
        }
        Deadline limit = Deadline.earlier(deadline, reconnectDeadline());
        lock.lock();
        try {
            while (state == State.RECOVERING || (state == State.CONNECTED && !current.isOpen())) {
                awaitChange(limit);
            }
            if (state != State.CONNECTED) {
                throw over();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Deadline reconnectDeadline() {
        Duration timeout = uri.reconnect().timeout();
        return timeout.isNegative() ? Deadline.NEVER : Deadline.in(timeout);
    }

    private void awaitChange(Deadline deadline) {
        try {
            if (deadline.unlimited()) {
                changed.await();
            } else if (changed.awaitNanos(deadline.leftNanos()) <= 0) {
                throw new StompTimeoutException("no connection to " + name + " in time", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StompConnectionException("interrupted while waiting for a connection to " + name, e);
        }
    }

    private StompConnectionException over() {
        return state == State.FAILED
                ? new StompConnectionException("the connection has failed: " + failure.getMessage(), failure)
                : new StompConnectionException("the connection is not open", null);
    }

    /**
     * Writes a frame that asks for no receipt. What was written to a socket that then broke is not repeated.
     *
     * @param frame what to write
     * @param flush when it leaves
     * @param deadline how long to wait for a connection
     * @throws StompConnectionException if there will be no connection any more
     * @throws StompTimeoutException if the deadline passed
     */
    public void send(StompFrame frame, Flush flush, Deadline deadline) {
        while (true) {
            try {
                await(deadline).write(frame, flush);
                return;
            } catch (StompConnectionException e) {
                if (e.mayHaveReachedBroker()) {
                    throw e;
                }
                rethrowIfOver(e);
            }
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
        PendingRequest request = new PendingRequest(this, frame, again, outcome);
        while (true) {
            StompConnection connection = await(deadline);
            try {
                connection.request(frame, request, flush);
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

    private void rethrowIfOver(StompConnectionException e) {
        lock.lock();
        try {
            if (state == State.FAILED || state == State.CLOSED) {
                throw e;
            }
        } finally {
            lock.unlock();
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
     * @throws StompTimeoutException if the deadline passed
     */
    public void subscribe(StompFrame subscribe, Object context, Deadline deadline) {
        String id = subscribe.header(StompHeaderNames.ID);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        lock.lock();
        try {
            await(deadline); // lets the lock go while it waits
            session.subscribe(subscribe, context);
            unconfirmed.add(id);
        } finally {
            lock.unlock();
        }
        // By the thread that brings the receipt: a loss right after it must find the subscription among the confirmed.
        outcome.thenRun(() -> confirmed(id));
        boolean confirmed = false;
        try {
            request(subscribe, () -> List.of(subscribe), Flush.NOW, deadline, outcome);
            await(outcome, deadline, "SUBSCRIBE");
            confirmed = true;
        } finally {
            if (!confirmed) {
                outcome.cancel(false); // not to be repeated
                abandon(id);
            }
        }
    }

    private void confirmed(String id) {
        lock.lock();
        try {
            unconfirmed.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private void abandon(String id) {
        lock.lock();
        try {
            unconfirmed.remove(id);
            session.forget(id);
        } finally {
            lock.unlock();
        }
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
        Ending ending = new Ending(unsubscribe, new Confirmation());
        StompConnection connection;
        lock.lock();
        try {
            session.forget(id);
            if (state == State.RECOVERING && replayed.contains(id)) {
                endings.add(ending);
                return ending.confirmation;
            }
            connection = state == State.CONNECTED ? current : null;
        } finally {
            lock.unlock();
        }
        end(ending, connection);
        return ending.confirmation;
    }

    /** On a connection, or null if the subscription ended with its own. */
    private static void end(Ending ending, StompConnection connection) {
        try {
            if (connection != null) {
                connection.request(ending.unsubscribe, ending.confirmation, Flush.NOW);
                return;
            }
        } catch (StompConnectionException e) {
            LOG.debug("a subscription ended with its connection", e);
        }
        ending.confirmation.onReceipt();
    }

    private List<Ending> takeEndings() {
        List<Ending> all = new ArrayList<>(endings);
        endings.clear();
        replayed.clear();
        return all;
    }

    // ---- recovery

    /** Whether a loss is to be mended rather than reported. */
    private boolean mends(StompException why) {
        return uri.failover() || why.refusal().isPresent();
    }

    /** From a reader thread: a request that was in flight when its connection ended. */
    boolean keepForRecovery(PendingRequest request, StompConnectionException why) {
        lock.lock();
        try {
            boolean keep = (state == State.CONNECTED || state == State.RECOVERING) && mends(why);
            if (keep) {
                orphans.addLast(request);
            }
            return keep;
        } finally {
            lock.unlock();
        }
    }

    private final class Incoming implements ConnectionHandler {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {
            Subscription subscription;
            lock.lock();
            try {
                subscription = session.subscription(message);
            } finally {
                lock.unlock();
            }
            if (subscription != null) {
                handler.onMessage(connection, subscription.context(), message);
            }
        }

        @Override
        public void onError(StompConnection connection, StompFrame error) {
            handler.onError(connection, error);
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
            lock.lock();
            try {
                // One that ends while the recovery still works with it is noticed there.
                if (state != State.CONNECTED || connection != current) {
                    return;
                }
                state = State.RECOVERING;
                failure = why;
                recovery = new Thread(
                        new Recovery(ReconnectingConnection.this, recovery, connection, why), "stomp-recovery " + name);
                recovery.setDaemon(true);
                recovery.start();
            } finally {
                lock.unlock();
            }
        }
    }

    ReconnectHandler handler() {
        return handler;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    boolean mayRecover(StompException why) {
        return !isClosed() && mends(why);
    }

    /** Waits, for the recovery, as between two attempts of the search. */
    void pause(long nanos, StompException lastFailure) {
        search.await(nanos, lastFailure);
    }

    StompConnection searchAgain(StompException lastFailure) {
        return search.again(lastFailure.refusal().isPresent());
    }

    /** What is to be subscribed to again, in order, without what its caller still waits for. */
    List<Subscription> replayable() {
        List<Ending> ended;
        List<Subscription> replay = new ArrayList<>();
        lock.lock();
        try {
            ended = takeEndings();
            for (Subscription subscription : session.replayable()) {
                session.subscribe(subscription.frame(), subscription.context());
                if (!unconfirmed.contains(subscription.id())) {
                    replay.add(subscription);
                    replayed.add(subscription.id());
                }
            }
        } finally {
            lock.unlock();
        }
        ended.forEach(ending -> end(ending, null));
        return replay;
    }

    void forget(Subscription subscription) {
        lock.lock();
        try {
            session.forget(subscription.id());
        } finally {
            lock.unlock();
        }
    }

    PendingRequest nextOrphan() {
        lock.lock();
        try {
            return orphans.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    void putBack(PendingRequest orphan) {
        lock.lock();
        try {
            orphans.addFirst(orphan);
        } finally {
            lock.unlock();
        }
    }

    /** {@return false if the connection was lost meanwhile, or everything is closed} */
    boolean becomeConnected(StompConnection fresh) {
        List<Ending> ended;
        lock.lock();
        try {
            if (state != State.RECOVERING || !fresh.isOpen()) {
                return false;
            }
            state = State.CONNECTED;
            current = fresh;
            attempt = null;
            failure = null;
            ended = takeEndings();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach(ending -> end(ending, fresh));
        return true;
    }

    void fail(StompException why) {
        List<PendingRequest> lost;
        List<Ending> ended;
        Transport unfinished;
        lock.lock();
        try {
            if (state == State.RECOVERING) {
                state = State.FAILED;
                failure = why;
            }
            unfinished = attempt;
            attempt = null;
            ended = takeEndings();
            lost = takeOrphans();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (unfinished != null) {
            unfinished.close();
        }
        ended.forEach(ending -> end(ending, null));
        StompConnectionException outcome = new StompConnectionException(why.getMessage(), why, true);
        lost.forEach(request -> request.outcome().completeExceptionally(outcome));
    }

    private List<PendingRequest> takeOrphans() {
        List<PendingRequest> all = new ArrayList<>(orphans);
        orphans.clear();
        return all;
    }

    // ---- closing

    /**
     * Ends everything: DISCONNECT with a receipt if there is a connection; whoever waits gets an exception.
     *
     * @param timeout how long to wait for that receipt; zero closes at once, without DISCONNECT
     */
    public void close(Duration timeout) {
        StompConnection connection;
        Thread recovering;
        Transport unfinished;
        List<PendingRequest> lost;
        List<Ending> ended;
        lock.lock();
        try {
            state = State.CLOSED;
            closed.countDown();
            connection = current;
            current = null;
            recovering = recovery;
            unfinished = attempt;
            attempt = null;
            ended = takeEndings();
            lost = takeOrphans();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (unfinished != null) {
            unfinished.close();
        }
        StompConnectionException outcome = new StompConnectionException("the connection was closed", null, true);
        lost.forEach(request -> request.outcome().completeExceptionally(outcome));
        ended.forEach(ending -> end(ending, null));
        if (connection != null) {
            connection.close(timeout);
        }
        if (recovering != null && recovering != Thread.currentThread()) {
            joinBriefly(recovering, timeout);
        }
    }

    private static void joinBriefly(Thread thread, Duration timeout) {
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends everything at once, without DISCONNECT. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
