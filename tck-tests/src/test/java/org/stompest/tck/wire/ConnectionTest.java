package org.stompest.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

/** One connection, each version of STOMP: what is sent comes back as it was. */
class ConnectionTest extends WireTest {
    private final BlockingQueue<StompFrame> messages = new LinkedBlockingQueue<>();

    private final ConnectionHandler handler = new ConnectionHandler() {
        @Override
        public void onMessage(StompConnection connection, StompFrame message) {
            messages.add(message);
        }

        @Override
        public void onClosed(StompConnection connection, StompException why) {}
    };

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void whatIsSentComesBack(StompVersion version) throws InterruptedException {
        byte[] body = "zero \0 and \u00e4\u20ac\n\n".getBytes(StandardCharsets.UTF_8);
        try (StompConnection connection = open(version)) {
            assertThat(connection.server().version()).isEqualTo(version);
            StompHeaders.Builder headers = StompHeaders.builder().add("destination", queue());
            if (version != StompVersion.V1_0) {
                headers.add("back\\slash", "a\\b:c\nd").add("\u00fcml", "\u20ac");
            }
            connection.write(ClientFrames.send(headers.build(), body), Flush.SOON);
            subscribe(connection, queue());

            StompFrame message = messages.poll(30, TimeUnit.SECONDS);

            assertThat(message.body()).isEqualTo(body);
            if (version != StompVersion.V1_0) {
                assertThat(message.header("back\\slash")).isEqualTo("a\\b:c\nd");
                assertThat(message.header("\u00fcml")).isEqualTo("\u20ac");
            }
            confirm(connection, ClientFrames.ack(version, message, null, connection.nextReceiptId()));
            connection.close(Duration.ofSeconds(30));
        }
        broker().awaitMessages(name(), 0);
    }

    private StompConnection open(StompVersion version) {
        return StompConnection.open(
                BrokerAddress.parse(broker().uri()),
                TransportOptions.DEFAULT,
                ConnectOptions.DEFAULT.withVersions(List.of(version)),
                new StompSession(),
                handler);
    }

    private static void subscribe(StompConnection connection, String destination) {
        confirm(
                connection,
                ClientFrames.subscribe(
                        connection.server().version(),
                        StompHeaders.of(
                                StompHeaderNames.ID,
                                "1",
                                StompHeaderNames.DESTINATION,
                                destination,
                                StompHeaderNames.ACK,
                                "client",
                                StompHeaderNames.RECEIPT,
                                connection.nextReceiptId())));
    }

    private static void confirm(StompConnection connection, StompFrame frame) {
        Confirmation confirmation = new Confirmation();
        connection.request(frame, confirmation, Flush.NOW);
        assertThat(confirmation.await(Deadline.in(SOON))).isNull();
    }
}
