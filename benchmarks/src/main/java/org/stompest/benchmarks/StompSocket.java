package org.stompest.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * As little STOMP 1.2 as a careful hand-written loop needs: frames go into a buffer of 64 KiB, what comes is looked through for
 * three headers, and the body is copied once. Not thread-safe.
 */
final class StompSocket implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] ACK_HEADER = ascii("ack:");
    private static final byte[] LENGTH_HEADER = ascii("content-length:");
    private static final byte[] ACK_START = ascii("ACK\nid:");
    private static final byte[] RECEIPT_HEADER = ascii("\nreceipt:1");
    private static final byte[] END = ascii("\n\n\0");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] output = new byte[BUFFER];
    private int filled;

    private byte[] input = new byte[BUFFER];
    private int position;
    private int limit;

    // of the frame that came last
    private char command;
    private int ackStart;
    private int ackLength;
    private byte[] body;

    StompSocket(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Workload.PATIENCE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        write(ascii("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n\0"));
        flush();
        expect('C');
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return a SEND up to its body, with more headers, each with its line end} */
    static byte[] sendHead(String queue, String moreHeaders) {
        return ascii("SEND\ndestination:" + queue + "\ndestination-type:ANYCAST\ncontent-length:" + Workload.BODY + "\n"
                + moreHeaders + "\n");
    }

    void subscribe(String queue) throws IOException {
        write(ascii("SUBSCRIBE\nid:1\ndestination:" + queue + "\nsubscription-type:ANYCAST\nack:client\n"
                + "consumer-window-size:" + Workload.WINDOW + "\nreceipt:s\n\n\0"));
        flush();
        expect('R');
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > BUFFER - filled) {
            flush();
        }
        System.arraycopy(bytes, offset, output, filled, length);
        filled += length;
    }

    /** A frame with a body of {@link Workload#BODY} bytes. */
    void send(byte[] head, byte[] content) throws IOException {
        write(head);
        write(content);
        write(END, 2, 1);
    }

    /** Acknowledges the message that came last. */
    void ack() throws IOException {
        write(ACK_START);
        write(input, ackStart, ackLength);
        write(END);
    }

    /** Acknowledges a message and all before it, and asks for a receipt. */
    void ackWithReceipt(byte[] id) throws IOException {
        write(ACK_START);
        write(id);
        write(RECEIPT_HEADER);
        write(END);
    }

    /** {@return the id by which the message that came last is acknowledged} */
    byte[] ackId() {
        return Arrays.copyOfRange(input, ackStart, ackStart + ackLength);
    }

    void flush() throws IOException {
        if (filled > 0) {
            out.write(output, 0, filled);
            filled = 0;
        }
    }

    /** Reads a frame, and flushes before it waits for one. {@return the first letter of its command} */
    char next() throws IOException {
        readFrame();
        return command;
    }

    /** Reads a frame, which must be of that kind: C for CONNECTED, M for MESSAGE, R for RECEIPT. */
    void expect(char kind) throws IOException {
        if (next() != kind) {
            throw new IOException(
                    "not a " + kind + ": " + new String(input, 0, Math.min(limit, 1000), StandardCharsets.UTF_8));
        }
    }

    byte[] body() {
        return body;
    }

    private void readFrame() throws IOException {
        while (!parse()) {
            if (position > 0) {
                System.arraycopy(input, position, input, 0, limit - position);
                limit -= position;
                position = 0;
            }
            if (limit == input.length) {
                input = Arrays.copyOf(input, 2 * limit);
            }
            flush();
            int count = in.read(input, limit, input.length - limit);
            if (count < 0) {
                throw new IOException("the broker closed the connection");
            }
            limit += count;
        }
    }

    /** Takes a frame out of the buffer; false if it is not complete. */
    private boolean parse() {
        while (position < limit && input[position] == '\n') {
            position++;
        }
        int at = position;
        int length = 0;
        ackLength = 0;
        while (true) {
            int end = lineEnd(at);
            if (end < 0) {
                return false;
            }
            if (end == at) {
                break;
            }
            if (startsWith(ACK_HEADER, at)) {
                ackStart = at + ACK_HEADER.length;
                ackLength = end - ackStart;
            } else if (startsWith(LENGTH_HEADER, at)) {
                length = number(at + LENGTH_HEADER.length, end);
            }
            at = end + 1;
        }
        if (at + 1 + length >= limit) {
            return false;
        }
        command = (char) input[position];
        body = Arrays.copyOfRange(input, at + 1, at + 1 + length);
        position = at + 1 + length + 1;
        return true;
    }

    private int lineEnd(int from) {
        for (int i = from; i < limit; i++) {
            if (input[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] start, int at) {
        for (int i = 0; i < start.length; i++) {
            if (input[at + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + input[i] - '0';
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            write(ascii("DISCONNECT\nreceipt:d\n\n\0"));
            char last = next();
            while (last == 'M') { // what was on its way
                last = next();
            }
        }
    }
}
