package org.stompest.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/**
 * TLS over a TCP socket, perhaps through a proxy. The stores are read by {@link #connect()}, before there is a socket. For
 * threads see {@link Transport}.
 *
 * <p>Closing does not go through the JDK's TLS socket, which would wait for a writer that is stuck: the TCP socket beneath is
 * closed, after a {@link Farewell}.
 */
public final class TlsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

    private static final int ALERT_MILLIS = 250;

    private final BrokerAddress address;
    private final TransportOptions options;
    private final SocketConnector connector;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private InputStream in;
    private OutputStream out;

    /** Whether anything was read. */
    private volatile boolean heard;

    /** Set when the handshake is done. */
    private volatile SSLSocket socket;

    /**
     * Makes a transport.
     *
     * @param address host, whose name the certificate must have, and port
     * @param options time-outs, socket options, the proxy, and whom to trust
     */
    public TlsTransport(BrokerAddress address, TransportOptions options) {
        this.address = address;
        this.options = options;
        this.connector = new SocketConnector(address, options);
    }

    @Override
    public void connect() {
        ConnectDeadline deadline = new ConnectDeadline(options.connectTimeout());
        SSLContext context = TlsContexts.of(options.tls());
        SSLParameters parameters = TlsContexts.parameters(context, options.tls(), address);
        DeadlineSocket beneath = connector.connect(deadline);
        try {
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(beneath, address.host(), address.port(), false);
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            if (options.tls().context() == null) {
                checkValidity(tls);
            }
            beneath.connected();
            in = tls.getInputStream();
            out = tls.getOutputStream();
            socket = tls;
            LOG.debug(
                    "{}: {} with {}",
                    address,
                    tls.getSession().getProtocol(),
                    tls.getSession().getCipherSuite());
        } catch (IOException e) {
            StompConnectionException givenUp = connector.isClosed() ? connector.givenUp(e) : null;
            connector.close();
            if (givenUp != null) {
                throw givenUp;
            }
            if (timedOut(e)) {
                throw deadline.passed("no end of the TLS handshake with " + address, e);
            }
            throw new StompConnectionException("no TLS with " + address + ": " + TlsFailure.ofHandshake(e), e);
        }
    }

    /** The JDK does not look at the dates of a certificate that is in the trust store itself. */
    private static void checkValidity(SSLSocket tls) throws SSLException {
        try {
            if (tls.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
                certificate.checkValidity();
            }
        } catch (CertificateException e) {
            throw (SSLException) new SSLHandshakeException(e.getMessage()).initCause(e);
        }
    }

    private static boolean timedOut(IOException failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw explained(e);
        }
        if (count < 0 && closed.get()) {
            throw new SocketException("the transport was closed"); // the peer answered the farewell
        }
        if (!heard) {
            heard = true;
        }
        return count;
    }

    private IOException explained(IOException failure) {
        IOException explained = TlsFailure.ofConnection(failure);
        boolean unexplained = explained == failure && !heard && !closed.get();
        return unexplained ? TlsFailure.afterHandshake(failure, options.tls()) : explained;
    }

    @Override
    public void readTimeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writing.lock();
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw heard || closed.get() ? e : explained(alertBehind(e));
        } finally {
            writing.unlock();
        }
    }

    /**
     * From TLS 1.3 on a broker that misses the client's certificate says so after the handshake, and hangs up: when the first
     * write fails, its alert may be there to be read. Nobody else reads before something was written.
     */
    private IOException alertBehind(IOException failure) {
        try {
            socket.setSoTimeout(ALERT_MILLIS);
            in.read();
            return failure;
        } catch (IOException e) {
            return e instanceof SSLException ? e : failure;
        }
    }

    @Override
    public void close() {
        SSLSocket open = socket;
        if (!closed.getAndSet(true) && open != null) {
            Farewell.say(address.toString(), writing, open::shutdownOutput);
        }
        connector.close();
    }
}
