package org.stompest.wire.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.StompException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

/**
 * Opens many connections and prints how much heap each holds: when nothing has been sent, and some time after a burst in both
 * directions. The broker's side holds nothing but its sockets, which count as ours. A program of its own.
 */
final class IdleConnections {
    static final String RESULT = "bytes for each connection: ";

    private static final int CONNECTIONS = 200;
    private static final int BURST = 300;
    /** The longest that a connection may hold on to the buffers of a burst. */
    private static final long REST_SECONDS = 40;

    private final Semaphore messages = new Semaphore(0);

    public static void main(String[] args) throws IOException, InterruptedException {
        new IdleConnections().run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Socket> peers = new ArrayList<>();
            List<StompConnection> connections = new ArrayList<>();
            connect(listener, peers, connections); // loads classes
            long before = usedBytes();
            for (int i = 0; i < CONNECTIONS; i++) {
                connect(listener, peers, connections);
            }
            print(before);
            for (int i = 0; i < CONNECTIONS; i++) {
                burst(peers.get(i), connections.get(i));
            }
            long most = before + CONNECTIONS * 40L * 1024;
            for (int i = 0; i < REST_SECONDS && usedBytes() > most; i++) {
                messages.tryAcquire(1, TimeUnit.SECONDS); // none comes: it is a wait
            }
            print(before);
            connections.forEach(StompConnection::close);
        }
    }

    private void connect(ServerSocket listener, List<Socket> peers, List<StompConnection> connections)
            throws IOException, InterruptedException {
        Thread accepting = new Thread(() -> peers.add(accept(listener)));
        accepting.start();
        connections.add(StompConnection.open(
                new BrokerAddress("tcp", "127.0.0.1", listener.getLocalPort()),
                TransportOptions.DEFAULT.withWriteTimeout(Duration.ofSeconds(20)),
                ConnectOptions.DEFAULT.withHeartBeat(HeartBeat.NONE),
                new StompSession(false),
                new Counting()));
        accepting.join();
    }

    private static Socket accept(ServerSocket listener) {
        try {
            Socket peer = listener.accept();
            while (peer.getInputStream().read() != 0) {
                // CONNECT
            }
            peer.getOutputStream().write("CONNECTED\nversion:1.2\n\n\0".getBytes(US_ASCII));
            return peer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Counting implements ConnectionHandler {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {
            messages.release();
        }

        @Override
        public void onClosed(StompConnection connection, StompException why) {
            System.err.println("lost: " + why);
        }
    }

    /** Both of the writer's buffers and the reader's become as large as they do. */
    private void burst(Socket peer, StompConnection connection) throws IOException, InterruptedException {
        Thread taking = new Thread(() -> take(peer));
        taking.start();
        StompFrame frame = Broker.send("x".repeat(1_000));
        for (int i = 0; i < BURST; i++) {
            connection.write(frame, Flush.SOON);
        }
        connection.write(Broker.send("\u0001"), Flush.NOW);
        taking.join();
        byte[] burst = ("MESSAGE\nmessage-id:1\ndestination:d\nsubscription:s\n\n" + "x".repeat(1_000) + "\0")
                .repeat(BURST)
                .getBytes(US_ASCII);
        peer.getOutputStream().write(burst);
        messages.acquire(BURST);
    }

    private static void take(Socket peer) {
        byte[] buffer = new byte[8 * 1024];
        try {
            int count = 1;
            while (count > 0 && !endsBurst(buffer, count)) {
                count = peer.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean endsBurst(byte[] buffer, int count) {
        return count > 1 && buffer[count - 1] == 0 && buffer[count - 2] == 1;
    }

    private static void print(long before) {
        System.out.println(RESULT + (usedBytes() - before) / CONNECTIONS);
    }

    /** What a collection leaves; the first one may leave what only a second one sees. */
    private static long usedBytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
