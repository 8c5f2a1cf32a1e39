package org.stompest.benchmarks.send;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** What a careful hand-written loop does: a head that is ready but for a number, and a buffer of 64 KiB. */
final class BareSender implements Sender {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] HEAD =
            Sink.ascii("SEND\ndestination:" + DESTINATION + "\ncontent-length:" + BODY + "\n" + NUMBER + ":");
    private static final byte[] HEAD_END = {'\n', '\n'};
    private static final byte[] NUL = {0};

    private final byte[] body = new byte[BODY];
    private final byte[] buffer = new byte[BUFFER];
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int filled;

    BareSender(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        write(Sink.ascii("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n\0"));
        flush();
        awaitFrame();
    }

    @Override
    public void send(long number) throws IOException {
        write(HEAD);
        write(Sink.ascii(Long.toString(number)));
        write(HEAD_END);
        write(body);
        write(NUL);
    }

    @Override
    public void finish() throws IOException {
        write(Sink.ascii("SEND\ndestination:" + DESTINATION + "\nreceipt:" + LAST + "\n\n\0"));
        flush();
        awaitFrame();
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length > BUFFER - filled) {
            flush();
        }
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    private void awaitFrame() throws IOException {
        int b = in.read();
        while (b > 0) {
            b = in.read();
        }
        if (b < 0) {
            throw new IOException("the sink hung up");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
