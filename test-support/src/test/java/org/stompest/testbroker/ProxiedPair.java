package org.stompest.testbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's socket, a proxy, and the sockets that a broker would have. Owned by the thread of the test. */
final class ProxiedPair implements AutoCloseable {
    private static final int LIMIT = 10_000;

    final FaultProxy proxy;
    private final ServerSocket listening;

    ProxiedPair() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(LIMIT);
        proxy = FaultProxy.to(listening.getLocalPort());
    }

    /** The two ends of one connection. */
    record Ends(End client, End broker) {}

    /** One end: what it writes and reads. */
    record End(Socket socket) {
        /** Writes text in which {@code ^@} stands for NUL. */
        void write(String text) throws IOException {
            socket.getOutputStream().write(bytes(text));
        }

        /** {@return so many characters, with {@code ^@} for NUL counted as one, or what comes before an end or a reset} */
        String read(String expected) throws IOException {
            byte[] wanted = bytes(expected);
            byte[] read = socket.getInputStream().readNBytes(wanted.length);
            return new String(read, StandardCharsets.UTF_8).replace("\0", "^@");
        }

        /** {@return the next byte, -1 at the end} */
        int readByte() throws IOException {
            return socket.getInputStream().read();
        }

        boolean hasMore() throws IOException {
            return socket.getInputStream().available() > 0;
        }

        private static byte[] bytes(String text) {
            return text.replace("^@", "\0").getBytes(StandardCharsets.UTF_8);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LIMIT);
        return socket;
    }

    /** Opens one more connection through the proxy. */
    Ends open() throws IOException {
        Socket client = connect();
        Socket broker = listening.accept();
        broker.setSoTimeout(LIMIT);
        return new Ends(new End(client), new End(broker));
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        listening.close();
    }
}
