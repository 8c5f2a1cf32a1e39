package org.stompest.wire.connection;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.codec.FrameBuffer;
import org.stompest.wire.codec.FrameEncoder;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.transport.Transport;

/**
 * Writes frames of many threads to one transport.
 *
 * <p><b>Design.</b> A frame is encoded into the buffer {@code filling} under the lock. Whoever needs it on the wire now
 * ({@link Flush#NOW}) takes the buffer, lets the others fill the spare one, and writes without the lock; if somebody is
 * writing already, that thread goes on for both. So a lone frame costs one system call and no hand-over, and what came
 * meanwhile shares the next one. Frames that nobody waits for ({@link Flush#SOON}) leave by the connection's writer thread,
 * which also sends the heart-beats, where they come in bursts; one that comes alone is not worth the hand-over. A sender
 * that fills the buffer faster than the socket takes it waits for room. A sender that fills it faster than the writer thread
 * can be woken writes it itself: then that thread only looks now and then whether something was left over. A large body goes
 * from its own array to the transport, past the buffer. Virtual threads leave writing to the writer thread: the JDK closes a
 * socket when a virtual thread that writes to it is interrupted, and everybody would have to pay for that.
 *
 * <p><b>When a write fails</b> the transport stays open for a moment, because a broker that closes the connection for an ERROR
 * has sent that ERROR before, and the reader is about to find it. What was not written to the last byte has certainly not
 * reached the broker as a frame: bytes are counted, so that everybody can be told whether there is a doubt about his frame.
 *
 * <p>Threads: any thread writes. States: open, then failed or closed for good. The lock is never held over I/O.
 */
final class FrameWriter {
    /** A full buffer is one system call: twice 60 KiB made a burst faster by a tenth, more would hold memory. */
    private static final int FULL = 120 * 1024;
    /** Above {@link #FULL}, since the last frame that a buffer takes goes beyond that: growing again and again would cost most. */
    private static final int KEPT = 160 * 1024;
    /** From here on a copy costs more than a second system call. */
    private static final int LARGE_BODY = 32 * 1024;
    /** How often a thread of the application writes for others before the writer thread takes over. */
    private static final int ROUNDS_FOR_OTHERS = 4;

    /** A frame that comes so long after the one before is no part of a burst: waking the writer takes longer than writing. */
    private static final long LONE_AFTER_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** So much in the buffer when the writer thread comes tells of a burst, whose sender writes full buffers by itself. */
    private static final int BURST = 16 * 1024;

    /** How often the writer thread looks, during a burst, whether something was left over: no frame waits twice as long. */
    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** What a connection that rests keeps of its buffers. */
    private static final int RESTING = 1024;

    /** After so long without a frame the buffers that a burst has left are given back. */
    private static final long RESTS_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long the reader has, after a failed write, to find out what the broker said before. */
    private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final byte[] NUL = {0};

    private final Transport transport;
    private final String address;
    private final Receipts receipts;
    private final Runnable onFailure;
    private final FrameEncoder encoder = new FrameEncoder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private final Condition work = lock.newCondition();

    // guarded by lock
    private FrameBuffer filling = new FrameBuffer();
    private FrameBuffer spare = new FrameBuffer();
    private boolean flushing;
    private boolean flushAgain;
    private boolean writerAsked;
    /** When a frame that could wait last left by itself, or a burst had last been written. */
    private long lastSoon;

    /** DISCONNECT was written: no frame may follow, though heart-beats do until its receipt comes. */
    private boolean saidGoodbye;

    private boolean closed;
    private boolean ended; // nothing more will be read
    private StompConnectionException failure;

    // Positions in the stream of bytes: how far it was taken to be written, and how far that has succeeded.
    private long taken;
    private long written;

    /** Written under the lock: no frame can follow. */
    private volatile boolean over;

    private HeartBeatWatch watch;

    private long frames;
    private long bytes;
    private final Count flushes = new Count();
    private long heartBeats;

    /** When the write that is under way began, 0 if none is: read by the reader thread, which watches for a stall. */
    private volatile long writingSince;

    /**
     * Makes a writer.
     *
     * @param onFailure is told when writing has failed; must not block
     */
    FrameWriter(Transport transport, String address, Receipts receipts, Runnable onFailure) {
        this.onFailure = onFailure;
        this.transport = transport;
        this.address = address;
        this.receipts = receipts;
    }

    /** After the handshake: how to write from now on. */
    void connected(StompVersion version, HeartBeatWatch heartBeats) {
        lock.lock();
        try {
            encoder.version(version);
            watch = heartBeats;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a frame.
     *
     * @param frame what
     * @param receiptId the id of the receipt that it asks for, or null
     * @param handler who is told of the receipt, or null
     * @param flush when it leaves
     * @throws StompConnectionException if it was not written, not as a whole at least, and then nobody is told of a receipt
     * @throws StompFrameException if it cannot be encoded; nothing was written then
     */
    void write(StompFrame frame, String receiptId, ReceiptHandler handler, Flush flush) {
        boolean virtual = CallerThread.isVirtual();
        boolean large = !virtual && frame.bodyLength() >= LARGE_BODY;
        lock.lock();
        try {
            awaitRoom(large, virtual);
            checkOpen();
            boolean empty = filling.size() == 0;
            long end = encode(frame, large, receiptId, handler);
            if (virtual) {
                if (flush != Flush.LATER || filling.size() >= FULL) {
                    askWriter();
                }
            } else if (large) {
                flush(frame);
            } else if (filling.size() >= FULL) {
                flush(null);
                lastSoon = System.nanoTime();
            } else if (flush == Flush.NOW || (flush == Flush.SOON && isLone(empty))) {
                flush(null);
            } else if (flush == Flush.SOON) {
                askWriter();
            }
            if (failure != null && handler == null && end > written) {
                // It was the last in what could not be written, so no peer has it whole.
                throw new StompConnectionException(failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes CONNECT, before there is a writer thread. */
    void writeFirst(StompFrame connect) {
        lock.lock();
        try {
            checkOpen();
            encode(connect, false, null, null);
            flush(null);
            if (failure != null) {
                throw new StompConnectionException(failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether frames can still be written; without the lock} */
    boolean isOpen() {
        return !over;
    }

    /**
     * Writes DISCONNECT by the writer thread, so that a peer that takes no bytes holds up nobody who closes.
     *
     * @param deadline how long to wait for room
     * @return false if there was none in time, or an interrupt came first, which stays set; nothing was written then
     * @throws StompConnectionException if the connection has ended before
     */
    boolean writeLast(StompFrame frame, String receiptId, ReceiptHandler handler, Deadline deadline) {
        lock.lock();
        try {
            while (flushing && filling.size() >= FULL && failure == null && !closed) {
                if (flushed.awaitNanos(deadline.leftNanos()) <= 0) {
                    return false;
                }
            }
            checkOpen();
            encode(frame, false, receiptId, handler);
            askWriter();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the byte that is a heart-beat. */
    void beat() {
        boolean virtual = CallerThread.isVirtual();
        lock.lock();
        try {
            awaitRoom(false, virtual);
            checkOpen();
            appendBeat();
            if (virtual) {
                askWriter();
            } else {
                flush(null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void appendBeat() {
        filling.append((byte) '\n');
        heartBeats++;
    }

    /** {@return where it ends in the stream of bytes} */
    private long encode(StompFrame frame, boolean headOnly, String receiptId, ReceiptHandler handler) {
        if (saidGoodbye) {
            throw new StompConnectionException(
                    "the connection to " + address + " is being closed: no frame may follow DISCONNECT", null);
        }
        int start = filling.size();
        boolean encoded = false;
        try {
            if (headOnly) {
                encoder.encodeHead(frame, filling);
            } else {
                encoder.encode(frame, filling);
            }
            long end = taken + filling.size() + (headOnly ? frame.bodyLength() + NUL.length : 0);
            if (handler != null && !receipts.add(receiptId, handler, end)) {
                throw ended();
            }
            encoded = true;
            frames++;
            saidGoodbye = frame.command() == StompCommand.DISCONNECT;
            over = over || saidGoodbye;
            return end;
        } finally {
            if (!encoded) {
                filling.truncate(start);
            }
        }
    }

    /**
     * A large body needs the transport to itself: its head must be the last thing in the buffer that is written. Who leaves
     * writing to the writer thread waits until that has come.
     */
    private void awaitRoom(boolean large, boolean leavesWriting) {
        while ((flushing || leavesWriting && writerAsked)
                && (large || filling.size() >= FULL)
                && failure == null
                && !closed) {
            flushed.awaitUninterruptibly();
        }
    }

    private void checkOpen() {
        if (failure != null) {
            throw new StompConnectionException(failure.getMessage(), failure);
        }
        if (closed) {
            throw ended();
        }
    }

    private StompConnectionException ended() {
        return new StompConnectionException("the connection to " + address + " has ended", failure);
    }

    /** The clock is only asked where nothing else tells of a burst. */
    private boolean isLone(boolean bufferWasEmpty) {
        if (!bufferWasEmpty || flushing || writerAsked) {
            return false;
        }
        long now = System.nanoTime();
        boolean lone = now - lastSoon > LONE_AFTER_NANOS;
        lastSoon = now;
        return lone;
    }

    private void askWriter() {
        if (!writerAsked && !flushing) {
            writerAsked = true;
            work.signal();
        } else {
            flushAgain = true;
        }
    }

    /**
     * Under the lock, which is let go while bytes are written.
     *
     * @param large a frame whose head ends the buffer and whose body follows from its own array, or null
     */
    private void flush(StompFrame large) {
        if (flushing) {
            flushAgain = true;
            return;
        }
        flushing = true;
        try {
            StompFrame body = large;
            int rounds = 0;
            do {
                flushAgain = false;
                writeUnlocked(takeFilled(), body);
                body = null;
            } while (flushAgain && filling.size() > 0 && failure == null && ++rounds < ROUNDS_FOR_OTHERS);
        } finally {
            flushing = false;
            flushed.signalAll();
        }
        if (filling.size() > 0) {
            askWriter();
        }
    }

    private FrameBuffer takeFilled() {
        FrameBuffer full = filling;
        taken += full.size();
        filling = spare == null ? new FrameBuffer() : spare;
        spare = null;
        return full;
    }

    private void writeUnlocked(FrameBuffer buffer, StompFrame body) {
        taken += body == null ? 0 : body.bodyLength() + NUL.length;
        lock.unlock();
        Throwable problem = null;
        long now = System.nanoTime();
        writingSince = now == 0 ? 1 : now;
        try {
            transport.write(buffer.array(), 0, buffer.size());
            if (body != null) {
                transport.write(body.bodyArray(), body.bodyOffset(), body.bodyLength());
                transport.write(NUL, 0, 1);
            }
        } catch (IOException | RuntimeException | Error e) { // a transport may be anybody's
            problem = e;
        } finally {
            writingSince = 0;
            lock.lock();
        }
        if (problem != null) {
            writingFailed(new StompConnectionException(
                    "cannot write to " + address + ": " + problem.getMessage(), problem, true));
            return;
        }
        written = taken;
        if (watch != null) {
            watch.sent(now);
        }
        flushes.add(1);
        bytes += buffer.size() + (body == null ? 0 : body.bodyLength() + NUL.length);
        buffer.clear();
        buffer.trimTo(KEPT);
        spare = buffer;
    }

    /** For how long the write that is under way has taken, in nanoseconds; 0 if none is. */
    long writingForNanos(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /** What was sent, with zeros for what was received. */
    ConnectionStatistics statistics(Instant lastSent) {
        lock.lock();
        try {
            return new ConnectionStatistics(
                    frames, bytes, flushes.get(), heartBeats, 0, 0, 0, 0, 0, 0, 0, 0, lastSent, lastSent);
        } finally {
            lock.unlock();
        }
    }

    /** Why writing failed, if it did. */
    StompConnectionException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: no more frames. The reader thread goes on until it finds why, or the writer thread closes the transport. */
    private void writingFailed(StompConnectionException why) {
        if (failure == null) {
            failure = why;
        }
        over = true;
        flushed.signalAll();
        work.signalAll();
        onFailure.run();
    }

    /** Ends writing; the reader thread, if it does not call this itself, notices by the closed transport and tells everybody. */
    void fail(StompConnectionException why) {
        lock.lock();
        try {
            ended = true;
            writingFailed(why);
        } finally {
            lock.unlock();
        }
        transport.close();
    }

    /**
     * {@return the position from which on no frame that ends there or later can have reached the peer whole; once writing has
     * failed}
     */
    long surelyNotWrittenFrom() {
        lock.lock();
        try {
            return flushing || written == taken ? taken + 1 : taken;
        } finally {
            lock.unlock();
        }
    }

    /** No more frames; what waits for room or work is let go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            flushed.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The writer thread's life: flushes what nobody waits for, and beats; in the end sees to it that the reader ends, too. */
    void run() {
        write();
        leaveLastWords();
        transport.close();
    }

    private void leaveLastWords() {
        lock.lock();
        try {
            long left = LAST_WORDS_NANOS;
            while (!closed && !ended && left > 0) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends at once, as whoever interrupts it wants
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        lock.lock();
        try {
            while (!closed && failure == null) {
                long wait = watch.untilBeat(System.nanoTime());
                if (!flushing && wait <= 0 && filling.size() == 0) {
                    appendBeat();
                }
                if (!flushing && filling.size() > 0) {
                    boolean burst = filling.size() >= BURST;
                    writerAsked = true;
                    flush(null);
                    lastSoon = System.nanoTime();
                    if (burst) {
                        awaitLeftOvers();
                    }
                    continue;
                }
                writerAsked = false;
                rest(wait <= 0 ? TimeUnit.MILLISECONDS.toNanos(1) : wait);
            }
        } catch (InterruptedException e) {
            // Nobody but this library knows the thread; whoever interrupts it wants it to end.
            fail(new StompConnectionException("the writer thread for " + address + " was interrupted", e, true));
        } finally {
            lock.unlock();
        }
    }

    /** Lets senders write by themselves, without the lock: waking somebody for each buffer, or contending, would slow them. */
    private void awaitLeftOvers() {
        lock.unlock();
        try {
            long seen;
            do {
                seen = flushes.get();
                LockSupport.parkNanos(GLANCE_NANOS);
            } while (flushes.get() != seen && !Thread.currentThread().isInterrupted());
        } finally {
            lock.lock();
        }
    }

    private void rest(long nanos) throws InterruptedException {
        boolean large = filling.array().length > RESTING || (spare != null && spare.array().length > RESTING);
        if (!large && nanos == Long.MAX_VALUE) {
            work.await();
            return;
        }
        long before = frames;
        long left = work.awaitNanos(large ? Math.min(nanos, RESTS_AFTER_NANOS) : nanos);
        if (large && left <= 0 && frames == before && !flushing && filling.size() == 0) {
            filling.trimTo(RESTING);
            spare.trimTo(RESTING);
        }
    }
}
