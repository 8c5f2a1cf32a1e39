package org.stompest.tck.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * Something on a port that is no broker, or a broken one: it does the same with every connection that it accepts. Its
 * threads end with {@link #close}.
 */
public final class BrokenServer implements AutoCloseable {
    /** What it does with a connection; the socket is closed afterwards. */
    public interface Behaviour {
        void meet(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private BrokenServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        Thread thread = new Thread(() -> acceptAll(behaviour), "broken-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static BrokenServer that(Behaviour behaviour) throws IOException {
        return new BrokenServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    /** Accepts and says nothing until the other side goes. */
    public static BrokenServer silent() throws IOException {
        return that(socket -> socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()));
    }

    /** Speaks TLS and knows nothing else. */
    public static BrokenServer tls() throws IOException {
        ServerSocket server =
                SSLServerSocketFactory.getDefault().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new BrokenServer(server, socket -> socket.getInputStream().read());
    }

    /** Answers the first frame with a text and goes. */
    public static BrokenServer thatAnswers(String text) throws IOException {
        return that(socket -> {
            readFrame(socket);
            write(socket, text);
        });
    }

    /** Reads up to the end of a frame without a body that contains NUL. */
    public static String readFrame(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder frame = new StringBuilder();
        for (int b = in.read(); b > 0; b = in.read()) {
            frame.append((char) b);
        }
        return frame.toString();
    }

    /** Writes a text, in which {@code ^@} is a NUL. */
    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("^@", "\0").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private void acceptAll(Behaviour behaviour) {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> meet(behaviour, socket), "broken-server-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void meet(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.meet(socket);
        } catch (IOException e) {
            // the other side went, or had something else to say than was understood here: that is what this is for
            open.remove(socket);
        }
    }

    /** Host and port, as a message must name them. */
    public String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    public String uri() {
        return "tcp://" + address();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
