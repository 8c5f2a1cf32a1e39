package org.stompest.wire.transport;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/**
 * A WebSocket (RFC 6455) over another transport. Bytes go out in binary messages, one for each STOMP frame; what comes in,
 * text or binary, is a stream of bytes. Of the payload of text messages nobody checks here that it is UTF-8: the decoder of
 * STOMP does. For threads see {@link Transport}; a thread of its own answers a ping, since one that reads must not write.
 */
public final class WebSocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

    private final Transport beneath;
    private final BrokerAddress address;
    private final TransportOptions options;
    private final WebSocketReader reader;
    private final WebSocketWriter writer;
    private final ReentrantLock writing = new ReentrantLock();
    /** The payload of a ping that has not been answered yet: of several the last one will do. */
    private final AtomicReference<byte[]> pinged = new AtomicReference<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** The payload of the close frame that is to be said when the transport is closed. */
    private volatile byte[] lastWords = WebSocketFrames.closeFrame(WebSocketFrames.NORMAL_CLOSURE);

    private volatile boolean connected;
    private int readTimeout; // of the reading thread

    /**
     * Makes a transport.
     *
     * @param beneath not yet connected; carries the frames of the WebSocket
     * @param address host, port and path, as the request names them
     * @param options the time-out for connecting, what to offer, and headers
     */
    public WebSocketTransport(Transport beneath, BrokerAddress address, TransportOptions options) {
        this.beneath = beneath;
        this.address = address;
        this.options = options;
        this.writer = new WebSocketWriter(beneath);
        this.reader = new WebSocketReader(beneath, new Controls());
    }

    @Override
    public void connect() {
        ConnectDeadline deadline = new ConnectDeadline(options.connectTimeout());
        beneath.connect();
        WebSocketHandshake handshake = new WebSocketHandshake(address, options.webSocket());
        try {
            byte[] request = handshake.request();
            beneath.write(request, 0, request.length);
            HttpHead response = HttpHead.read(() -> {
                beneath.readTimeout(deadline.leftMillis());
                return reader.raw();
            });
            String chosen = handshake.check(response);
            beneath.readTimeout(0);
            LOG.debug("{}: WebSocket with the sub-protocol '{}'", address, chosen);
            connected = true;
        } catch (SocketTimeoutException e) {
            throw deadline.passed("no answer to the request for a WebSocket from " + address, e);
        } catch (IOException e) {
            if (closed.get()) {
                throw new StompConnectionException("the attempt to connect to " + address + " was given up", e);
            }
            throw new StompConnectionException("no WebSocket with " + address + ": " + e.getMessage(), e);
        } finally {
            if (!connected) {
                beneath.close();
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        while (true) {
            int count = readSome(buffer, offset, length);
            if (count != 0) {
                return count;
            }
            // control frames alone are nothing to the caller, who wants to look after other things in time
            if (readTimeout > 0 && System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(readTimeout)) {
                throw new SocketTimeoutException("no data within " + readTimeout + " ms, only control frames");
            }
        }
    }

    private int readSome(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = reader.read(buffer, offset, length);
            if (count < 0 && closed.get()) {
                throw new SocketException("the transport was closed"); // the peer answered the farewell
            }
            return count;
        } catch (ProtocolException e) {
            lastWords = WebSocketFrames.closeFrame(WebSocketFrames.PROTOCOL_ERROR);
            throw e;
        }
    }

    @Override
    public void readTimeout(int millis) throws IOException {
        readTimeout = millis;
        beneath.readTimeout(millis);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writing.lock();
        try {
            writer.data(bytes, offset, length);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true) && connected) {
            Farewell.say(address.toString(), writing, () -> writer.control(WebSocketFrames.CLOSE, lastWords));
        }
        beneath.close();
    }

    private void pong() {
        writing.lock();
        try {
            for (byte[] payload = pinged.getAndSet(null); payload != null; payload = pinged.getAndSet(null)) {
                writer.control(WebSocketFrames.PONG, payload);
            }
        } catch (IOException e) {
            LOG.debug("a ping of {} was not answered: the connection is gone", address, e);
        } finally {
            writing.unlock();
        }
    }

    private final class Controls implements WebSocketReader.Controls {
        @Override
        public void ping(byte[] payload) {
            if (pinged.getAndSet(payload) == null) {
                Thread answer = new Thread(WebSocketTransport.this::pong, "stomp-pong " + address);
                answer.setDaemon(true);
                answer.start();
            }
        }

        @Override
        public void close(byte[] payload) throws IOException {
            int code = WebSocketFrames.closeCode(payload);
            if (code != 0) {
                lastWords = WebSocketFrames.closeFrame(code);
            }
            String meaning = WebSocketFrames.meaning(code);
            String reason = WebSocketFrames.closeReason(payload);
            throw new IOException("the broker closed the WebSocket"
                    + (code == 0 ? "" : " with the code " + code)
                    + (meaning.isEmpty() ? "" : ", " + meaning)
                    + (reason.isEmpty() ? "" : ": " + reason));
        }
    }
}
