package org.stompest.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.failover.BrokerAddress;

/** A plain TCP socket. For threads see {@link Transport}. */
public final class TcpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private TcpTransport(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Connects a socket. All addresses of the host are tried in turn; the time-out is for all of them together.
     *
     * @param address host and port
     * @param options time-outs and socket options
     * @return an open transport
     * @throws StompConnectionException if the host is unknown or nobody listens
     * @throws StompTimeoutException if the time-out passed first
     */
    public static TcpTransport connect(BrokerAddress address, TransportOptions options) {
        long start = System.nanoTime();
        long limit = options.connectTimeout().toNanos();
        IOException failure = null;
        for (InetAddress ip : resolve(address)) {
            long left = limit - (System.nanoTime() - start);
            if (limit > 0 && left <= 0) {
                break;
            }
            try {
                return connect(new InetSocketAddress(ip, address.port()), options, limit > 0 ? left : 0);
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

    private static InetAddress[] resolve(BrokerAddress address) {
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new StompConnectionException("unknown host '" + address.host() + "' in " + address, e);
        }
    }

    private static TcpTransport connect(InetSocketAddress target, TransportOptions options, long nanos)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(options.tcpNoDelay());
            socket.setKeepAlive(options.tcpKeepAlive());
            if (options.sendBufferSize() > 0) {
                socket.setSendBufferSize(options.sendBufferSize());
            }
            if (options.receiveBufferSize() > 0) {
                socket.setReceiveBufferSize(options.receiveBufferSize());
            }
            if (options.soLinger() >= 0) {
                socket.setSoLinger(true, options.soLinger());
            }
            socket.connect(target, nanos == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000)));
            return new TcpTransport(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
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
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed; nothing is left open by that", socket, e);
        }
    }
}
