package org.stompest.wire.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.stompest.wire.StompException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

/** How much heap a connection holds that has nothing to do: also the little that the broker's end takes is counted. */
@Isolated("measures the heap")
class RestingConnectionTest {
    private static final int CONNECTIONS = 100;
    private static final long MOST_BYTES = 64 * 1024;
    private static final byte[] CONNECTED = "CONNECTED\nversion:1.2\n\n\0".getBytes(UTF_8);

    private final List<StompConnection> connections = new ArrayList<>();
    private final BlockingQueue<Socket> peers = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Thread acceptor;

    private final ConnectionHandler handler = new ConnectionHandler() {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {}

        @Override
        public void onClosed(StompConnection connection, StompException why) {}
    };

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        acceptor = new Thread(this::accept, "resting-broker");
        acceptor.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = server.accept();
                peer.getOutputStream().write(CONNECTED);
                peers.add(peer);
            }
        } catch (IOException e) {
            assertThat(server.isClosed()).as("the end of the test: %s", e).isTrue();
        }
    }

    @AfterEach
    void close() throws Exception {
        connections.forEach(StompConnection::close);
        server.close();
        for (Socket peer : peers) {
            peer.close();
        }
        acceptor.join();
    }

    @Test
    void aConnectionThatRestsHoldsLittle() {
        open(1);
        long before = used();

        open(CONNECTIONS);

        assertThat((used() - before) / CONNECTIONS).isLessThan(MOST_BYTES);
    }

    @Test
    void whatABurstHasTakenIsGivenBack() throws Exception {
        open(1);
        long before = used();
        open(CONNECTIONS);
        StompFrame send = Broker.send("x".repeat(20_000));
        byte[] burst = ("MESSAGE\nsubscription:s\nmessage-id:m\ndestination:d\n\n" + "y".repeat(200_000) + "\0")
                .getBytes(UTF_8);
        for (StompConnection connection : connections) {
            for (int i = 0; i < 10; i++) {
                connection.write(send, Flush.SOON);
            }
        }
        for (Socket peer : peers) {
            peer.getOutputStream().write(burst);
            drain(peer.getInputStream());
        }

        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> (used() - before) / CONNECTIONS < MOST_BYTES);
    }

    /** Reads what a burst has left behind, so that nothing waits to be written. */
    private static void drain(InputStream in) throws IOException {
        byte[] bytes = new byte[64 * 1024];
        for (int left = 10 * 20_000; left > 0; ) {
            left -= in.read(bytes);
        }
    }

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            connections.add(StompConnection.open(
                    new BrokerAddress("tcp", "127.0.0.1", server.getLocalPort()),
                    TransportOptions.DEFAULT.withWriteTimeout(Duration.ofSeconds(4)),
                    Broker.NO_BEATS,
                    new StompSession(false),
                    handler));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
