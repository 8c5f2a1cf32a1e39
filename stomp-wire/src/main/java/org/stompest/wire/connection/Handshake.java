package org.stompest.wire.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;
import org.stompest.wire.transport.Transport;

/** CONNECT and its answer, on the thread of whoever opens the connection. Used once. */
final class Handshake {
    private final BrokerAddress address;
    private final ConnectOptions options;
    private final FrameDecoder decoder;
    private final Negotiation session;
    private final ReceivedCounts received;
    private final Consumer<StompFrame> arrived;
    private final List<StompFrame> early = new ArrayList<>();
    private ServerInfo server;

    Handshake(
            BrokerAddress address,
            ConnectOptions options,
            Negotiation session,
            FrameDecoder decoder,
            ReceivedCounts received,
            Consumer<StompFrame> arrived) {
        this.address = address;
        this.options = options;
        this.session = session;
        this.received = received;
        this.arrived = arrived;
        this.decoder = decoder;
    }

    StompFrame connectFrame() {
        StompHeaders.Builder extra = StompHeaders.builder();
        options.headers().forEach(extra::add);
        return session.connect(ClientFrames.connect(
                options.versions(),
                options.host() == null ? address.host() : options.host(),
                options.login(),
                options.passcode(),
                options.heartBeat().toString(),
                extra.build()));
    }

    /** Reads until CONNECTED came. */
    ServerInfo await(Transport transport, byte[] buffer) {
        long start = System.nanoTime();
        long limit = options.connectedTimeout().toNanos();
        try {
            while (server == null) {
                long left = limit - (System.nanoTime() - start);
                if (limit > 0) {
                    transport.readTimeout(
                            (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left))));
                }
                int count = limit > 0 && left <= 0 ? timedOut() : transport.read(buffer, 0, buffer.length);
                if (count < 0) {
                    throw new StompConnectionException(
                            address + " closed the connection"
                                    + (decoder.midFrame() ? " in the middle of its" : " without an")
                                    + " answer to CONNECT: is it a STOMP port, and not one for HTTP or TLS?",
                            null);
                }
                received.bytes(count);
                decoder.decode(buffer, 0, count, this::onFrame);
            }
            return server;
        } catch (SocketTimeoutException e) {
            throw timeout(e);
        } catch (IOException e) {
            throw new StompConnectionException(
                    address + " broke the connection instead of answering CONNECT: " + e.getMessage()
                            + "; is it a STOMP port, and not one for HTTP or TLS?",
                    e);
        } catch (StompFrameException e) {
            throw new StompConnectionException(address + " does not speak STOMP: " + e.getMessage(), e);
        }
    }

    /** {@return what came in one piece with CONNECTED: to be treated as if it had come a moment later} */
    List<StompFrame> early() {
        return early;
    }

    private int timedOut() throws SocketTimeoutException {
        throw new SocketTimeoutException("time-out");
    }

    private StompTimeoutException timeout(IOException cause) {
        return new StompTimeoutException(
                "no answer to CONNECT from " + address + " within "
                        + options.connectedTimeout().toMillis()
                        + " ms (stomp.connectedTimeout): is it a STOMP port, and not one for HTTP or TLS?",
                cause);
    }

    private void onFrame(StompFrame frame) {
        if (server != null) {
            early.add(frame);
            return;
        }
        arrived.accept(frame);
        if (frame.command() == StompCommand.ERROR) {
            throw new StompProtocolException(address + " refused the connection: " + ErrorText.of(frame), frame);
        }
        if (frame.command() != StompCommand.CONNECTED) {
            throw new StompProtocolException(address + " answered CONNECT with " + frame.command());
        }
        try {
            server = session.connected(frame);
        } catch (StompProtocolException e) {
            throw new StompProtocolException(address + " answered CONNECT wrongly: " + e.getMessage(), null, e);
        }
        decoder.version(server.version());
    }
}
