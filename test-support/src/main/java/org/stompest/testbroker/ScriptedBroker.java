package org.stompest.testbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A broker on a port of the loopback interface that plays one script for each connection, in the order in which they come,
 * and records the frames that it gets.
 *
 * <pre>{@code
 * try (ScriptedBroker broker = new ScriptedBroker()) {
 *     broker.connection().handshake()
 *             .expect("SUBSCRIBE", header("destination", "orders")).message("hello")
 *             .expect("ACK", header("id", "1"))
 *             .expect("DISCONNECT").receipt().expectClose();
 *     // ... the client does its part, with broker.port() ...
 * } // the first thing that did not go by the script is thrown here
 * }</pre>
 *
 * <p>{@link #close()} waits until the scripts are played, then throws the first failure: a step that failed or took longer
 * than the broker's patience, a frame that no step expected, a script whose connection never came, a connection without a
 * script. At a failure that connection is closed. Usable from any thread.
 */
public final class ScriptedBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Script> scripts = new ArrayList<>(); // guarded by lock, as are the others that are not final
    private final List<WireFrame> received = new ArrayList<>();
    private final List<PlayedConnection> connections = new ArrayList<>();
    private Consumer<Script> recipe;
    private Duration patience = PATIENCE;
    private AssertionError failure;
    private boolean closed;
    private ServerSocket listener;
    private Thread acceptor;
    private final int port;
    private final int receiveBuffer;

    /** Starts to listen on a free port. */
    public ScriptedBroker() {
        this(0);
    }

    /**
     * Starts to listen on a free port.
     *
     * @param receiveBuffer the size of the system's buffer for what a client writes, in bytes; 0 = the system's choice
     */
    public ScriptedBroker(int receiveBuffer) {
        this.receiveBuffer = receiveBuffer;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
            acceptor = new Thread(() -> accept(socket), "testbroker-accept-" + socket.getLocalPort());
            acceptor.setDaemon(true);
            acceptor.start();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the port on which the broker listens} */
    public int port() {
        return port;
    }

    /** {@return the broker's URI, {@code tcp://127.0.0.1:PORT}} */
    public String uri() {
        return "tcp://127.0.0.1:" + port;
    }

    /**
     * Limits each wait for the client.
     *
     * @param limit 10 seconds unless set; counts for connections that come later
     * @return this
     */
    public ScriptedBroker patience(Duration limit) {
        return locked(() -> {
            patience = limit;
            return this;
        });
    }

    /** {@return an empty script for the next connection that has none yet} */
    public Script connection() {
        return locked(() -> {
            Script script = new Script();
            scripts.add(script);
            return script;
        });
    }

    /**
     * Says what to do with connections that have no script: without this they are failures.
     *
     * @param each fills the script of each such connection
     * @return this
     */
    public ScriptedBroker everyFurtherConnection(Consumer<Script> each) {
        return locked(() -> {
            recipe = each;
            return this;
        });
    }

    /** {@return the frames that came so far, of all connections, in the order of their arrival} */
    public List<WireFrame> received() {
        return locked(() -> List.copyOf(received));
    }

    /**
     * Selects from the frames that came so far.
     *
     * @param command the command
     * @return the frames with that command, of all connections, in the order of their arrival
     */
    public List<WireFrame> received(String command) {
        return received().stream().filter(f -> f.command().equals(command)).toList();
    }

    /** {@return how many connections came so far} */
    public int connections() {
        return locked(connections::size);
    }

    /**
     * Tells how many bytes were sent over a connection until now: with {@link Script#breakAfterSending} a test can break the
     * same conversation again at each of them.
     *
     * @param connection the number of a connection that came, from 1
     * @return the number of bytes
     */
    public long bytesSent(int connection) {
        return locked(() -> connections.get(connection - 1)).bytesSent();
    }

    /**
     * Tells how many bytes came over a connection until now.
     *
     * @param connection the number of a connection that came, from 1
     * @return the number of bytes
     */
    public long bytesReceived(int connection) {
        return locked(() -> connections.get(connection - 1)).bytesReceived();
    }

    /**
     * Waits until what came is as wished, as long as the broker's patience lasts.
     *
     * @param wish given all frames that came so far; must not call the broker
     */
    public void awaitReceived(Predicate<List<WireFrame>> wish) {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (!wish.test(List.copyOf(received)) && failure == null) {
                if (nanos <= 0) {
                    throw new AssertionError("what came within " + patience + " is not as wished: " + received);
                }
                nanos = changed.awaitNanos(nanos);
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all steps of all scripts so far are played; throws the first failure, if there is one. */
    public void awaitPlayed() {
        for (Script script : locked(() -> List.copyOf(scripts))) {
            awaitPlayed(script);
        }
        AssertionError first = locked(() -> failure);
        if (first != null) {
            throw first;
        }
    }

    private void awaitPlayed(Script script) {
        try {
            Step stuck = script.steps().awaitPlayed(locked(() -> patience).plus(SLACK));
            if (stuck != null) {
                fail(new AssertionError(
                        "connection " + (locked(() -> scripts.indexOf(script)) + 1) + ": still not done: " + stuck));
                script.steps().abandon();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Refuses connections from now on: nobody listens on the port. Connections that exist are left alone. */
    public void stopListening() {
        Thread accepting = locked(() -> acceptor);
        try {
            locked(() -> listener).close();
            // Only when nobody waits in accept any more does the system refuse connections.
            accepting.join(patience.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens again, on the same port. */
    public void listenAgain() {
        locked(() -> listener = listen(port));
    }

    /** Ends the scripts and closes everything; see the class for what it throws. */
    @Override
    public void close() {
        List<Script> all = locked(() -> {
            closed = true;
            return List.copyOf(scripts);
        });
        all.forEach(script -> script.steps().seal());
        int came = connections();
        if (came < all.size()) {
            fail(new AssertionError("connection " + (came + 1) + " of " + all.size() + " never came"));
        }
        all.stream().limit(came).forEach(this::awaitPlayed);
        stopListening();
        locked(() -> List.copyOf(connections)).forEach(PlayedConnection::end);
        AssertionError first = locked(() -> failure);
        if (first != null) {
            throw new AssertionError(first.getMessage(), first); // the test may be failing with the same one
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                connected(socket.accept());
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                fail(new AssertionError("the scripted broker cannot accept connections", e));
            }
        }
    }

    private void connected(Socket socket) throws IOException {
        lock.lock();
        try {
            int number = connections.size() + 1;
            if (scripts.size() < number && recipe != null && !closed) {
                Script script = new Script();
                recipe.accept(script);
                scripts.add(script);
            }
            if (scripts.size() < number) {
                socket.close();
                if (!closed) {
                    fail(new AssertionError("connection " + number + " came, but there is no script for it"));
                }
                return;
            }
            Peer peer = new Peer(socket, patience, this::record);
            PlayedConnection connection = new PlayedConnection(number, peer, scripts.get(number - 1), this::fail);
            connections.add(connection);
            connection.start(port);
        } finally {
            lock.unlock();
        }
    }

    private void record(WireFrame frame) {
        lock.lock();
        try {
            received.add(frame);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(AssertionError error) {
        lock.lock();
        try {
            if (failure == null) {
                failure = error;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting for the scripted broker", e);
    }
}
