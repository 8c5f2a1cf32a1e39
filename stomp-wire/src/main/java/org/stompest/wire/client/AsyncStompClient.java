package org.stompest.wire.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.ConnectionStatistics;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/**
 * An asynchronous STOMP client. What the URI says of failover holds beneath every method: while a lost connection is replaced,
 * commands queue in their order, and subscriptions are made again with their handlers.
 *
 * <pre>{@code
 * AsyncStompClient client = new AsyncStompClient("tcp://broker:61613");
 * client.connect()
 *         .thenCompose(server -> client.subscribe("/queue/orders", message -> store(message.text())))
 *         .thenCompose(subscription -> client.sendConfirmed("/queue/orders", "one"));
 * client.disconnected().join(); // or: client.close()
 * }</pre>
 *
 * <p><b>Futures.</b> Methods whose name ends with {@code Confirmed}, and those that subscribe, unsubscribe, commit, abort and
 * disconnect, give futures that complete when the broker's receipt came; so does any other whose headers hold a {@code
 * receipt}. The rest complete when the frame was written: what is on its way when a socket breaks may be lost. They fail with
 * {@link StompProtocolException} if version or state forbids the command or the broker answered with ERROR; with {@link
 * StompConnectionException} if there is no connection and there will be none, or if it was lost before the receipt came, where
 * {@link StompConnectionException#mayHaveReachedBroker()} tells whether the frame may have been processed; with {@link
 * StompTimeoutException} if the receipt did not come within {@link ClientOptions#receiptTimeout()}, or no connection within
 * {@code failover.timeout}; with {@link StompException} if {@link ClientOptions#maxQueuedFrames()} commands or {@link
 * ClientOptions#maxQueuedBytes()} wait already. A command whose future is cancelled while it waits for a connection is not written; cancelling has no other effect.
 *
 * <p><b>Messages.</b> Each goes to the handler of its subscription and is acknowledged when that is done; {@link
 * SubscribeOptions} tells what else can be. What is received and not handled is bounded by {@link
 * ClientOptions#maxPendingMessages()} and {@link ClientOptions#maxPendingBytes()}: beyond, the socket is not read, so that a
 * broker without flow control is held back by TCP. Meanwhile no receipt comes: a handler that waits for one behind a flood of
 * more than four times that many messages waits until its time-out. A message whose connection is gone when its handler is
 * done cannot be acknowledged any more: the broker delivers it again.
 *
 * <p><b>Events.</b> {@link ClientOptions#connectionListener()} is told when a broker is tried, connected, lost, and of ERRORs
 * and the end; {@link ClientOptions#frameListener()} of each frame. That a message came, a receipt, that something was sent,
 * subscribed to or unsubscribed from is told by the frame's command:
 *
 * <pre>{@code
 * new FrameListener() {
 *     public void onSent(StompFrame frame) {
 *         if (frame.command() == StompCommand.SUBSCRIBE) { ... }
 *     }
 *     public void onReceived(StompFrame frame) {
 *         if (frame.command() == StompCommand.RECEIPT) { ... }
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Any may call, platform or virtual. No method waits, but those that close; and but that a caller whose
 * command is written to a socket that takes no bytes waits for it, as long as {@code transport.writeTimeout} allows: that is
 * TCP's back-pressure. Handlers, and what depends on futures, run on {@link ClientOptions#executor()}, or on daemon threads of
 * the client's own that end when they are idle; never on a thread that reads. They may block and may call the client: where the
 * executor has no thread left for a moment, futures are completed by the client's own threads.
 */
public final class AsyncStompClient implements AsyncSender, AutoCloseable {
    private static final String NOT_CONNECTED = "the client is not connected: call connect() first";

    private final StompUri uri;
    private final ClientOptions options;
    private final ClientEvents events;
    private final ClientThreads threads;
    private final AsyncSubscriptions subscriptions = new AsyncSubscriptions();
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock; the last one, which may be over. */
    private volatile AsyncSession session;

    /**
     * Makes a client with the default options.
     *
     * @param uri such as {@code tcp://broker:61613} or {@code failover:(tcp://a:61613,tcp://b:61613)}
     * @throws IllegalArgumentException that says what of the URI is malformed or unknown
     */
    public AsyncStompClient(String uri) {
        this(uri, ClientOptions.DEFAULT);
    }

    /**
     * Makes a client, which is not yet connected.
     *
     * @param uri such as {@code tcp://broker:61613} or {@code failover:(tcp://a:61613,tcp://b:61613)}
     * @param options what the URI cannot say
     * @throws IllegalArgumentException that says what of the URI is malformed or unknown
     */
    public AsyncStompClient(String uri, ClientOptions options) {
        this(StompUri.parse(uri), options);
    }

    /**
     * Makes a client, which is not yet connected.
     *
     * @param uri brokers and options
     * @param options what the URI cannot say
     */
    public AsyncStompClient(StompUri uri, ClientOptions options) {
        String name = uri.brokers().get(0).address().toString();
        this.uri = uri;
        this.options = options;
        this.events = new ClientEvents(options.connectionListener(), name);
        this.threads = new ClientThreads(options.executor(), name);
    }

    // ---- opening and closing

    /**
     * Connects, and makes again the subscriptions that {@link #close(boolean) close(false)} or a failure has left, in their
     * order and with their handlers. Commands may be given at once: they wait.
     *
     * @return completed when that is done, with what the broker said of itself; exceptionally if no broker could be reached or
     *     one refused, or if the client is connected already
     */
    public CompletableFuture<ServerInfo> connect() {
        AsyncSession fresh;
        lock.lock();
        try {
            if (session != null && !session.isOver()) {
                return CompletableFuture.failedFuture(new StompProtocolException(
                        "the client is connected already: disconnect() or close() it first"));
            }
            fresh = new AsyncSession(uri, options, events, threads, subscriptions);
            session = fresh;
        } finally {
            lock.unlock();
        }
        return fresh.connect();
    }

    /** {@return whether there is a connection at this moment} */
    public boolean isConnected() {
        AsyncSession current = session;
        return current != null && current.link().isConnected();
    }

    /**
     * Tells what the broker said of itself and what was agreed on.
     *
     * @return completed when there is a connection, with what its CONNECTED told: version, server, session, heart-beats
     */
    public CompletableFuture<ServerInfo> server() {
        return onConnection(StompConnection::server);
    }

    /**
     * Tells which broker of the URI is connected.
     *
     * @return completed when there is a connection, with its address
     */
    public CompletableFuture<BrokerAddress> broker() {
        return onConnection(StompConnection::address);
    }

    private <T> CompletableFuture<T> onConnection(Function<StompConnection, T> what) {
        return with(current -> current.submit(means -> new ConnectionCommand<>(means, what)));
    }

    /**
     * Tells what has travelled since the last {@code connect()}, over one connection after the other; still so when it is over.
     *
     * @return the sums; {@link ConnectionStatistics#NONE} before the first connection stands
     */
    public ConnectionStatistics statistics() {
        AsyncSession current = session;
        return current == null ? ConnectionStatistics.NONE : current.link().statistics();
    }

    /**
     * Takes leave in good order: no more messages are handled, and those that came and were not begun are dropped, which the
     * broker delivers again unless they count as acknowledged ({@code ack:auto}); handlers at work are waited for, for {@link
     * ClientOptions#disconnectTimeout()}, and what they send and acknowledge is written; then DISCONNECT is sent and its
     * receipt waited for, as long again. Subscriptions are forgotten.
     *
     * @return completed when it is over, whatever came of it; the same for every call. Complete if the client is not connected
     */
    public CompletableFuture<Void> disconnect() {
        return disconnect(options.disconnectTimeout());
    }

    /**
     * Takes leave as {@link #disconnect()} does, with a time-out of its own. Without effect on a leave that has begun.
     *
     * @param timeout how long to wait for handlers, and as long again for the receipt; zero waits for none of them and sends
     *     DISCONNECT without asking for a receipt, so that what was sent before may be lost
     * @return as that of {@link #disconnect()}; the same
     * @throws IllegalArgumentException if the time-out is negative
     */
    public CompletableFuture<Void> disconnect(Duration timeout) {
        ClientOptions.requireDuration("timeout", timeout);
        AsyncSession current = session;
        if (current == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> left = current.leave(Optional.empty(), timeout);
        subscriptions.clear();
        return left;
    }

    /**
     * Tells the end.
     *
     * @return completed when the connection that {@link #connect()} was called for last has ended as it was asked to;
     *     exceptionally with a {@link StompException} if no connection could be had any more, or with the failure of a handler
     *     that nobody took care of. Complete if {@link #connect()} was never called
     */
    public CompletableFuture<Void> disconnected() {
        AsyncSession current = session;
        return current == null ? CompletableFuture.completedFuture(null) : current.disconnected();
    }

    /**
     * Takes leave as {@link #disconnect()} does, and waits for it; never throws. Within a handler it does not wait: it is over
     * when the handler is done. An interrupt cuts it short as {@link #close(boolean) close(true)} does, and stays set.
     */
    @Override
    public void close() {
        AsyncSession current = session;
        if (current == null) {
            return;
        }
        disconnect();
        if (Delivery.isInside(current)) {
            return;
        }
        try {
            current.over().get();
        } catch (InterruptedException e) {
            close(true);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a session does not fail", e);
        }
    }

    /**
     * Ends the connection at once, without DISCONNECT and without waiting for handlers.
     *
     * @param flush whether subscriptions are forgotten; otherwise the next {@link #connect()} makes them again
     */
    public void close(boolean flush) {
        AsyncSession current = session;
        if (current != null) {
            current.cut();
        }
        if (flush) {
            subscriptions.clear();
        }
    }

    private <T> CompletableFuture<T> with(Function<AsyncSession, CompletableFuture<T>> command) {
        AsyncSession current = session;
        return current == null
                ? CompletableFuture.failedFuture(new StompConnectionException(NOT_CONNECTED, null))
                : command.apply(current);
    }

    // ---- sending

    @Override
    public CompletableFuture<Void> send(String destination, String text, StompHeaders headers) {
        return write(Draft.send(destination, text, headers, null), false);
    }

    @Override
    public CompletableFuture<Void> send(String destination, byte[] body, StompHeaders headers) {
        return write(Draft.send(destination, body, headers, null), false);
    }

    /**
     * Sends a text.
     *
     * @param destination where to
     * @param text goes as UTF-8
     * @return completed when the broker has it
     */
    public CompletableFuture<Void> sendConfirmed(String destination, String text) {
        return sendConfirmed(destination, text, StompHeaders.empty());
    }

    /**
     * Sends bytes.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the future is complete
     * @return completed when the broker has them
     */
    public CompletableFuture<Void> sendConfirmed(String destination, byte[] body) {
        return sendConfirmed(destination, body, StompHeaders.empty());
    }

    /**
     * Sends a text with headers.
     *
     * @param destination where to
     * @param text goes as UTF-8
     * @param headers further headers
     * @return completed when the broker has it
     */
    public CompletableFuture<Void> sendConfirmed(String destination, String text, StompHeaders headers) {
        return write(Draft.send(destination, text, headers, null), true);
    }

    /**
     * Sends bytes with headers.
     *
     * @param destination where to
     * @param body may hold anything; not to be changed before the future is complete
     * @param headers further headers
     * @return completed when the broker has them
     */
    public CompletableFuture<Void> sendConfirmed(String destination, byte[] body, StompHeaders headers) {
        return write(Draft.send(destination, body, headers, null), true);
    }

    /**
     * Sends any frame as it is. The client keeps no record of what it means: what comes for a subscription that was made this
     * way is dropped.
     *
     * @param frame not CONNECT, STOMP or DISCONNECT, for which there are methods
     * @return completed when it was written, or when the receipt came that it asks for
     */
    public CompletableFuture<Void> sendFrame(StompFrame frame) {
        StompCommand command = frame.command();
        return command == StompCommand.CONNECT || command == StompCommand.STOMP || command == StompCommand.DISCONNECT
                ? CompletableFuture.failedFuture(new StompProtocolException(
                        command + " cannot be sent as a frame: use connect() and disconnect()"))
                : write(Draft.of(frame), false);
    }

    /**
     * Sends a heart-beat now; the client sends those that were agreed on by itself.
     *
     * @return completed when it was written
     */
    public CompletableFuture<Void> beat() {
        return onConnection(connection -> {
            connection.beat();
            return null;
        });
    }

    private CompletableFuture<Void> write(Draft draft, boolean confirmed) {
        return with(current -> current.write(draft, null, confirmed));
    }

    // ---- subscriptions

    /**
     * Subscribes, each message to be acknowledged for itself (in STOMP 1.0: with all before it) when it is handled.
     *
     * @param destination what to, as the broker spells it
     * @param handler of its messages
     * @return completed when the broker has made the subscription; messages may come earlier
     */
    public CompletableFuture<StompSubscription> subscribe(String destination, MessageHandler handler) {
        return subscribe(destination, StompHeaders.empty(), SubscribeOptions.DEFAULT, handler);
    }

    /**
     * Subscribes, each message to be acknowledged when it is handled.
     *
     * @param destination what to
     * @param headers further headers, such as {@code ack} ({@code client-individual} unless given, {@code client} in 1.0),
     *     {@code selector}, or an {@code id} of the caller's own
     * @param handler of its messages
     * @return completed when the broker has made the subscription; messages may come earlier
     */
    public CompletableFuture<StompSubscription> subscribe(
            String destination, StompHeaders headers, MessageHandler handler) {
        return subscribe(destination, headers, SubscribeOptions.DEFAULT, handler);
    }

    /**
     * Subscribes, each message to be acknowledged for itself (in STOMP 1.0: with all before it).
     *
     * @param destination what to
     * @param how what becomes of its messages
     * @param handler of its messages
     * @return completed when the broker has made the subscription; messages may come earlier
     */
    public CompletableFuture<StompSubscription> subscribe(
            String destination, SubscribeOptions how, MessageHandler handler) {
        return subscribe(destination, StompHeaders.empty(), how, handler);
    }

    /**
     * Subscribes.
     *
     * @param destination what to
     * @param headers further headers, such as {@code ack} ({@code client-individual} unless given, {@code client} in 1.0),
     *     {@code selector}, or an {@code id} of the caller's own
     * @param how what becomes of its messages
     * @param handler of its messages
     * @return completed when the broker has made the subscription; messages may come earlier
     */
    public CompletableFuture<StompSubscription> subscribe(
            String destination, StompHeaders headers, SubscribeOptions how, MessageHandler handler) {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(handler, "handler");
        return with(current -> current.subscribe(destination, headers, how, handler));
    }

    /**
     * Ends a subscription. Messages that came and were not begun are dropped, which the broker delivers to somebody else unless
     * they count as acknowledged ({@code ack:auto}); handlers at work go on.
     *
     * @param subscription of this client
     * @return completed when the broker has ended it, or its connection has; exceptionally with a {@link
     *     StompProtocolException} if it is none of this client, or has ended
     */
    public CompletableFuture<Void> unsubscribe(StompSubscription subscription) {
        return unsubscribe(subscription, StompHeaders.empty());
    }

    /**
     * Ends a subscription as {@link #unsubscribe(StompSubscription)} does, with headers that the broker needs to end one that
     * is durable, such as {@code durable-subscription-name} of Apache ActiveMQ Artemis. While no connection stands the broker
     * is not told: the durable subscription remains there.
     *
     * @param subscription of this client
     * @param headers further headers
     * @return as that of {@link #unsubscribe(StompSubscription)}
     */
    public CompletableFuture<Void> unsubscribe(StompSubscription subscription, StompHeaders headers) {
        Objects.requireNonNull(headers, "headers");
        return with(current -> current.unsubscribe(subscription, headers));
    }

    // ---- acknowledgements

    @Override
    public CompletableFuture<Void> ack(StompMessage message) {
        return acknowledge(message, true, StompHeaders.empty(), false);
    }

    @Override
    public CompletableFuture<Void> ack(StompMessage message, StompHeaders headers) {
        return acknowledge(message, true, headers, false);
    }

    @Override
    public CompletableFuture<Void> nack(StompMessage message, StompHeaders headers) {
        return acknowledge(message, false, headers, false);
    }

    /**
     * Acknowledges a message.
     *
     * @param message what was received
     * @return completed when the broker has taken note; fails as that of {@link #ack(StompMessage)} does
     */
    public CompletableFuture<Void> ackConfirmed(StompMessage message) {
        return acknowledge(message, true, StompHeaders.empty(), true);
    }

    @Override
    public CompletableFuture<Void> nack(StompMessage message) {
        return acknowledge(message, false, StompHeaders.empty(), false);
    }

    /**
     * Refuses a message.
     *
     * @param message what was received
     * @return completed when the broker has taken note; fails as that of {@link #nack(StompMessage)} does
     */
    public CompletableFuture<Void> nackConfirmed(StompMessage message) {
        return acknowledge(message, false, StompHeaders.empty(), true);
    }

    private CompletableFuture<Void> acknowledge(
            StompMessage message, boolean positive, StompHeaders headers, boolean confirmed) {
        Objects.requireNonNull(headers, "headers");
        return with(current -> current.acknowledge(message, positive, null, headers, confirmed));
    }

    // ---- transactions

    /**
     * Begins a transaction, which lives as long as the connection it is begun on.
     *
     * @return completed with the transaction, to be committed
     */
    public CompletableFuture<AsyncTransaction> begin() {
        return with(current -> current.submit(means -> new BeginCommand(means, current)));
    }

    /**
     * Does work in a transaction: commits it when the stage of the work is complete, aborts it when that fails.
     *
     * @param work gets the transaction; neither commits nor aborts it
     * @return completed once the transaction was committed; exceptionally with the failure of the work, once it was aborted, or
     *     of the commit
     */
    public CompletableFuture<Void> transaction(Function<AsyncTransaction, ? extends CompletionStage<?>> work) {
        Objects.requireNonNull(work, "work");
        return inTransaction(transaction -> stage(work.apply(transaction)).<Void>thenApply(result -> null));
    }

    /**
     * Does work with a result in a transaction: commits it when the stage of the work is complete, aborts it when that fails.
     *
     * @param <T> what the work results in
     * @param work gets the transaction; neither commits nor aborts it
     * @return completed with the result, once the transaction was committed; exceptionally with the failure of the work, once
     *     it was aborted, or of the commit
     */
    public <T> CompletableFuture<T> inTransaction(Function<AsyncTransaction, ? extends CompletionStage<T>> work) {
        Objects.requireNonNull(work, "work");
        return begin().thenCompose(transaction -> begun(transaction, work)
                .handle((result, failure) -> failure == null
                        ? transaction.commit().thenApply(none -> result)
                        : AsyncStompClient.<T>aborted(transaction, Delivery.unwrapped(failure)))
                .thenCompose(Function.identity()));
    }

    private static <T> CompletionStage<T> begun(
            AsyncTransaction transaction, Function<AsyncTransaction, ? extends CompletionStage<T>> work) {
        try {
            return stage(work.apply(transaction));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <S extends CompletionStage<?>> S stage(S returned) {
        return Objects.requireNonNull(returned, "the work of a transaction returned no stage");
    }

    private static <T> CompletableFuture<T> aborted(AsyncTransaction transaction, Throwable failure) {
        return transaction.abort().handle((none, second) -> {
            if (second != null) {
                failure.addSuppressed(Delivery.unwrapped(second));
            }
            throw new CompletionException(failure);
        });
    }
}
