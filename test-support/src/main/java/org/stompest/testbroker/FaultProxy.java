package org.stompest.testbroker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Stands between clients and a broker on this machine, passes bytes on at once, and breaks what it is told to: connections,
 * bytes, time.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(61613)) {
 *     connect("tcp://127.0.0.1:" + proxy.port());
 *     proxy.cutAt(Direction.TO_CLIENT, proxy.frames(Direction.TO_CLIENT) + 1, Where.BEFORE);
 *     // ... the next answer of the broker will not arrive
 * }
 * }</pre>
 *
 * <p><em>Frames</em> are those of STOMP over plain TCP, any version, numbered from 1 in each direction in the order in which they
 * begin to come, over all connections. Newlines between them, heart-beats that is, are passed on and not counted. Bytes that
 * are no STOMP pass as well; what is counted then means nothing.
 *
 * <p>Where a connection is cut, all bytes up to there have been given to the receiver's system, which lets him read them before
 * the end unless his buffers are full, and of the bytes that follow none. What the other direction has under way at that moment
 * may have arrived or not.
 *
 * <p>Knows nothing of any library but the JDK. All methods may be called from any thread and return at once, but {@link #close},
 * which waits for the end of the threads of this proxy; they are daemons, one that accepts and two a connection, and their names start with
 * {@code faultproxy-}.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final long JOIN_MILLIS = 10_000;

    /** Which way bytes go. */
    public enum Direction {
        /** From a client to the broker. */
        TO_BROKER,
        /** From the broker to a client. */
        TO_CLIENT
    }

    /** Where a connection is cut, seen from a frame. */
    public enum Where {
        /** None of its bytes pass. */
        BEFORE,
        /** Half of its bytes pass, rounded down. It is held back until it is there as a whole. */
        MIDDLE,
        /** All of its bytes pass, its NUL included. */
        AFTER
    }

    private final Traps traps = new Traps();
    private final Obstacles obstacles = new Obstacles();
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final int port;
    private volatile int brokerPort;
    private ServerSocket listening; // guarded by lock, as are the others; null while new connections are refused
    private Socket place; // keeps the port while nobody listens on it; else null
    private Thread accepting;
    private boolean closed;

    private FaultProxy(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        lock.lock();
        try {
            listen(0);
            port = listening.getLocalPort();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts a proxy on a free port of the loopback interface.
     *
     * @param port where the broker listens on the loopback interface; nobody has to, yet
     * @return the proxy, which accepts connections
     * @throws UncheckedIOException if it gets no port
     */
    public static FaultProxy to(int port) {
        try {
            return new FaultProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a proxy", e);
        }
    }

    /** {@return the port on which this proxy accepts connections; it stays the same} */
    public int port() {
        return port;
    }

    // ---- all connections at once

    /** Resets all connections, on both sides. */
    public void cut() {
        links.forEach(ProxyLink::cut);
    }

    /** Ends all connections in good order, as a peer does that closes: both sides read an end, and what they still say is lost. */
    public void hangUp() {
        links.forEach(ProxyLink::hangUp);
    }

    /**
     * Lets no byte pass in either direction, and no end of a connection, until {@link #thaw}; then they go on where they were.
     * New connections are accepted, but say nothing.
     */
    public void freeze() {
        obstacles.freeze(true);
    }

    /** Ends what {@link #freeze} has begun. */
    public void thaw() {
        obstacles.freeze(false);
    }

    /**
     * Lets bytes pass later, in each direction.
     *
     * @param time how much later, from 0, which ends it; bytes that are already late stay so
     */
    public void delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a delay of " + time);
        }
        obstacles.delay(time);
    }

    /**
     * Lets so many bytes pass, in each direction of each connection.
     *
     * @param bytesPerSecond from 1; 0 for as many as come
     */
    public void throttle(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate of " + bytesPerSecond);
        }
        obstacles.rate(bytesPerSecond);
    }

    /**
     * Lets half of the bytes pass that come next in that direction, wherever frames begin, and resets their connection.
     *
     * @param direction where they go to
     */
    public void truncate(Direction direction) {
        obstacles.truncate(direction);
    }

    // ---- new connections

    /**
     * Refuses new connections, as a machine does on which nobody listens, or accepts them again. Those that stand are left alone.
     *
     * @param on whether new ones are refused from now on
     * @throws UncheckedIOException if somebody else has got the port meanwhile, or the caller is interrupted
     */
    public void refuse(boolean on) {
        lock.lock();
        try {
            if (closed || on == (listening == null)) {
                return;
            }
            if (on) {
                stopListening();
                listening = null;
                place = new Socket();
                place.setReuseAddress(true);
                place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } else {
                listen(port);
                place.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has new connections go to another port of the loopback interface. Those that stand are left alone.
     *
     * @param otherPort where a broker listens
     */
    public void redirect(int otherPort) {
        brokerPort = otherPort;
    }

    // ---- frames

    /**
     * {@return how many frames have begun to go there, over all connections, those at which one was cut included}
     *
     * @param direction where they go to
     */
    public long frames(Direction direction) {
        return traps.frames(direction);
    }

    /**
     * Resets the connection of a frame when that comes; others are left alone. May be called several times for different
     * frames; each counts once.
     *
     * @param direction where it goes
     * @param frameNumber which one, from 1; if it has begun to pass already, the next one is meant
     * @param where which of its bytes pass
     */
    public void cutAt(Direction direction, long frameNumber, Where where) {
        traps.set(direction, positive(frameNumber), where);
    }

    /**
     * Resets the connection of a frame with a command when that comes; others are left alone. Each call counts once.
     *
     * @param direction where it goes
     * @param command its command, such as RECEIPT
     * @param which the how manieth one from now on, from 1
     * @param where which of its bytes pass
     */
    public void cutAt(Direction direction, String command, long which, Where where) {
        traps.set(direction, command, positive(which), where);
    }

    private static long positive(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("frame " + number);
        }
        return number;
    }

    /**
     * Has somebody told of each frame when its command is known.
     *
     * @param watcher called with direction and command, before the frame passes, by the threads that carry; must not block
     */
    public void watch(BiConsumer<Direction, String> watcher) {
        traps.watch(watcher);
    }

    // ---- connections

    /** {@return how many connections were accepted so far} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many connections stand} */
    public int openConnections() {
        return (int) links.stream().filter(link -> !link.isOver()).count();
    }

    private void listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
        listening = socket;
        accepting = new Thread(() -> accept(socket), "faultproxy-" + socket.getLocalPort() + "-accept");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** The system listens as long as a thread is in an accept, even if its socket is closed. */
    private void stopListening() throws IOException {
        listening.close();
        try {
            accepting.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a proxy stopped listening");
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                ProxyLink link = new ProxyLink(client, brokerPort, traps, obstacles, links::remove);
                links.add(link);
                link.start();
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("the proxy does not accept connections any more", e);
            }
        }
    }

    /**
     * Resets all connections, gives the port back and waits for the end of its threads. A second call is without effect.
     *
     * @throws IllegalStateException if the caller is interrupted
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (listening != null) {
                stopListening();
            }
            if (place != null) {
                place.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a socket that does not close", e);
        } finally {
            lock.unlock();
        }
        try {
            List<ProxyLink> rest = List.copyOf(links);
            cut();
            for (ProxyLink link : rest) {
                link.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a proxy was being closed", e);
        }
    }
}
