package org.stompest.wire.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.failover.BrokerAddress;

/**
 * Something that listens on a port of the loopback address and treats each connection as it was told. What goes wrong in it
 * shows at the client, whose behaviour is what the tests are about.
 */
final class Peers implements AutoCloseable {
    /** What is done with a connection; it is closed afterwards. */
    interface Treatment {
        void treat(Socket socket) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Peers(ServerSocket listener, Treatment treatment) {
        this.listener = listener;
        start(() -> accept(treatment));
    }

    static Peers that(Treatment treatment) {
        return new Peers(listen(), treatment);
    }

    /** Speaks TLS before it treats a connection. */
    static Peers tls(SSLContext context, Treatment treatment) {
        return that(socket -> {
            try (Socket secured = context.getSocketFactory().createSocket(socket, null, false)) {
                treatment.treat(secured);
            }
        });
    }

    /** Sends back what it gets. */
    static void echo(Socket socket) throws IOException {
        socket.getInputStream().transferTo(socket.getOutputStream());
    }

    /** Says nothing until the other side is gone. */
    static void silent(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> FutureTask<T> async(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        return task;
    }

    static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test-peer");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(Treatment treatment) {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> treat(treatment, socket));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void treat(Treatment treatment, Socket socket) {
        try (socket) {
            treatment.treat(socket);
        } catch (Exception e) {
            LOG.debug("a peer ended", e);
        }
    }

    /** How many connections came. */
    int connections() {
        return sockets.size();
    }

    int port() {
        return listener.getLocalPort();
    }

    BrokerAddress address(String scheme) {
        return address(scheme, "127.0.0.1");
    }

    BrokerAddress address(String scheme, String host) {
        return new BrokerAddress(scheme, host, port());
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
