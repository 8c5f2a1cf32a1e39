package org.stompest.examples.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.codec.FrameBuffer;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameEncoder;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.transport.Transport;

/**
 * A transport of one's own, in memory, with a broker at its other end that keeps nothing and speaks STOMP 1.2. What is written
 * is handled at once, by the thread that writes; what the broker answers is there to be read.
 */
public final class OwnTransport implements Transport {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final TinyBroker broker = new TinyBroker(answers); // of whoever writes: one at a time
    private ByteBuffer unread = ByteBuffer.allocate(0); // of whoever reads
    private volatile int readTimeout;
    private volatile boolean closed;

    @Override
    public void connect() {
        // nobody is far away
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!unread.hasRemaining()) {
            unread = ByteBuffer.wrap(nextAnswer());
        }
        int count = Math.min(length, unread.remaining());
        unread.get(buffer, offset, count);
        return count;
    }

    private byte[] nextAnswer() throws IOException {
        int millis = readTimeout;
        byte[] next;
        try {
            next = millis == 0 ? answers.take() : answers.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        if (next == null) {
            throw new SocketTimeoutException("nothing came within " + millis + " ms");
        }
        if (closed) {
            throw new IOException("the transport was closed");
        }
        return next;
    }

    @Override
    public void readTimeout(int millis) {
        readTimeout = millis;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the transport was closed");
        }
        broker.take(bytes, offset, length);
    }

    @Override
    public void close() {
        closed = true;
        answers.add(END); // wakes who reads
    }

    /** The other end: gives what is sent to each subscription to that destination, and receipts. */
    private static final class TinyBroker {
        private final BlockingQueue<byte[]> answers;
        private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
        private final FrameEncoder encoder = new FrameEncoder(StompVersion.V1_2);
        private final FrameBuffer output = new FrameBuffer();
        private final Map<String, String> subscriptions = new LinkedHashMap<>(); // destinations by ids
        private int messages;

        TinyBroker(BlockingQueue<byte[]> answers) {
            this.answers = answers;
        }

        void take(byte[] bytes, int offset, int length) {
            decoder.decode(bytes, offset, length, this::handle);
            if (output.size() > 0) {
                answers.add(Arrays.copyOf(output.array(), output.size()));
                output.clear();
            }
        }

        private void handle(StompFrame frame) {
            switch (frame.command()) {
                case CONNECT, STOMP -> answer(StompCommand.CONNECTED, "version", "1.2", "server", "tiny/1");
                case SUBSCRIBE -> subscriptions.put(frame.header("id"), frame.header("destination"));
                case UNSUBSCRIBE -> subscriptions.remove(frame.header("id"));
                case SEND -> deliver(frame);
                default -> {} // acknowledgements are of no use to who keeps nothing
            }
            String receipt = frame.header("receipt");
            if (receipt != null) {
                answer(StompCommand.RECEIPT, "receipt-id", receipt);
            }
        }

        private void deliver(StompFrame send) {
            String destination = send.header("destination");
            subscriptions.forEach((id, subscribedTo) -> {
                if (subscribedTo.equals(destination)) {
                    String number = Integer.toString(++messages);
                    StompHeaders headers = StompHeaders.of(
                            "subscription", id, "destination", destination, "message-id", number, "ack", number);
                    encoder.encode(StompFrame.of(StompCommand.MESSAGE, headers, send.body()), output);
                }
            });
        }

        private void answer(StompCommand command, String... headers) {
            encoder.encode(StompFrame.of(command, StompHeaders.of(headers)), output);
        }
    }

    /** Needs no broker. */
    public static void main(String[] arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        StompUri uri = StompUri.parse("tcp://memory:1", Set.of());
        ClientOptions options = ClientOptions.DEFAULT.withTransports((address, how) -> new OwnTransport());
        try (StompClient client = new StompClient(uri, options).connect()) {
            out.println("connected to " + client.server().server());
            client.subscribe("/queue/memory");
            client.sendConfirmed("/queue/memory", "hello");
            StompMessage message = client.receive();
            out.println("received " + message.text());
            client.ackConfirmed(message);
        }
    }
}
