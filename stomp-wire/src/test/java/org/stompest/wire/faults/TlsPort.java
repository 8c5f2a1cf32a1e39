package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.TestIdentity;

/** A port for TLS before a scripted broker; it treats new connections as it was told last. */
final class TlsPort implements AutoCloseable {
    /** What becomes of a connection. */
    enum Treatment {
        /** TLS, and what is in it goes to the broker. */
        RELAY,
        /** Takes everything and says nothing. */
        SILENCE,
        /** Takes the beginning of the handshake and resets the connection. */
        RESET,
        /** Answers as a broker does that listens for STOMP without TLS. */
        PLAIN
    }

    private static final Logger LOG = LoggerFactory.getLogger(TlsPort.class);

    private final TestIdentity identity = TestIdentity.server();
    private final SSLContext context = identity.context();
    private final ScriptedBroker broker;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<Treatment, AtomicInteger> begun = new EnumMap<>(Treatment.class);
    private final AtomicInteger open = new AtomicInteger();
    private volatile Treatment treatment = Treatment.RELAY;

    TlsPort(ScriptedBroker broker) {
        this.broker = broker;
        for (Treatment each : Treatment.values()) {
            begun.put(each, new AtomicInteger());
        }
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int number() {
        return listener.getLocalPort();
    }

    /** {@return settings of a client that trusts this port} */
    Settings trusted(Settings settings) {
        return settings.overTls().with("transport.trustStoreLocation=" + identity.certificate());
    }

    void treatNew(Treatment how) {
        treatment = how;
    }

    /** Waits until a further connection is treated so. */
    void awaitOne(Treatment how) {
        int before = begun.get(how).get();
        treatNew(how);
        await().atMost(Subject.PATIENCE).until(() -> begun.get(how).get() > before);
    }

    /** Resets what is open. */
    void reset() {
        for (Socket socket : sockets) {
            reset(socket);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            assertThat(socket.isClosed())
                    .as("only one that is closed meanwhile cannot be reset")
                    .isTrue();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-tls-port");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                open.incrementAndGet();
                Treatment how = treatment;
                start(() -> treat(socket, how));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void treat(Socket socket, Treatment how) {
        try (socket) {
            begun.get(how).incrementAndGet();
            switch (how) {
                case RELAY -> relay(socket);
                case SILENCE -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                case RESET -> {
                    socket.getInputStream().read();
                    reset(socket);
                }
                case PLAIN -> {
                    socket.getInputStream().read();
                    byte[] error = "ERROR\nmessage:what is that?\n\n\0".getBytes(StandardCharsets.US_ASCII);
                    socket.getOutputStream().write(error);
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            LOG.debug("a connection ended; the client is what the test looks at", e);
        } finally {
            open.decrementAndGet();
        }
    }

    private void relay(Socket socket) throws IOException {
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, false)) {
            tls.startHandshake();
            try (Socket behind = new Socket("127.0.0.1", broker.port())) {
                start(() -> answers(behind, tls));
                tls.getInputStream().transferTo(behind.getOutputStream());
            }
        }
    }

    private static void answers(Socket behind, SSLSocket tls) {
        try {
            behind.getInputStream().transferTo(tls.getOutputStream());
            tls.close();
        } catch (IOException e) {
            LOG.debug("a connection ended; the client is what the test looks at", e);
        }
    }

    /** Every connection must be over: the client has closed it. */
    @Override
    public void close() {
        try {
            await("the client closes its connections").atMost(Subject.PATIENCE).until(() -> open.get() == 0);
        } finally {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.debug("closing the listener failed", e);
            }
            reset();
        }
    }
}
