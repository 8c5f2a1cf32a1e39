package org.stompest.wire.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameSink;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.observe.Observation;
import org.stompest.wire.observe.Span;
import org.stompest.wire.session.ServerInfo;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.Transport;
import org.stompest.wire.transport.TransportOptions;
import org.stompest.wire.transport.Transports;

/**
 * A STOMP connection over one transport, from CONNECTED to its end. It is never revived: whoever wants to go on opens another
 * one.
 *
 * <p>Threads: {@link #write} and {@link #request} come from any thread; {@link #close} from any but the reader thread. Each
 * connection has a reader thread, which calls the {@link ConnectionHandler} and the {@link ReceiptHandler}s, and a writer
 * thread, which beats and sends what nobody waits for. Both end with the connection.
 */
public final class StompConnection implements PausableReading, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StompConnection.class);

    /** How frames are logged: head without credentials, and the length of the body. */
    private static final String SENT = "{} <- {}";

    private static final String RECEIVED = "{} -> {}";

    private static final int SMALLEST_BUFFER = 8 * 1024;
    private static final int LARGEST_BUFFER = 64 * 1024;
    /** More than a reader has after a failed write. */
    private static final long LAST_WORDS_MILLIS = 1000;
    /** How often the reader wakes to watch over heart-beats and stalled writes. */
    private static final long SHORTEST_WATCH_MILLIS = 100;
    /** Also where there is nothing to watch over, to give back the buffer of a burst. */
    private static final long LONGEST_WATCH_MILLIS = 60_000;

    private final BrokerAddress address;
    private final Transport transport;
    private final TransportOptions transportOptions;
    private final ConnectionHandler handler;
    private final FrameDecoder decoder;
    private final Receipts receipts = new Receipts();
    private final FrameWriter writer;
    private final ReceivedCounts received = new ReceivedCounts();
    private final AtomicLong receiptIds = new AtomicLong();
    private final ReentrantLock goodbye = new ReentrantLock();
    private final ReadingPause pause = new ReadingPause();
    private final Thread readerThread;
    private final Thread writerThread;

    private final FrameSink incoming = new FrameSink() {
        @Override
        public void onFrame(StompFrame frame) {
            StompConnection.this.onFrame(frame);
        }

        @Override
        public void onHeartBeat() {
            received.heartBeat();
        }
    };

    // the reader thread's own
    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private final LastError lastError = new LastError();

    // set once by the handshake, before the threads start
    private ServerInfo server;
    private HeartBeatWatch watch;
    private List<StompFrame> early;

    private boolean saidGoodbye; // guarded by goodbye
    private volatile boolean closing;
    private volatile boolean open;
    private volatile StompException end;

    private StompConnection(
            BrokerAddress address,
            Transport transport,
            TransportOptions transportOptions,
            ConnectOptions options,
            ConnectionHandler handler) {
        this.address = address;
        this.transport = transport;
        this.transportOptions = transportOptions;
        this.handler = handler;
        this.decoder = new FrameDecoder(options.limits());
        this.decoder.lenient(options.lenientHeaders());
        this.writer = new FrameWriter(transport, address.toString(), receipts, pause::end);
        this.readerThread = thread(this::read, "stomp-reader " + address);
        this.writerThread = thread(writer::run, "stomp-writer " + address);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Connects to a broker and waits for CONNECTED.
     *
     * @param address where to
     * @param transportOptions time-outs and socket options
     * @param options what to say in CONNECT, and limits
     * @param session negotiates; must be disconnected, and is connected afterwards. Not used later
     * @param handler told of messages and of the end; first called after this method has returned or while it returns
     * @return an open connection
     * @throws StompConnectionException if nobody listens, or what listens speaks no STOMP
     * @throws StompProtocolException if the broker answered with ERROR, which it then carries, or wrongly
     * @throws StompTimeoutException if there was no answer within the time-outs for connecting and for CONNECTED
     */
    public static StompConnection open(
            BrokerAddress address,
            TransportOptions transportOptions,
            ConnectOptions options,
            StompSession session,
            ConnectionHandler handler) {
        return open(
                address,
                Transports.create(address, transportOptions),
                transportOptions,
                options,
                Negotiation.of(session),
                handler);
    }

    /**
     * Connects as {@link #open(BrokerAddress, TransportOptions, ConnectOptions, StompSession, ConnectionHandler)} does, over a
     * given transport: whoever closes that meanwhile ends the attempt, in whatever stage it is.
     *
     * @param address names the broker, in CONNECT and in texts
     * @param transport not yet connected; belongs to the connection from now on, and is closed if there will be none
     * @param transportOptions time-outs
     * @param options what to say in CONNECT, and limits
     * @param session negotiates
     * @param handler as there
     * @return an open connection
     * @throws StompConnectionException as there, or if the transport was closed meanwhile
     * @throws StompProtocolException as there
     * @throws StompTimeoutException as there
     */
    public static StompConnection open(
            BrokerAddress address,
            Transport transport,
            TransportOptions transportOptions,
            ConnectOptions options,
            Negotiation session,
            ConnectionHandler handler) {
        Span span = Observation.connect(address.toString());
        String outcome = "failed";
        try {
            transport.connect();
            StompConnection connection = new StompConnection(address, transport, transportOptions, options, handler);
            connection.handshake(options, session);
            connection.start();
            outcome = "STOMP " + connection.server.version();
            return connection;
        } catch (RuntimeException | Error e) {
            outcome = e.toString();
            transport.close();
            throw e;
        } finally {
            span.finish(outcome);
        }
    }

    private void handshake(ConnectOptions options, Negotiation session) {
        Handshake handshake = new Handshake(address, options, session, decoder, received, this::arrived);
        StompFrame connect = handshake.connectFrame();
        LOG.trace(SENT, address, connect);
        writer.writeFirst(connect);
        server = handshake.await(transport, buffer);
        early = handshake.early();
        watch = new HeartBeatWatch(server.heartBeat(), System.nanoTime());
        writer.connected(server.version(), watch);
        LOG.debug("connected to {}: STOMP {}, {}", address, server.version(), server.server());
    }

    private void start() {
        open = true;
        writerThread.start();
        readerThread.start();
    }

    /** {@return what the broker said of itself, and what was agreed on} */
    public ServerInfo server() {
        return server;
    }

    /** {@return the broker's address} */
    public BrokerAddress address() {
        return address;
    }

    /** {@return whether frames can still be written: not after DISCONNECT, and not once writing or reading has failed} */
    public boolean isOpen() {
        return open && writer.isOpen();
    }

    /** {@return why it ended; null as long as it has not, or if it was closed} */
    public StompException end() {
        return end;
    }

    /**
     * Finds out why nothing could be written: the reader may be about to find the ERROR for which the broker has closed the
     * connection. Waits for it, for a moment at the most. Not for the reader thread.
     *
     * @param failure what a write has thrown
     * @return why the connection ended; {@code failure} itself if nothing else is known
     */
    public StompException whyEnded(StompException failure) {
        try {
            readerThread.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        StompException why = end;
        return why == null ? failure : why;
    }

    /**
     * Gives the connection up, without DISCONNECT, as if it had been lost: everybody is told so. Does not wait.
     *
     * @param why for those who are told
     */
    public void drop(String why) {
        writer.fail(new StompConnectionException(why, null, true));
    }

    /** {@return a value for the header {@code receipt} that no other frame of this connection has} */
    public String nextReceiptId() {
        return "c-" + receiptIds.incrementAndGet();
    }

    /**
     * Writes a frame that asks for no receipt.
     *
     * @param frame what to write
     * @param flush when it leaves
     * @throws StompConnectionException if the connection has ended before the frame was written to its last byte: the broker has
     *     not got it
     * @throws StompFrameException if the frame cannot be encoded; the connection goes on
     */
    public void write(StompFrame frame, Flush flush) {
        LOG.trace(SENT, address, frame);
        writer.write(frame, null, null, flush);
        handler.onSent(this, frame);
    }

    /**
     * Writes a frame that asks for a receipt.
     *
     * @param frame has the header {@code receipt}, with a value of {@link #nextReceiptId()} or one that nobody waits for
     * @param receipt is told of the outcome, exactly once, unless this method throws
     * @param flush when it leaves
     * @throws IllegalArgumentException if the frame asks for no receipt
     * @throws StompProtocolException if a receipt with that id is awaited already; nothing was written, and who waits goes on
     * @throws StompConnectionException if the connection has ended before; nothing was written
     * @throws StompFrameException if the frame cannot be encoded; the connection goes on
     */
    public void request(StompFrame frame, ReceiptHandler receipt, Flush flush) {
        String id = frame.header(StompHeaderNames.RECEIPT);
        if (id == null) {
            throw new IllegalArgumentException("no receipt header: " + frame);
        }
        LOG.trace(SENT, address, frame);
        ReceiptHandler observed =
                Observation.recordsReceipts() ? ObservedReceipt.of(address, frame.command(), receipt) : receipt;
        writer.write(frame, id, observed, flush);
        handler.onSent(this, frame);
    }

    /**
     * Sends a heart-beat now. Those that were agreed on are sent without this.
     *
     * @throws StompProtocolException in STOMP 1.0, which has none
     * @throws StompConnectionException if the connection has ended
     */
    public void beat() {
        if (!server.version().hasHeartBeats()) {
            throw new StompProtocolException("STOMP " + server.version() + " has no heart-beats");
        }
        writer.beat();
    }

    /**
     * Forgets a receipt that nobody waits for any more, so that what never comes holds no memory.
     *
     * @param receiptId the id of the receipt
     */
    public void forgetReceipt(String receiptId) {
        receipts.remove(receiptId);
    }

    /**
     * Tells whether a receipt is awaited; for ids that do not come from {@link #nextReceiptId()}.
     *
     * @param receiptId the id of the receipt
     * @return whether a frame has asked for it and not got it yet
     */
    public boolean awaitsReceipt(String receiptId) {
        return receipts.contains(receiptId);
    }

    /** {@return what has travelled over this connection until now} */
    public ConnectionStatistics statistics() {
        long now = System.nanoTime();
        Instant today = Instant.now();
        return received.with(
                writer.statistics(today.minusNanos(watch.sinceSent(now))),
                receipts.size(),
                today.minusNanos(watch.sinceReceived(now)));
    }

    /** {@return how many frames have asked for a receipt and not got it yet} */
    public int pendingReceipts() {
        return receipts.size();
    }

    // ---- reading

    @Override
    public void pauseReading() {
        pause.pause();
    }

    @Override
    public void resumeReading() {
        pause.resume();
    }

    private void read() {
        StompException why;
        try {
            transport.readTimeout(watchMillis());
            early.forEach(this::onFrame);
            early = List.of();
            why = readUntilEnd();
        } catch (IOException e) {
            why = readFailure(e);
        } catch (StompException e) {
            why = e;
        } catch (RuntimeException | Error e) {
            LOG.error("the reader of {} failed", address, e);
            why = new StompConnectionException("reading from " + address + " failed: " + e, e, true);
        }
        end(why);
    }

    private StompException readUntilEnd() throws IOException {
        while (true) {
            if (pause.isPaused()) {
                awaitResumption();
            }
            int count;
            try {
                count = transport.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException e) {
                checkAlive();
                if (buffer.length > SMALLEST_BUFFER) {
                    buffer = new byte[SMALLEST_BUFFER]; // a burst is over
                }
                continue;
            }
            if (count < 0) {
                return endOfStream();
            }
            long now = System.nanoTime();
            watch.received(now);
            received.bytes(count);
            checkStalled(now);
            try {
                decoder.decode(buffer, 0, count, incoming);
            } catch (StompFrameException e) {
                return new StompConnectionException(address + " sent what is no frame: " + e.getMessage(), e, true);
            }
            if (count == buffer.length && count < LARGEST_BUFFER) {
                buffer = new byte[2 * count];
            }
        }
    }

    private void awaitResumption() {
        int watchMillis = watchMillis();
        while (!pause.await(watchMillis)) {
            if (writer.failure() != null) {
                return;
            }
            checkStalled(System.nanoTime());
        }
        watch.received(System.nanoTime()); // what is read next has been waiting
    }

    private int watchMillis() {
        long beat = TimeUnit.NANOSECONDS.toMillis(watch.deadAfterNanos()) / 4;
        long write = transportOptions.writeTimeout().toMillis() / 4;
        long shortest = beat == 0 ? write : write == 0 ? beat : Math.min(beat, write);
        return shortest == 0
                ? (int) LONGEST_WATCH_MILLIS
                : (int) Math.min(LONGEST_WATCH_MILLIS, Math.max(SHORTEST_WATCH_MILLIS, shortest));
    }

    /** Both watches live here, because the reader never blocks on writing. */
    private void checkAlive() {
        long now = System.nanoTime();
        if (watch.peerIsDead(now)) {
            throw new StompConnectionException(
                    "no heart-beat from " + address + " for " + TimeUnit.NANOSECONDS.toMillis(watch.deadAfterNanos())
                            + " ms (stomp.heartBeat)",
                    null,
                    true);
        }
        checkStalled(now);
    }

    private void checkStalled(long now) {
        long limit = transportOptions.writeTimeout().toNanos();
        if (limit > 0 && writer.writingForNanos(now) > limit) {
            throw new StompConnectionException(
                    address + " took no bytes for "
                            + transportOptions.writeTimeout().toMillis() + " ms (transport.writeTimeout)",
                    null,
                    true);
        }
    }

    private StompException endOfStream() {
        Optional<StompProtocolException> error = lastError.explains(System.nanoTime());
        if (error.isPresent()) {
            return error.get();
        }
        return new StompConnectionException(
                address + " closed the connection" + (decoder.midFrame() ? " in the middle of a frame" : ""),
                null,
                true);
    }

    private StompException readFailure(IOException e) {
        Optional<StompProtocolException> error = lastError.explains(System.nanoTime());
        if (error.isPresent()) {
            return error.get();
        }
        StompConnectionException written = writer.failure();
        return written != null
                ? written
                : new StompConnectionException("the connection to " + address + " broke: " + e.getMessage(), e, true);
    }

    private void onFrame(StompFrame frame) {
        arrived(frame);
        handler.onReceived(this, frame);
        switch (frame.command()) {
            case MESSAGE -> handler.onMessage(this, frame);
            case RECEIPT -> onReceipt(frame.header(StompHeaderNames.RECEIPT_ID));
            case ERROR -> onError(frame);
            default ->
                throw new StompConnectionException(address + " sent an unexpected " + frame.command(), null, true);
        }
    }

    private void arrived(StompFrame frame) {
        LOG.trace(RECEIVED, address, frame);
        received.frame(frame.command());
    }

    private void onReceipt(String id) {
        Receipts.Waiting waiting = id == null ? null : receipts.remove(id);
        if (waiting == null) {
            LOG.debug("{} sent a receipt '{}' that nobody waits for", address, id);
            return;
        }
        lastError.outlived(waiting.number());
        waiting.handler().onReceipt();
    }

    /**
     * An ERROR with a receipt-id answers that frame. What another one means is only known when the broker closes the
     * connection, as it must by the specification: until then it is remembered.
     */
    private void onError(StompFrame error) {
        StompProtocolException refusal =
                new StompProtocolException(address + " answered with ERROR: " + ErrorText.of(error), error);
        lastError.came(refusal, receipts.written(), System.nanoTime());
        handler.onError(this, error);
        String id = error.header(StompHeaderNames.RECEIPT_ID);
        if (id != null && handler.meansEnd(this, error)) {
            LOG.debug("{} is at its end, and took no frame any more: {}", address, refusal.getMessage());
            return; // who waits is told with the end
        }
        Receipts.Waiting waiting = id == null ? null : receipts.remove(id);
        if (waiting != null) {
            waiting.handler().onRefused(refusal);
        } else {
            LOG.debug("{} sent an ERROR that names no frame: {}", address, refusal.getMessage());
        }
    }

    /** On the reader thread, once. */
    private void end(StompException why) {
        if (!closing) {
            end = why;
        }
        open = false;
        transport.close();
        StompConnectionException lost = closing
                ? new StompConnectionException("the connection to " + address + " was closed", null, true)
                : new StompConnectionException(why.getMessage(), why, true);
        writer.fail(lost);
        receipts.lost(lost, writer.surelyNotWrittenFrom());
        if (!closing) {
            handler.onClosed(this, why);
        }
    }

    // ---- closing

    /**
     * Ends the connection in good order: DISCONNECT with a receipt, which is waited for, then the transport is closed and both
     * threads have ended. A second call waits for the first, unless it is to close at once.
     *
     * @param timeout how long to wait for the peer to take DISCONNECT and to answer it; zero closes at once, without
     *     DISCONNECT
     */
    public void close(Duration timeout) {
        closing = true;
        pause.end(); // else the answer to DISCONNECT would not be read
        if (!timeout.isZero()) {
            sayGoodbye(timeout);
        }
        writer.close();
        transport.close();
        join(readerThread);
        join(writerThread);
    }

    /** Ends the connection at once, without DISCONNECT. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void sayGoodbye(Duration timeout) {
        goodbye.lock();
        try {
            if (open && !saidGoodbye) {
                saidGoodbye = true;
                disconnect(Deadline.in(timeout));
            }
        } finally {
            goodbye.unlock();
        }
    }

    private void disconnect(Deadline deadline) {
        Confirmation answer = new Confirmation();
        String receipt = nextReceiptId();
        StompFrame disconnect = ClientFrames.disconnect(receipt);
        LOG.trace(SENT, address, disconnect);
        try {
            if (!writer.writeLast(disconnect, receipt, answer, deadline)) {
                LOG.debug("{} takes no bytes: no DISCONNECT", address);
                return;
            }
        } catch (StompConnectionException e) {
            LOG.debug("the connection to {} had ended before DISCONNECT", address, e);
            return;
        }
        handler.onSent(this, disconnect);
        StompException none = answer.await(deadline);
        if (none != null) {
            LOG.debug("{} did not answer DISCONNECT: {}", address, none.getMessage());
        }
    }

    private static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return the address and the version spoken} */
    @Override
    public String toString() {
        return address + (server == null ? "" : " (STOMP " + server.version() + ")");
    }
}
