package org.stompest.benchmarks.send;

import java.time.Duration;
import org.stompest.wire.StompException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.connection.ConnectionHandler;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

/** A {@link StompConnection} whose user makes a frame for each message. */
final class ConnectionSender implements Sender {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final byte[] body = new byte[BODY];
    private final StompConnection connection;

    ConnectionSender(int port) {
        connection = StompConnection.open(
                new BrokerAddress("tcp", "127.0.0.1", port),
                TransportOptions.DEFAULT,
                ConnectOptions.DEFAULT.withHeartBeat(HeartBeat.NONE),
                new StompSession(false),
                new Nothing());
    }

    private static final class Nothing implements ConnectionHandler {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {
            throw new IllegalStateException("a sink sends no " + message);
        }

        @Override
        public void onClosed(StompConnection connection, StompException why) {
            System.err.println("lost " + connection + ": " + why);
        }
    }

    @Override
    public void send(long number) {
        connection.write(
                ClientFrames.send(
                        StompHeaders.builder()
                                .add(StompHeaderNames.DESTINATION, DESTINATION)
                                .add(NUMBER, Long.toString(number))
                                .build(),
                        body),
                Flush.SOON);
    }

    @Override
    public void finish() {
        Confirmation confirmation = new Confirmation();
        StompHeaders headers = StompHeaders.builder()
                .add(StompHeaderNames.DESTINATION, DESTINATION)
                .add(StompHeaderNames.RECEIPT, LAST)
                .build();
        connection.request(ClientFrames.send(headers, new byte[0]), confirmation, Flush.NOW);
        StompException failure = confirmation.await(Deadline.in(PATIENCE));
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
