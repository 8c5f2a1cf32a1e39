package org.stompest.jms.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.testbroker.TestIdentity;

/** A port that shows a certificate; what comes through goes to another port. */
final class TlsDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);

    private final SSLServerSocket listener;
    private final int behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * Opens.
     *
     * @param identity whose certificate is shown
     * @param behind the port of loopback that is behind
     */
    TlsDoor(TestIdentity identity, int behind) {
        this.behind = behind;
        try {
            listener = (SSLServerSocket) identity.context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String uri() {
        return "ssl://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> relay(socket));
            }
        } catch (IOException e) {
            LOG.debug("the door is closed", e);
        }
    }

    private void relay(Socket front) {
        try (front) {
            InputStream in = front.getInputStream();
            int first = in.read(); // the handshake
            if (first >= 0) {
                relay(first, in, front);
            }
        } catch (IOException e) {
            LOG.debug("nobody came through", e);
        }
    }

    private void relay(int first, InputStream in, Socket front) throws IOException {
        try (Socket back = new Socket("127.0.0.1", behind)) {
            sockets.add(back);
            start(() -> answers(back, front));
            back.getOutputStream().write(first);
            in.transferTo(back.getOutputStream());
        }
    }

    private static void answers(Socket back, Socket front) {
        try {
            OutputStream out = front.getOutputStream();
            back.getInputStream().transferTo(out);
            front.close();
        } catch (IOException e) {
            LOG.debug("the connection ended", e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-tls-door");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
    }
}
