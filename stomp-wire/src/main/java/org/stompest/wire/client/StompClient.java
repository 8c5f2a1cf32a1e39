package org.stompest.wire.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.connection.ConnectionStatistics;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/**
 * A synchronous STOMP client. What the URI says of failover holds beneath every method: while a lost connection is replaced,
 * calls wait, and subscriptions are made again.
 *
 * <pre>{@code
 * try (StompClient client = new StompClient("tcp://broker:61613?stomp.login=app&stomp.passcode=secret").connect()) {
 *     client.sendConfirmed("/queue/orders", "one");
 *     client.subscribe("/queue/orders");
 *     StompMessage message = client.receive();
 *     client.ack(message);
 * }
 * }</pre>
 *
 * <p>Methods whose name ends with {@code Confirmed}, and those that subscribe, unsubscribe, commit, abort and disconnect, wait
 * for the broker's receipt; so does any other whose headers hold a {@code receipt}. The rest returns when the frame is on its
 * way: what is on its way when a socket breaks may be lost.
 *
 * <p>Failures of all methods that talk to the broker: {@link StompProtocolException} if version or state forbids it or the
 * broker answered with ERROR; {@link StompConnectionException} if there is no connection and there will be none, or if it was
 * lost before the receipt came, where {@link StompConnectionException#mayHaveReachedBroker()} tells whether the frame may have
 * been processed; {@link StompTimeoutException} after {@link ClientOptions#receiptTimeout()}.
 *
 * <p>Threads: any, platform or virtual, several at a time. An interrupt ends a wait with a {@link StompException}, which
 * leaves open what becomes of what was sent, and stays set. Nobody waits with a lock held.
 */
public final class StompClient implements StompSender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StompClient.class);

    private final StompUri uri;
    private final ClientOptions options;
    private final ClientEvents events;
    private final Backlog backlog;
    private final MessageQueue messages;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by lock; in the order in which they were made. */
    private final Map<String, StompSubscription> subscriptions = new LinkedHashMap<>();

    // guarded by lock
    private boolean connecting;
    private KeptSubscriptions kept; // of the last connect()

    /** Written under the lock; null when it is to end or has ended. */
    private volatile ClientLink link;

    /** Written under the lock: that of the last connect(), which may be over. */
    private volatile ClientLink counted;

    /**
     * Makes a client with the default options.
     *
     * @param uri such as {@code tcp://broker:61613} or {@code failover:(tcp://a:61613,tcp://b:61613)}
     * @throws IllegalArgumentException that says what of the URI is malformed or unknown
     */
    public StompClient(String uri) {
        this(uri, ClientOptions.DEFAULT);
    }

    /**
     * Makes a client, which is not yet connected.
     *
     * @param uri such as {@code tcp://broker:61613} or {@code failover:(tcp://a:61613,tcp://b:61613)}
     * @param options what the URI cannot say
     * @throws IllegalArgumentException that says what of the URI is malformed or unknown
     */
    public StompClient(String uri, ClientOptions options) {
        this(StompUri.parse(uri), options);
    }

    /**
     * Makes a client, which is not yet connected.
     *
     * @param uri brokers and options
     * @param options what the URI cannot say
     */
    public StompClient(StompUri uri, ClientOptions options) {
        this.uri = uri;
        this.options = options;
        this.events = new ClientEvents(
                options.connectionListener(), uri.brokers().get(0).address().toString());
        this.backlog = new Backlog(options);
        this.messages = new MessageQueue(backlog, notConnected());
    }

    private final class Received implements ClientLink.Receiver {
        @Override
        public void onMessage(StompMessage message) {
            messages.add(this, message);
        }

        @Override
        public void onInterrupted(StompConnection lost) {
            messages.drop(message ->
                    message.connection() == lost && !message.subscription().acknowledgesItself());
        }

        @Override
        public void onRestored() {
            // whoever waits finds the new connection
        }

        @Override
        public void onRefused(StompSubscription subscription, StompProtocolException why) {
            forget(subscription);
        }

        @Override
        public void onFailed(StompException why) {
            messages.end(this, why);
        }
    }

    // ---- opening and closing

    /**
     * Connects, and makes again the subscriptions that {@link #close(boolean) close(false)} or the loss of the last connection
     * has left, in their order. One that the broker refuses fails the call; {@link #close(boolean) close(true)} forgets them.
     *
     * @return this
     * @throws StompProtocolException if it is connected already, or the broker refused the connection or a subscription
     * @throws StompConnectionException if no broker could be reached
     * @throws StompTimeoutException if the last broker tried did not answer in time
     */
    public StompClient connect() {
        ClientLink fresh = new ClientLink(uri, options, events, backlog, new Received());
        KeptSubscriptions again = beginConnecting(fresh);
        try {
            fresh.open();
            again.make(fresh::subscribe, (subscription, headers) -> end(fresh, subscription, headers));
            endConnecting();
            return this;
        } catch (RuntimeException | Error e) {
            endConnecting();
            abandon(fresh, link == fresh ? Optional.of(wrapped(e)) : Optional.empty());
            throw e;
        }
    }

    private static StompException wrapped(Throwable why) {
        return why instanceof StompException known ? known : new StompException("connecting failed: " + why, why);
    }

    private KeptSubscriptions beginConnecting(ClientLink fresh) {
        lock.lock();
        try {
            if (connecting || (link != null && !link.isOver())) {
                throw new StompProtocolException("the client is connected already: disconnect() or close() it first");
            }
            connecting = true;
            link = fresh;
            counted = fresh;
            messages.open(fresh.receiver()); // before anything can end them
            kept = new KeptSubscriptions(List.copyOf(subscriptions.values()));
            return kept;
        } finally {
            lock.unlock();
        }
    }

    private void endConnecting() {
        lock.lock();
        try {
            connecting = false;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether there is a connection at this moment} */
    public boolean isConnected() {
        ClientLink current = link;
        return current != null && current.isConnected();
    }

    /**
     * Tells what the broker said of itself and what was agreed on; waits while a connection is replaced.
     *
     * @return what CONNECTED told: version, server, session, heart-beats
     */
    public ServerInfo server() {
        return link().current().server();
    }

    /**
     * Tells which broker of the URI is connected; waits while a connection is replaced.
     *
     * @return its address
     */
    public BrokerAddress broker() {
        return link().current().address();
    }

    /**
     * Tells what has travelled since the last {@code connect()}, over one connection after the other; still so when it is over.
     *
     * @return the sums; {@link ConnectionStatistics#NONE} before the first connection stands
     */
    public ConnectionStatistics statistics() {
        ClientLink last = counted;
        return last == null ? ConnectionStatistics.NONE : last.statistics();
    }

    /**
     * Takes leave: DISCONNECT, whose receipt is waited for, so that everything sent before has been processed. Subscriptions
     * and messages that were not taken are forgotten. Without effect if there is no connection.
     */
    public void disconnect() {
        disconnect(options.disconnectTimeout());
    }

    /**
     * Takes leave as {@link #disconnect()} does, with a time-out of its own.
     *
     * @param timeout how long to wait for the receipt; zero sends DISCONNECT without asking for one, so that what was sent
     *     before may be lost, and nothing is waited for but a socket that takes no bytes
     * @throws IllegalArgumentException if the time-out is negative
     */
    public void disconnect(Duration timeout) {
        ClientOptions.requireDuration("timeout", timeout);
        leave(true, last -> last.leave(timeout, Optional.empty()));
    }

    /** Takes leave as {@link #disconnect()} does; never throws. */
    @Override
    public void close() {
        try {
            disconnect();
        } catch (StompException e) {
            LOG.debug("the client was closed without taking leave", e);
        }
    }

    /**
     * Ends the connection at once, without DISCONNECT. Messages that were not taken are dropped.
     *
     * @param flush whether subscriptions are forgotten; otherwise the next {@link #connect()} makes them again
     */
    public void close(boolean flush) {
        leave(flush, last -> last.close(Duration.ZERO, Optional.empty()));
    }

    private void leave(boolean flush, Consumer<ClientLink> how) {
        ClientLink last;
        lock.lock();
        try {
            last = link;
            link = null;
            if (last != null) {
                messages.clear(last.receiver(), notConnected()); // before anybody opens them for another one
            }
            if (flush) {
                subscriptions.clear();
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            how.accept(last);
        }
    }

    private void abandon(ClientLink last, Optional<StompException> why) {
        messages.clear(last.receiver(), notConnected());
        last.close(Duration.ZERO, why);
        lock.lock();
        try {
            if (link == last) {
                link = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private ClientLink link() {
        ClientLink current = link;
        if (current == null) {
            throw notConnected();
        }
        return current;
    }

    private static StompConnectionException notConnected() {
        return new StompConnectionException("the client is not connected: call connect() first", null);
    }

    // ---- sending

    @Override
    public void send(String destination, String text, StompHeaders headers) {
        write(Outgoing.send(destination, text, headers, null));
    }

    @Override
    public void send(String destination, byte[] body, StompHeaders headers) {
        write(Outgoing.send(destination, body, headers, null));
    }

    /**
     * Sends a text and waits until the broker has it.
     *
     * @param destination where to
     * @param text goes as UTF-8
     */
    public void sendConfirmed(String destination, String text) {
        sendConfirmed(destination, text, StompHeaders.empty());
    }

    /**
     * Sends bytes and waits until the broker has them.
     *
     * @param destination where to
     * @param body may hold anything
     */
    public void sendConfirmed(String destination, byte[] body) {
        sendConfirmed(destination, body, StompHeaders.empty());
    }

    /**
     * Sends a text with headers and waits until the broker has it.
     *
     * @param destination where to
     * @param text goes as UTF-8
     * @param headers further headers
     */
    public void sendConfirmed(String destination, String text, StompHeaders headers) {
        confirm(Outgoing.send(destination, text, headers, null));
    }

    /**
     * Sends bytes with headers and waits until the broker has them.
     *
     * @param destination where to
     * @param body may hold anything
     * @param headers further headers
     */
    public void sendConfirmed(String destination, byte[] body, StompHeaders headers) {
        confirm(Outgoing.send(destination, body, headers, null));
    }

    /**
     * Sends any frame as it is. The client keeps no record of what it means: what comes for a subscription that was made this
     * way is dropped.
     *
     * @param frame not CONNECT, STOMP or DISCONNECT, for which there are methods
     */
    public void sendFrame(StompFrame frame) {
        StompCommand command = frame.command();
        if (command == StompCommand.CONNECT || command == StompCommand.STOMP || command == StompCommand.DISCONNECT) {
            throw new StompProtocolException(command + " cannot be sent as a frame: use connect() and disconnect()");
        }
        write(frame);
    }

    /** Sends a heart-beat now; the client sends those that were agreed on by itself. */
    public void beat() {
        link().current().beat();
    }

    private void write(StompFrame frame) {
        if (frame.header(StompHeaderNames.RECEIPT) == null) {
            link().write(frame);
        } else {
            confirm(frame);
        }
    }

    private void confirm(StompFrame frame) {
        link().confirm(frame);
    }

    // ---- subscriptions and messages

    /**
     * Subscribes, each message to be acknowledged for itself (in STOMP 1.0: with all before it).
     *
     * @param destination what to, as the broker spells it
     * @return the subscription
     */
    public StompSubscription subscribe(String destination) {
        return subscribe(destination, StompHeaders.empty());
    }

    /**
     * Subscribes.
     *
     * @param destination what to
     * @param headers further headers, such as {@code ack} ({@code client-individual} unless given, {@code client} in 1.0),
     *     {@code selector}, or an {@code id} of the caller's own
     * @return the subscription
     * @throws StompProtocolException if there is a subscription with that id already
     */
    public StompSubscription subscribe(String destination, StompHeaders headers) {
        ClientLink current = link();
        StompSubscription subscription = current.subscription(destination, headers);
        remember(subscription);
        boolean subscribed = false;
        try {
            current.subscribe(subscription);
            subscribed = true;
            return subscription;
        } finally {
            if (!subscribed) {
                forget(subscription);
            }
        }
    }

    private void remember(StompSubscription subscription) {
        lock.lock();
        try {
            if (subscriptions.putIfAbsent(subscription.id(), subscription) != null) {
                throw new StompProtocolException("there is a subscription '" + subscription.id() + "' already");
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(StompSubscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription.id(), subscription);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a subscription. Messages that were not taken yet are dropped: the broker delivers them to somebody else, unless
     * they count as acknowledged by the mode {@code auto}.
     *
     * @param subscription of this client
     * @throws StompProtocolException if it is none of this client, or has ended
     */
    public void unsubscribe(StompSubscription subscription) {
        unsubscribe(subscription, StompHeaders.empty());
    }

    /**
     * Ends a subscription as {@link #unsubscribe(StompSubscription)} does, with headers that the broker needs to end one that
     * is durable, such as {@code durable-subscription-name} of Apache ActiveMQ Artemis. While no connection stands the broker
     * is not told: the durable subscription remains there.
     *
     * @param subscription of this client
     * @param headers further headers
     * @throws StompProtocolException if it is none of this client, or has ended
     */
    public void unsubscribe(StompSubscription subscription, StompHeaders headers) {
        ClientLink current;
        boolean made;
        lock.lock();
        try {
            current = link();
            if (!subscriptions.remove(subscription.id(), subscription)) {
                throw new StompProtocolException("the " + subscription + " is none of this client, or has ended");
            }
            made = !kept.end(subscription, headers);
        } finally {
            lock.unlock();
        }
        if (made) {
            end(current, subscription, headers);
        } else {
            dropMessagesOf(subscription);
        }
    }

    private void end(ClientLink where, StompSubscription subscription, StompHeaders headers) {
        dropMessagesOf(subscription); // which may stand between here and the receipt
        try {
            where.unsubscribe(subscription, headers);
        } finally {
            dropMessagesOf(subscription);
        }
    }

    private void dropMessagesOf(StompSubscription subscription) {
        messages.drop(message -> message.subscription() == subscription);
    }

    /**
     * Waits until a message can be taken.
     *
     * @param timeout how long, zero is not at all
     * @return whether there is one; somebody else may take it first
     */
    public boolean canRead(Duration timeout) {
        return messages.await(Deadline.in(timeout));
    }

    /**
     * Takes the next message of any subscription, and waits for it.
     *
     * @return the message
     */
    public StompMessage receive() {
        return messages.take(Deadline.NEVER);
    }

    /**
     * Takes the next message of any subscription.
     *
     * @param timeout how long to wait for one, zero is not at all
     * @return the message; empty if none came in time
     */
    public Optional<StompMessage> receive(Duration timeout) {
        return Optional.ofNullable(messages.take(Deadline.in(timeout)));
    }

    // ---- acknowledgements

    @Override
    public void ack(StompMessage message) {
        link();
        ClientLink.acknowledge(message, true, null);
    }

    @Override
    public void ack(StompMessage message, StompHeaders headers) {
        Acknowledgement.write(link(), message, true, null, headers);
    }

    @Override
    public void nack(StompMessage message, StompHeaders headers) {
        Acknowledgement.write(link(), message, false, null, headers);
    }

    /**
     * Acknowledges a message and waits until the broker has taken note.
     *
     * @param message what was received
     * @throws StompConnectionException as {@link #ack(StompMessage)} does
     */
    public void ackConfirmed(StompMessage message) {
        link().acknowledgeConfirmed(message, true);
    }

    @Override
    public void nack(StompMessage message) {
        link();
        ClientLink.acknowledge(message, false, null);
    }

    /**
     * Refuses a message and waits until the broker has taken note.
     *
     * @param message what was received
     * @throws StompProtocolException in STOMP 1.0, which has no NACK
     * @throws StompConnectionException as {@link #ack(StompMessage)} does
     */
    public void nackConfirmed(StompMessage message) {
        link().acknowledgeConfirmed(message, false);
    }

    // ---- transactions

    /**
     * Begins a transaction, which lives as long as the connection of this moment.
     *
     * @return the transaction, to be committed
     */
    public StompTransaction begin() {
        return new StompTransaction(link());
    }

    /**
     * Does work in a transaction: commits it when the work is done, aborts it when that throws.
     *
     * @param work gets the transaction; neither commits nor aborts it
     */
    public void transaction(Consumer<StompTransaction> work) {
        inTransaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /**
     * Does work with a result in a transaction: commits it when the work is done, aborts it when that throws.
     *
     * @param <T> what the work results in
     * @param work gets the transaction; neither commits nor aborts it
     * @return the result, once the transaction was committed
     */
    public <T> T inTransaction(Function<StompTransaction, T> work) {
        try (StompTransaction transaction = begin()) {
            T result = work.apply(transaction);
            transaction.commit();
            return result;
        }
    }
}
