package org.stompest.testbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.stompest.testbroker.FaultProxy.Direction;

/** One connection through a {@link FaultProxy}: a socket to the client, one to the broker, a thread for each direction. */
final class ProxyLink {
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket client;
    private final Socket broker = new Socket();
    private final Traps traps;
    private final Obstacles obstacles;
    private final Consumer<ProxyLink> whenEnded;
    private final Thread toBroker;
    private final Thread toClient;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger carrying = new AtomicInteger(2);
    private volatile boolean hungUp;

    /**
     * Makes one that is not connected to the broker yet.
     *
     * @param whenEnded told once, by the last of its threads
     */
    ProxyLink(Socket client, int brokerPort, Traps traps, Obstacles obstacles, Consumer<ProxyLink> whenEnded) {
        this.client = client;
        this.traps = traps;
        this.obstacles = obstacles;
        this.whenEnded = whenEnded;
        String name = "faultproxy-" + client.getLocalPort() + "-" + client.getPort();
        toBroker = thread(name + "-to-broker", () -> connectAndCarry(brokerPort));
        toClient = thread(name + "-to-client", () -> carry(Direction.TO_CLIENT, broker, client));
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        toClient.start();
        toBroker.start();
    }

    private void connectAndCarry(int brokerPort) {
        try {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort), CONNECT_MILLIS);
        } catch (IOException e) {
            cut(); // a broker that is not there: all that a proxy can say to its client
        } finally {
            connected.countDown();
        }
        carry(Direction.TO_BROKER, client, broker);
    }

    private void carry(Direction direction, Socket from, Socket to) {
        try {
            connected.await();
            if (!isOver()) {
                carryToTheEnd(new Pump(direction, this, from, to, traps, obstacles), to);
            }
        } catch (IOException e) {
            cut(); // a side that breaks takes the other one along, if this was not its end anyway
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
        } finally {
            if (carrying.decrementAndGet() == 0) {
                end(false);
                whenEnded.accept(this);
            }
        }
    }

    private void carryToTheEnd(Pump pump, Socket to) throws IOException, InterruptedException {
        try {
            pump.carry();
        } finally {
            obstacles.awaitThaw(over::get); // ends of a connection do not pass either
        }
        if (!to.isOutputShutdown()) {
            to.shutdownOutput();
        }
    }

    boolean isOver() {
        return over.get();
    }

    boolean isHungUp() {
        return hungUp;
    }

    /** Ends both ways with a reset, and with them the connection of whoever calls from within. */
    IOException cutHere() {
        cut();
        return new BrokenOnPurpose("by the proxy");
    }

    /** Resets both sockets. */
    void cut() {
        end(true);
    }

    /** Says to both sides that nothing more comes, and drops what they still say. */
    void hangUp() {
        hungUp = true;
        shutDown(client);
        shutDown(broker);
    }

    private void shutDown(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            cut(); // is not connected, or no longer
        }
    }

    private void end(boolean withReset) {
        if (over.compareAndSet(false, true)) {
            close(client, withReset);
            close(broker, withReset);
            obstacles.changed();
        }
    }

    private static void close(Socket socket, boolean withReset) {
        try {
            if (withReset) {
                setLinger(socket);
            }
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket that does not close", e);
        }
    }

    private static void setLinger(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // reset by the other end: there is nobody left to be told
        }
    }

    /** Waits for the end of its threads. */
    void join(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        toBroker.join(millis);
        toClient.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
}
