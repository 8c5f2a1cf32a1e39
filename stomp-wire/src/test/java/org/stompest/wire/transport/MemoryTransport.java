package org.stompest.wire.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A broker in memory: whatever is written to it goes to a function, whose answers are what is read. */
final class MemoryTransport implements Transport {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> inbound = new LinkedBlockingQueue<>();
    private final BiConsumer<byte[], MemoryTransport> broker;
    private byte[] current = {};
    private int position;
    private volatile int timeout;
    private volatile boolean closed;

    MemoryTransport(BiConsumer<byte[], MemoryTransport> broker) {
        this.broker = broker;
    }

    void answer(byte[] bytes) {
        inbound.add(bytes);
    }

    @Override
    public void connect() {
        // there is nothing between here and the function
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == current.length) {
            next();
            if (current == END) {
                return -1;
            }
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }

    private void next() throws IOException {
        try {
            byte[] bytes = timeout == 0 ? inbound.take() : inbound.poll(timeout, TimeUnit.MILLISECONDS);
            if (bytes == null) {
                throw new SocketTimeoutException("nothing within " + timeout + " ms");
            }
            current = bytes;
            position = 0;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void readTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        broker.accept(Arrays.copyOfRange(bytes, offset, offset + length), this);
    }

    @Override
    public void close() {
        closed = true;
        inbound.add(END);
    }
}
