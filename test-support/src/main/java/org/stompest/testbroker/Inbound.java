package org.stompest.testbroker;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What comes in on one connection. One thread reads; the thread that plays the script takes from here.
 */
final class Inbound {
    /** Something that came in. */
    sealed interface Event {}

    /**
     * A frame.
     *
     * @param frame as it came
     * @param heartBeats how many heart-beats had come before it
     */
    record Frame(WireFrame frame, int heartBeats) implements Event {}

    /** Nothing more will come, because of the cause, or of an orderly end of the stream if that is null. */
    record End(IOException cause) implements Event {
        @Override
        public String toString() {
            return cause == null ? "the client closed the connection" : "the connection failed: " + cause;
        }
    }

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /** Those that the script has not got to. */
    private final Semaphore heartBeats = new Semaphore(0);

    private int heartBeatsRead; // of the reading thread
    private int heartBeatsTaken; // of the thread that plays the script
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reopened = lock.newCondition();
    private boolean gateClosed; // guarded by lock
    private final WireParser parser;
    private final Consumer<WireFrame> recorder;

    Inbound(InputStream in, Supplier<String> version, Consumer<WireFrame> recorder) {
        this.parser = new WireParser(new BufferedInputStream(new Gate(in)), version, this::heartBeatCame);
        this.recorder = recorder;
    }

    private void heartBeatCame() {
        heartBeatsRead++;
        heartBeats.release();
    }

    /** The reading thread: until the stream ends. */
    void read() {
        try {
            for (WireFrame frame = parser.next(); frame != null; frame = parser.next()) {
                recorder.accept(frame);
                events.add(new Frame(frame, heartBeatsRead));
            }
            events.add(new End(null));
        } catch (IOException e) {
            events.add(new End(e));
        }
    }

    /** {@return the next thing that comes in, or null if nothing does in time} */
    Event next(Duration patience) throws InterruptedException {
        Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (event instanceof End) {
            events.add(event);
        }
        if (event instanceof Frame frame && frame.heartBeats > heartBeatsTaken) {
            heartBeats.acquire(frame.heartBeats - heartBeatsTaken);
            heartBeatsTaken = frame.heartBeats;
        }
        return event;
    }

    /** {@return whether a heart-beat came, behind the frame or heart-beat that was taken last, or comes in time} */
    boolean heartBeat(Duration patience) throws InterruptedException {
        boolean came = heartBeats.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (came) {
            heartBeatsTaken++;
        }
        return came;
    }

    /** Stops or resumes reading; what one read of the socket has brought is still taken in. */
    void reading(boolean on) {
        lock.lock();
        try {
            gateClosed = !on;
            reopened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Gate extends FilterInputStream {
        Gate(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                while (gateClosed) {
                    reopened.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
            return super.read(bytes, offset, length);
        }
    }
}
