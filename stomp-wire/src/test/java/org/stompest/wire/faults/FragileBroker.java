package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A broker that does what it should, and sends each SEND back to the subscription, but whose first connection breaks after a
 * number of bytes. Its own end of the wire is simple: frames without NUL in them, version 1.2.
 */
final class FragileBroker implements AutoCloseable {
    /** How a connection breaks. */
    enum Break {
        /** The end of the stream. */
        CLOSE,
        /** A TCP reset. */
        RESET
    }

    /** In which direction bytes are counted. */
    enum Direction {
        TO_CLIENT,
        FROM_CLIENT
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket server;
    private final Thread acceptor;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<Socket> open = new AtomicReference<>();
    private final Break how;
    private final Direction counted;
    private final int after;
    private volatile int written;
    private volatile int read;

    /** A broker that does not break. */
    FragileBroker() throws IOException {
        this(Break.CLOSE, Direction.TO_CLIENT, NEVER);
    }

    FragileBroker(Break how, Direction counted, int after) throws IOException {
        this.how = how;
        this.counted = counted;
        this.after = after;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.acceptor = new Thread(this::accept, "fragile-broker");
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** How many bytes the last whole connection has carried. */
    int carried(Direction direction) {
        return direction == Direction.TO_CLIENT ? written : read;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                open.set(socket);
                socket.setTcpNoDelay(true);
                serve(socket, connections.incrementAndGet() == 1 ? after : NEVER);
            } catch (IOException e) {
                // the client has ended the connection, or the test the broker: the next one
            }
        }
    }

    private void serve(Socket socket, int limit) throws IOException {
        written = 0;
        read = 0;
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        if (limit == 0 && breakOff(socket)) {
            return;
        }
        for (int b = in.read(); b >= 0; b = in.read()) {
            read++;
            if (counted == Direction.FROM_CLIENT && read >= limit && breakOff(socket)) {
                return;
            }
            if (b == 0) {
                if (!write(socket, answer(frame.toString(UTF_8).strip()), limit)) {
                    return;
                }
                frame.reset();
            } else {
                frame.write(b);
            }
        }
    }

    private boolean write(Socket socket, String answer, int limit) throws IOException {
        byte[] bytes = answer.getBytes(UTF_8);
        if (counted == Direction.TO_CLIENT && written + bytes.length >= limit) {
            socket.getOutputStream().write(bytes, 0, limit - written);
            return !breakOff(socket);
        }
        socket.getOutputStream().write(bytes);
        written += bytes.length;
        return true;
    }

    private boolean breakOff(Socket socket) throws IOException {
        if (how == Break.RESET) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
        return true;
    }

    private static String answer(String frame) {
        String[] headAndBody = frame.split("\n\n", 2);
        String[] lines = headAndBody[0].split("\n");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.putIfAbsent(header[0], header[1]);
        }
        StringBuilder answer = new StringBuilder();
        if (lines[0].equals("CONNECT")) {
            answer.append("CONNECTED\nversion:1.2\n\n\0\n");
        }
        if (headers.containsKey("receipt")) {
            answer.append("RECEIPT\nreceipt-id:").append(headers.get("receipt")).append("\n\n\0\n");
        }
        if (lines[0].equals("SEND")) {
            answer.append("MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\n\n")
                    .append(headAndBody[1])
                    .append("\0\n");
        }
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Socket last = open.get();
        if (last != null) {
            last.close();
        }
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
