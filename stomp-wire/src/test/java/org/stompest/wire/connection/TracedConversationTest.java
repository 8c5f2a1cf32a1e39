package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.transport.TransportOptions;

/** What a log holds when everything is logged. */
class TracedConversationTest {
    private static final String PASSCODE = "b5f0-the-passcode";
    private static final String LOGIN = "b5f0-the-login";
    private static final String TICKET = "b5f0-the-ticket";
    private static final String BODY = "b5f0-the-body";

    private final Logger library = (Logger) LoggerFactory.getLogger("org.stompest");
    private final Lines lines = new Lines();
    private Level before;

    /** Keeps what is logged, also by tests that run at the same time. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        /** {@return the lines of one connection} */
        List<String> of(ScriptedBroker broker) {
            String port = ":" + broker.port();
            return events.stream()
                    .map(Lines::text)
                    .filter(line -> line.contains(port))
                    .toList();
        }

        String all() {
            StringBuilder text = new StringBuilder();
            events.forEach(event -> text.append(text(event)).append('\n'));
            return text.toString();
        }

        private static String text(ILoggingEvent event) {
            StringBuilder text = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(" / ").append(cause.getMessage());
            }
            return text.toString();
        }
    }

    @BeforeEach
    void logEverything() {
        before = library.getLevel();
        library.setLevel(Level.TRACE);
        lines.start();
        library.addAppender(lines);
    }

    @AfterEach
    void logAsBefore() {
        library.detachAppender(lines);
        library.setLevel(before);
    }

    @Test
    void everyFrameOfAConnectionIsTracedAndNoneWithCredentialsOrBody() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake("server", "a/1")
                    .expect("SUBSCRIBE")
                    .message(BODY, "authorization", TICKET)
                    .expect("SEND")
                    .receipt()
                    .expect("SEND")
                    .errorForLast("no")
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            Received received = new Received();
            ConnectOptions options = Broker.NO_BEATS
                    .withCredentials(LOGIN, PASSCODE)
                    .withHeaders(Map.of("Authorization", TICKET, "x-access-token", TICKET, "tenant", "t1"));
            StompConnection connection = Broker.open(broker, options, TransportOptions.DEFAULT, received);
            connection.write(
                    StompFrame.of(StompCommand.SUBSCRIBE, StompHeaders.of("id", "1", "destination", "d")), Flush.NOW);
            await().until(() -> received.messages().size() == 1);
            Confirmation sent = new Confirmation();
            connection.request(Broker.send(BODY, "r1"), sent, Flush.NOW);
            assertThat(sent.await(Deadline.in(Broker.PATIENCE))).isNull();
            Confirmation refused = new Confirmation();
            connection.request(Broker.send(BODY, "r2"), refused, Flush.NOW);
            assertThat(refused.await(Deadline.in(Broker.PATIENCE))).isNotNull();
            connection.close(Broker.PATIENCE);

            assertThat(lines.of(broker))
                    .filteredOn(line -> line.startsWith("TRACE"))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains(
                                            "<- CONNECT {",
                                            "passcode=***",
                                            "login=***",
                                            "Authorization=***",
                                            "x-access-token=***",
                                            "tenant=t1"),
                            line -> assertThat(line).contains("-> CONNECTED {", "server=a/1"),
                            line -> assertThat(line).contains("<- SUBSCRIBE {"),
                            line -> assertThat(line).contains("-> MESSAGE {", "(" + BODY.length() + " bytes)"),
                            line -> assertThat(line).contains("<- SEND {", "receipt=r1"),
                            line -> assertThat(line).contains("-> RECEIPT {", "receipt-id=r1"),
                            line -> assertThat(line).contains("<- SEND {"),
                            line -> assertThat(line).contains("-> ERROR {"),
                            line -> assertThat(line).contains("<- DISCONNECT {"),
                            line -> assertThat(line).contains("-> RECEIPT {"));
            assertThat(lines.all()).doesNotContain(PASSCODE, LOGIN, TICKET, BODY);
        }
    }

    @Test
    void aClientThatIsRefusedLogsNoSecret() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().error("no such user").close();
            StompClient client =
                    new StompClient(broker.uri() + "?stomp.login=" + LOGIN + "&stomp.passcode=" + PASSCODE);

            assertThatThrownBy(client::connect).message().doesNotContain(LOGIN, PASSCODE);

            client.close();
            assertThat(lines.of(broker)).anyMatch(line -> line.contains("-> ERROR"));
            assertThat(lines.all()).doesNotContain(PASSCODE, LOGIN);
        }
    }

    @Test
    void aClientThatReconnectsLogsNeitherSecretNorBodyAndNothingAboveDebugForEachMessage() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch taken = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message(BODY)
                    .await(taken)
                    .reset();
            broker.connection().handshake().autoReceipts().ignoringTheRest().expectClose();
            String uri = "failover:(" + broker.uri() + ")?initialReconnectDelay=1&stomp.login=" + LOGIN
                    + "&stomp.passcode=" + PASSCODE;
            try (StompClient client = new StompClient(uri).connect()) {
                client.subscribe("d");
                client.receive();
                taken.countDown();
                await().until(() -> broker.connections() == 2);
                client.sendConfirmed("d", BODY);
            }
            assertThat(lines.of(broker))
                    .anyMatch(line -> line.startsWith("INFO replacing the connection"))
                    .anyMatch(line -> line.contains("-> MESSAGE"))
                    .filteredOn(line -> line.contains("SEND") || line.contains("MESSAGE"))
                    .allMatch(line -> line.startsWith("TRACE") || line.startsWith("DEBUG"));
            assertThat(lines.all()).doesNotContain(PASSCODE, LOGIN, BODY);
        }
    }
}
