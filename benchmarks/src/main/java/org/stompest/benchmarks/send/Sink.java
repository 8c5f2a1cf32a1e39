package org.stompest.benchmarks.send;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Speaks so much STOMP that a client connects and can find out that everything has come: a receipt for the last
 * message. It looks at nothing else, so that the sender is what is measured. A JVM of its own.
 */
public final class Sink {
    private static final int BUFFER = 256 * 1024;
    private static final byte[] CONNECTED = ascii("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
    /** Stands in the last frame of every contender, and nowhere else. */
    private static final String LAST = "\nreceipt:last\n";

    /** The last frame is shorter. */
    private static final int TAIL = 200;

    private static final byte[] RECEIPT = ascii("RECEIPT\nreceipt-id:last\n\n\0");

    private Sink() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Runs until standard input ends.
     *
     * @param args none
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(listener), "sink");
        acceptor.setDaemon(true);
        acceptor.start();
        System.out.println("ready " + listener.getLocalPort());
        while (System.in.read() >= 0) {
            // whoever started it ends it
        }
        System.exit(0);
    }

    private static void accept(ServerSocket listener) {
        byte[] buffer = new byte[BUFFER];
        while (true) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                swallow(socket, buffer);
            } catch (IOException e) {
                System.err.println("the sink lost a contender: " + e);
            }
        }
    }

    private static void swallow(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] tail = new byte[TAIL];
        boolean connected = false;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (!connected) {
                connected = true;
                socket.getOutputStream().write(CONNECTED);
            }
            keepTail(tail, buffer, count);
            if (tail[TAIL - 1] == 0 && new String(tail, StandardCharsets.US_ASCII).contains(LAST)) {
                socket.getOutputStream().write(RECEIPT);
            }
        }
    }

    private static void keepTail(byte[] tail, byte[] bytes, int count) {
        int fresh = Math.min(count, tail.length);
        System.arraycopy(tail, fresh, tail, 0, tail.length - fresh);
        System.arraycopy(bytes, count - fresh, tail, tail.length - fresh, fresh);
    }
}
