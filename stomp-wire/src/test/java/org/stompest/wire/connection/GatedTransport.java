package org.stompest.wire.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.transport.Transport;

/** Takes what is written while its gate is open; nothing ever comes from it. Usable from any thread. */
final class GatedTransport implements Transport {
    @Override
    public void connect() {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private boolean open = true;
    private boolean closed;
    private int stalled;
    private IOException failure;

    void shut() {
        change(() -> open = false);
    }

    void open() {
        change(() -> open = true);
    }

    void failWith(IOException why) {
        change(() -> failure = why);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody is stuck in a write. */
    void awaitStalled() throws InterruptedException {
        lock.lock();
        try {
            while (stalled == 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the sizes of the writes that were taken} */
    List<Integer> writes() {
        lock.lock();
        try {
            return List.copyOf(writes);
        } finally {
            lock.unlock();
        }
    }

    byte[] bytes() {
        lock.lock();
        try {
            return taken.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    List<StompFrame> frames() {
        List<StompFrame> frames = new ArrayList<>();
        byte[] bytes = bytes();
        new FrameDecoder(FrameLimits.DEFAULT).decode(bytes, 0, bytes.length, frames::add);
        return frames;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            stalled++;
            changed.signalAll();
            while (!open && !closed && failure == null) {
                changed.awaitUninterruptibly();
            }
            stalled--;
            if (failure != null) {
                throw failure;
            }
            if (closed) {
                throw new IOException("closed");
            }
            taken.write(bytes, offset, length);
            writes.add(length);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException("nobody reads here");
    }

    @Override
    public void readTimeout(int millis) {
        throw new UnsupportedOperationException("nobody reads here");
    }

    @Override
    public void close() {
        change(() -> closed = true);
    }
}
