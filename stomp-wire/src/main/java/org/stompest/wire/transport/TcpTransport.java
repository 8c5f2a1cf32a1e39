package org.stompest.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

/** A plain TCP socket. For threads see {@link Transport}. */
public final class TcpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final BrokerAddress address;
    private final TransportOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private InputStream in;
    private OutputStream out;

    /** Written under the lock: a socket that is being connected can be closed by another thread. */
    private volatile Socket socket;

    private boolean closed; // guarded by lock

    /**
     * Makes a transport. All addresses of the host are tried in turn; the time-out is for all of them together.
     *
     * @param address host and port
     * @param options time-outs and socket options
     */
    public TcpTransport(BrokerAddress address, TransportOptions options) {
        this.address = address;
        this.options = options;
    }

    @Override
    public void connect() {
        long start = System.nanoTime();
        long limit = options.connectTimeout().toNanos();
        IOException failure = null;
        for (InetAddress ip : resolve()) {
            long left = limit - (System.nanoTime() - start);
            if (limit > 0 && left <= 0) {
                break;
            }
            try {
                connect(new InetSocketAddress(ip, address.port()), limit > 0 ? left : 0);
                return;
            } catch (IOException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (failure == null || failure instanceof SocketTimeoutException) {
            throw new StompTimeoutException(
                    "no answer from " + address + " within "
                            + options.connectTimeout().toMillis() + " ms (transport.connectTimeout)",
                    failure);
        }
        throw new StompConnectionException(
                "cannot connect to " + address + ": " + failure.getMessage() + "; is the broker running there?",
                failure);
    }

    private InetAddress[] resolve() {
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new StompConnectionException("unknown host '" + address.host() + "' in " + address, e);
        }
    }

    private void connect(InetSocketAddress target, long nanos) throws IOException {
        Socket fresh = take(new Socket());
        boolean connected = false;
        try {
            fresh.setTcpNoDelay(options.tcpNoDelay());
            fresh.setKeepAlive(options.tcpKeepAlive());
            if (options.sendBufferSize() > 0) {
                fresh.setSendBufferSize(options.sendBufferSize());
            }
            if (options.receiveBufferSize() > 0) {
                fresh.setReceiveBufferSize(options.receiveBufferSize());
            }
            if (options.soLinger() >= 0) {
                fresh.setSoLinger(true, options.soLinger());
            }
            fresh.connect(target, nanos == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000)));
            in = fresh.getInputStream();
            out = fresh.getOutputStream();
            connected = true;
        } finally {
            if (!connected) {
                fresh.close();
            }
        }
    }

    /** From now on {@link #close()} closes this socket. */
    private Socket take(Socket fresh) throws IOException {
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
        throw new StompConnectionException("the attempt to connect to " + address + " was given up", null);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.read(buffer, offset, length);
    }

    @Override
    public void readTimeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() {
        Socket open;
        lock.lock();
        try {
            closed = true;
            open = socket;
        } finally {
            lock.unlock();
        }
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed; nothing is left open by that", open, e);
        }
    }
}
