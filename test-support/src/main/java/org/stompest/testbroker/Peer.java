package org.stompest.testbroker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The broker's end of one connection: what the steps of a script act upon. Owned by the thread that plays the script, but
 * for writing, which any thread may do.
 */
final class Peer {
    private final Socket socket;
    private final Duration patience;
    private final Inbound inbound;
    private final List<FrameMatcher> ignored = new ArrayList<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Fuse sent = new Fuse("sent"); // guarded by writing
    private final Fuse read = new Fuse("received"); // the reading thread's
    private volatile boolean breakWithReset;
    private volatile boolean broken;
    private volatile boolean mayLeave;
    private volatile String version = "1.0";
    private boolean autoReceipts;
    private int split; // guarded by writing; 0 = write at once
    private WireFrame last;
    private WireFrame lastSubscribe;
    private int messages;

    Peer(Socket socket, Duration patience, Consumer<WireFrame> recorder) throws IOException {
        this.socket = socket;
        this.patience = patience;
        socket.setTcpNoDelay(true);
        this.inbound = new Inbound(new Counted(socket.getInputStream()), () -> version, recorder);
    }

    /** Breaks the connection where that many bytes were sent. */
    void breakAfterSending(long bytes, boolean withReset) {
        breakWithReset = withReset;
        sent.limit(bytes);
    }

    /** Breaks the connection where that many bytes were read. */
    void breakAfterReceiving(long bytes, boolean withReset) {
        breakWithReset = withReset;
        read.limit(bytes);
    }

    /** The client may close it at any time. */
    void mayLeave() {
        mayLeave = true;
    }

    /** {@return whether a failure to read or write is none, because the client may be gone} */
    boolean mayFail(Throwable cause) {
        return broken || mayLeave && cause instanceof IOException;
    }

    long bytesSent() {
        return sent.count();
    }

    long bytesReceived() {
        return read.count();
    }

    private void breakNow(Fuse fuse) throws IOException {
        broken = true;
        if (breakWithReset) {
            reset();
        } else {
            close();
        }
        throw fuse.broken();
    }

    Inbound inbound() {
        return inbound;
    }

    Duration patience() {
        return patience;
    }

    void version(String spoken) {
        version = spoken;
    }

    String version() {
        return version;
    }

    void autoReceipts(boolean on) {
        autoReceipts = on;
    }

    void ignore(FrameMatcher matcher) {
        ignored.add(matcher);
    }

    void split(int bytes) {
        writing.lock();
        try {
            split = bytes;
        } finally {
            writing.unlock();
        }
    }

    /** {@return the frame that was expected and came last} */
    WireFrame last() {
        if (last == null) {
            throw new AssertionError("no frame was expected so far, so there is none to answer");
        }
        return last;
    }

    /** {@return the last SUBSCRIBE that was expected and came} */
    WireFrame lastSubscribe() {
        if (lastSubscribe == null) {
            throw new AssertionError("no SUBSCRIBE was expected so far");
        }
        return lastSubscribe;
    }

    /** {@return a number that no message of this connection has had} */
    int nextMessage() {
        return ++messages;
    }

    /** Waits for a frame, whatever it is, but for those that the script ignores. */
    WireFrame await(String expected) throws IOException, InterruptedException {
        while (true) {
            Inbound.Event event = inbound.next(patience);
            if (event == null) {
                throw new AssertionError("nothing came within " + patience + ", expected " + expected);
            }
            if (event instanceof Inbound.End) {
                broken |= mayLeave;
                throw new AssertionError(event + ", expected " + expected);
            }
            WireFrame frame = ((Inbound.Frame) event).frame();
            if (ignored.stream().noneMatch(m -> m.matches(frame))) {
                return frame;
            }
            receiptIfAsked(frame);
        }
    }

    /** Notes that a frame was the expected one. */
    void accept(WireFrame frame) throws IOException {
        last = frame;
        if (frame.command().equals("SUBSCRIBE")) {
            lastSubscribe = frame;
        }
        receiptIfAsked(frame);
    }

    private void receiptIfAsked(WireFrame frame) throws IOException {
        if (autoReceipts && frame.header("receipt") != null) {
            write(WireFrame.of("RECEIPT", "receipt-id", frame.header("receipt")));
        }
    }

    /**
     * Takes what comes until the client is gone.
     *
     * @return the first frame that the script neither expected nor ignores, or null
     */
    WireFrame drain(Duration limit) throws IOException, InterruptedException {
        Inbound.Event event = inbound.next(limit);
        while (event instanceof Inbound.Frame frame) {
            if (ignored.stream().noneMatch(m -> m.matches(frame.frame()))) {
                return frame.frame();
            }
            receiptIfAsked(frame.frame());
            event = inbound.next(limit);
        }
        return null;
    }

    /** Waits until the client has closed its end. */
    void awaitEnd() throws IOException, InterruptedException {
        Inbound.Event event = inbound.next(patience);
        while (event instanceof Inbound.Frame frame && ignored.stream().anyMatch(m -> m.matches(frame.frame()))) {
            receiptIfAsked(frame.frame());
            event = inbound.next(patience);
        }
        if (!(event instanceof Inbound.End)) {
            throw new AssertionError("expected the client to close the connection, got "
                    + (event == null ? "nothing within " + patience : event));
        }
    }

    void write(WireFrame frame) throws IOException {
        write(WireWriter.write(frame, version));
    }

    void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            int packet = split == 0 ? Math.max(bytes.length, 1) : split;
            split = 0;
            for (int start = 0; start < bytes.length; start += packet) {
                int end = Math.min(start + packet, bytes.length);
                int length = sent.allowed(end - start);
                if (length > 0) {
                    socket.getOutputStream().write(Arrays.copyOfRange(bytes, start, start + length));
                    sent.passed(length);
                }
                if (sent.isBlown()) {
                    breakNow(sent);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** Says that nothing more will be written, but goes on reading. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the socket in order; with bytes unread the system sends a reset all the same. */
    void close() throws IOException {
        inbound.reading(true);
        socket.close();
    }

    /** Closes the socket with a reset, so that the client sees "connection reset". */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (read.isBlown()) {
                breakNow(read);
            }
            int count = super.read(bytes, offset, Math.max(1, read.allowed(length)));
            if (count > 0) {
                read.passed(count);
            }
            return count;
        }
    }
}
