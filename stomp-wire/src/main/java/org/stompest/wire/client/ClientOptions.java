package org.stompest.wire.client;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.stompest.wire.transport.TransportFactory;
import org.stompest.wire.transport.Transports;

/**
 * What a client does that no URI can say. Immutable.
 *
 * @param receiptTimeout how long a command waits for its receipt and, in the synchronous client, for a connection; more than
 *     zero
 * @param disconnectTimeout how long taking leave may take: the receipt of DISCONNECT and, in the asynchronous client, the
 *     handlers that are still at work; zero waits for none of them and sends a DISCONNECT that asks for no receipt
 * @param maxPendingMessages how many messages may have been received and not yet been taken or handled; with more, the socket
 *     is not read until half of them are gone. While a receipt is awaited, four times as many: it may come behind them
 * @param maxPendingBytes how many bytes these messages may have, headers and what holds them included, likewise
 * @param concurrency how many messages the asynchronous client handles at a time
 * @param executor runs the handlers and the completions of the asynchronous client; null: threads of the client's own. Not one
 *     that runs a task on the thread that hands it over: that may be the reader's
 * @param maxQueuedFrames how many commands of the asynchronous client may wait for a connection
 * @param maxQueuedBytes how many bytes the bodies of these commands may have; a text counts two for each character,
 *     and one that nothing waits before may have more
 * @param connectionListener told of connections and their loss
 * @param frameListener told of each frame
 * @param transports makes the transports
 */
public record ClientOptions(
        Duration receiptTimeout,
        Duration disconnectTimeout,
        int maxPendingMessages,
        long maxPendingBytes,
        int concurrency,
        Executor executor,
        int maxQueuedFrames,
        long maxQueuedBytes,
        ConnectionListener connectionListener,
        FrameListener frameListener,
        TransportFactory transports) {
    /**
     * The defaults: time-outs of 15 s, 1,000 messages or 16 MiB pending, 16 handlers at a time on threads of the client's own,
     * 10,000 commands or 64 MiB that wait, no listeners.
     */
    public static final ClientOptions DEFAULT = new ClientOptions(
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            1_000,
            16L << 20,
            16,
            null,
            10_000,
            64L << 20,
            ConnectionListener.NONE,
            FrameListener.NONE,
            Transports::create);

    /**
     * Checks the ranges.
     *
     * @param receiptTimeout as of the record
     * @param disconnectTimeout as of the record
     * @param maxPendingMessages as of the record
     * @param maxPendingBytes as of the record
     * @param concurrency as of the record
     * @param executor as of the record
     * @param maxQueuedFrames as of the record
     * @param maxQueuedBytes as of the record
     * @param connectionListener as of the record
     * @param frameListener as of the record
     * @param transports as of the record
     */
    public ClientOptions {
        Objects.requireNonNull(connectionListener, "connectionListener");
        Objects.requireNonNull(frameListener, "frameListener");
        Objects.requireNonNull(transports, "transports");
        if (receiptTimeout.isNegative() || receiptTimeout.isZero()) {
            throw new IllegalArgumentException("receiptTimeout is " + receiptTimeout + ", must be more than zero");
        }
        requireDuration("disconnectTimeout", disconnectTimeout);
        requirePositive("maxPendingMessages", maxPendingMessages);
        requirePositive("maxPendingBytes", maxPendingBytes);
        requirePositive("concurrency", concurrency);
        requirePositive("maxQueuedFrames", maxQueuedFrames);
        requirePositive("maxQueuedBytes", maxQueuedBytes);
    }

    static void requireDuration(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", must not be negative");
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }

    /**
     * Sets how long a command waits for a connection and for its receipt.
     *
     * @param value more than zero
     * @return a copy with that value
     */
    public ClientOptions withReceiptTimeout(Duration value) {
        return new ClientOptions(
                value,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how long taking leave may take.
     *
     * @param value zero sends a DISCONNECT that asks for no receipt
     * @return a copy with that value
     */
    public ClientOptions withDisconnectTimeout(Duration value) {
        return new ClientOptions(
                receiptTimeout,
                value,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how many messages may be pending before the socket is not read.
     *
     * @param value at least 1
     * @return a copy with that value
     */
    public ClientOptions withMaxPendingMessages(int value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                value,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how many bytes of messages may be pending before the socket is not read.
     *
     * @param value at least 1
     * @return a copy with that value
     */
    public ClientOptions withMaxPendingBytes(long value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                value,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how many messages the asynchronous client handles at a time.
     *
     * @param value at least 1
     * @return a copy with that value
     */
    public ClientOptions withConcurrency(int value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                value,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets who runs handlers and completions.
     *
     * @param value null for threads of the client's own
     * @return a copy with that value
     */
    public ClientOptions withExecutor(Executor value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                value,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how many commands of the asynchronous client may wait for a connection.
     *
     * @param value at least 1
     * @return a copy with that value
     */
    public ClientOptions withMaxQueuedFrames(int value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                value,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets how many bytes the commands of the asynchronous client may have that wait for a connection.
     *
     * @param value at least 1
     * @return a copy with that value
     */
    public ClientOptions withMaxQueuedBytes(long value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                value,
                connectionListener,
                frameListener,
                transports);
    }

    /**
     * Sets who is told of connections and their loss.
     *
     * @param value not null
     * @return a copy with that value
     */
    public ClientOptions withConnectionListener(ConnectionListener value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                value,
                frameListener,
                transports);
    }

    /**
     * Sets who is told of each frame.
     *
     * @param value not null
     * @return a copy with that value
     */
    public ClientOptions withFrameListener(FrameListener value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                value,
                transports);
    }

    /**
     * Sets who makes the transports.
     *
     * @param value not null
     * @return a copy with that value
     */
    public ClientOptions withTransports(TransportFactory value) {
        return new ClientOptions(
                receiptTimeout,
                disconnectTimeout,
                maxPendingMessages,
                maxPendingBytes,
                concurrency,
                executor,
                maxQueuedFrames,
                maxQueuedBytes,
                connectionListener,
                frameListener,
                value);
    }
}
