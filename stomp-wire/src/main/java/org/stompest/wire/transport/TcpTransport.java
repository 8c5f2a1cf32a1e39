package org.stompest.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/** A plain TCP socket, perhaps through a proxy. For threads see {@link Transport}. */
public final class TcpTransport implements Transport {
    private final BrokerAddress address;
    private final TransportOptions options;
    private final SocketConnector connector;
    private DeadlineSocket socket;
    private InputStream in;
    private OutputStream out;

    /**
     * Makes a transport. All addresses of the host are tried in turn; the time-out is for all of them together.
     *
     * @param address host and port
     * @param options time-outs, socket options and the proxy
     */
    public TcpTransport(BrokerAddress address, TransportOptions options) {
        this.address = address;
        this.options = options;
        this.connector = new SocketConnector(address, options);
    }

    @Override
    public void connect() {
        socket = connector.connect(new ConnectDeadline(options.connectTimeout()));
        try {
            socket.connected();
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw connector.isClosed()
                    ? connector.givenUp(e)
                    : new StompConnectionException(address + " went away at once: " + e.getMessage(), e);
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
        connector.close();
    }
}
