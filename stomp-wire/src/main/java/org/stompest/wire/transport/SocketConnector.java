package org.stompest.wire.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/**
 * Makes the TCP connection on which a transport builds, directly or through a proxy. All addresses that the host has are
 * tried in turn, each with its share of the time that is left.
 *
 * <p>Threads: one connects, any closes.
 */
final class SocketConnector {
    private static final Logger LOG = LoggerFactory.getLogger(SocketConnector.class);

    /** Less than this is no fair trial, however many addresses there are. */
    private static final int SMALLEST_SHARE_MILLIS = 250;

    private final NameLookups names;
    private final BrokerAddress address;
    private final TcpOptions options;
    private final ProxyOptions proxy;
    private final ReentrantLock lock = new ReentrantLock();
    private DeadlineSocket socket; // guarded by lock
    private CompletableFuture<InetAddress[]> lookup; // guarded by lock
    private boolean closed; // guarded by lock

    SocketConnector(BrokerAddress address, TransportOptions options) {
        this(address, options, NameLookups.SYSTEM);
    }

    SocketConnector(BrokerAddress address, TransportOptions options, NameLookups names) {
        this.names = names;
        this.address = address;
        this.options = options.tcp();
        this.proxy = options.proxy();
    }

    /**
     * Connects.
     *
     * @param deadline for this and, as it is that of the socket's reads, for the handshakes that follow
     * @return a socket whose peer is the broker, as far as the proxy tells
     */
    DeadlineSocket connect(ConnectDeadline deadline) {
        String host = proxy.isUsed() ? proxy.host() : address.host();
        int port = proxy.isUsed() ? proxy.port() : address.port();
        String peer = proxy.isUsed() ? "the proxy " + host + ":" + port + " for " + address : address.toString();
        InetAddress[] candidates = resolve(host, deadline);
        IOException failure = null;
        for (int i = 0; i < candidates.length; i++) {
            try {
                int left = deadline.leftMillis();
                int share = Math.min(left, Math.max(SMALLEST_SHARE_MILLIS, left / (candidates.length - i)));
                DeadlineSocket connected = connect(new InetSocketAddress(candidates[i], port), share, deadline);
                passProxy(connected, deadline);
                return connected;
            } catch (IOException e) {
                if (isClosed()) {
                    throw givenUp(e);
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (failure instanceof SocketTimeoutException) {
            throw deadline.passed("no answer from " + peer, failure);
        }
        throw new StompConnectionException(
                "cannot connect to " + peer + ": " + (failure == null ? "it has no address" : failure.getMessage())
                        + (proxy.isUsed() ? "; is the proxy running there?" : "; is the broker running there?"),
                failure);
    }

    private InetAddress[] resolve(String host, ConnectDeadline deadline) {
        String which = "host '" + host + "'" + (proxy.isUsed() ? " (transport.proxyHost)" : " in " + address);
        try {
            return lookUp(host, deadline);
        } catch (SocketTimeoutException e) {
            throw deadline.passed("no address of " + which + " from the name service", e);
        } catch (UnknownHostException e) {
            throw new StompConnectionException("unknown " + which, e);
        } catch (IOException e) {
            throw new StompConnectionException("cannot look up " + which + ": " + e.getMessage(), e);
        }
    }

    /** {@link #close()} ends the wait, as does an interrupt, which stays set. */
    private InetAddress[] lookUp(String host, ConnectDeadline deadline) throws IOException {
        int millis = deadline.leftMillis();
        CompletableFuture<InetAddress[]> addresses = names.of(host);
        take(addresses);
        try {
            return addresses.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the name service is silent about '" + host + "'");
        } catch (CancellationException e) {
            throw givenUp(new IOException("looking up '" + host + "' was cancelled", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private DeadlineSocket connect(InetSocketAddress target, int millis, ConnectDeadline deadline) throws IOException {
        DeadlineSocket fresh = take(new DeadlineSocket(deadline));
        boolean connected = false;
        try {
            setUp(fresh, deadline);
            fresh.connect(target, millis);
            connected = true;
            return fresh;
        } finally {
            if (!connected) {
                fresh.close();
            }
        }
    }

    private void setUp(DeadlineSocket fresh, ConnectDeadline deadline) throws IOException {
        fresh.setTcpNoDelay(options.noDelay());
        fresh.setKeepAlive(options.keepAlive());
        if (options.sendBufferSize() > 0) {
            fresh.setSendBufferSize(options.sendBufferSize());
        }
        if (options.receiveBufferSize() > 0) {
            fresh.setReceiveBufferSize(options.receiveBufferSize());
        }
        if (options.linger() >= 0) {
            fresh.setSoLinger(true, options.linger());
        }
        if (options.trafficClass() > 0) {
            fresh.setTrafficClass(options.trafficClass());
        }
        if (options.localAddress() != null) {
            bind(fresh, deadline);
        }
    }

    private void bind(DeadlineSocket fresh, ConnectDeadline deadline) {
        try {
            fresh.bind(new InetSocketAddress(lookUp(options.localAddress(), deadline)[0], 0));
        } catch (IOException e) {
            throw new StompConnectionException(
                    "cannot connect from '" + options.localAddress() + "' (transport.localAddress): " + e.getMessage(),
                    e);
        }
    }

    /** A proxy that refused does not do better at its next address: this ends the attempt. */
    private void passProxy(DeadlineSocket connected, ConnectDeadline deadline) {
        if (!proxy.isUsed()) {
            return;
        }
        boolean passed = false;
        try {
            if (proxy.kind() == ProxyOptions.Kind.SOCKS) {
                new SocksHandshake(proxy, address).perform(connected);
            } else {
                new HttpProxyHandshake(proxy, address).perform(connected);
            }
            passed = true;
        } catch (SocketTimeoutException e) {
            throw deadline.passed(
                    "the proxy " + proxy.host() + ":" + proxy.port() + " did not open the way to " + address, e);
        } catch (IOException e) {
            if (isClosed()) {
                throw givenUp(e);
            }
            throw new StompConnectionException(
                    "the proxy " + proxy.host() + ":" + proxy.port() + " does not open the way to " + address + ": "
                            + e.getMessage(),
                    e);
        } finally {
            if (!passed) {
                close(connected);
            }
        }
    }

    /** From now on {@link #close()} closes this socket. */
    private DeadlineSocket take(DeadlineSocket fresh) throws IOException {
        lock.lock();
        try {
            if (!closed) {
                socket = fresh;
                return fresh;
            }
        } finally {
            lock.unlock();
        }
        fresh.close();
        throw givenUp(null);
    }

    /** From now on {@link #close()} ends the wait for this. */
    private void take(CompletableFuture<InetAddress[]> addresses) {
        lock.lock();
        try {
            if (!closed) {
                lookup = addresses;
                return;
            }
        } finally {
            lock.unlock();
        }
        throw givenUp(null);
    }

    /** {@return whether {@link #close()} was called} */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the complaint that the transport was closed before it was connected.
     *
     * @param cause what that broke, or null
     * @return the exception
     */
    StompConnectionException givenUp(IOException cause) {
        return new StompConnectionException("the attempt to connect to " + address + " was given up", cause);
    }

    /** Closes the socket, in whatever stage it is, or ends looking up the host; there will be no other. */
    void close() {
        DeadlineSocket open;
        CompletableFuture<InetAddress[]> awaited;
        lock.lock();
        try {
            closed = true;
            open = socket;
            awaited = lookup;
        } finally {
            lock.unlock();
        }
        if (awaited != null) {
            awaited.cancel(false);
        }
        if (open != null) {
            close(open);
        }
    }

    private static void close(DeadlineSocket open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed; nothing is left open by that", open, e);
        }
    }
}
