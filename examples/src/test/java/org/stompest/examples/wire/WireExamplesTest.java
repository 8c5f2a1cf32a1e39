package org.stompest.examples.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stompest.examples.launch.EmbeddedBroker;

/** Each example of the wire library on a real broker, with what it prints. */
class WireExamplesTest {
    private static final String PROTOCOLS = "STOMP;anycastPrefix=/queue/";

    private static EmbeddedBroker broker;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedBroker(PROTOCOLS);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aClientOfOnesOwn() throws Exception {
        OwnClient.run(broker.uri(), out);

        assertThat(lines()).containsExactly("received hello");
    }

    @Test
    void theSynchronousClient() {
        SyncExample.run(broker.uri(), out);

        assertThat(lines())
                .containsExactly(
                        "connected by STOMP 1.2",
                        "received leaves with the next frames, colour null",
                        "received is at the broker, colour blue");
    }

    @Test
    void transactions() {
        TransactionExample.run(broker.uri(), out);

        assertThat(lines()).containsExactly("aborted: no more paper", "received one", "received two");
    }

    @Test
    void theAsynchronousClient() throws Exception {
        AsyncExample.run(broker.uri(), out);

        assertThat(lines()).hasSize(2).contains("handled 10");
        assertThat(lines().get(0)).startsWith("failed 7: ").contains("seven is not liked here");
    }

    @Test
    void transactionsOfTheAsynchronousClient() throws Exception {
        AsyncTransactionExample.run(broker.uri(), out);

        assertThat(lines()).hasSize(3).contains("aborted: nothing to be sent");
        assertThat(lines()).contains("received one", "received two");
    }

    @Test
    void aTransportOfOnesOwn() {
        OwnTransport.run(out);

        assertThat(lines()).containsExactly("connected to tiny/1", "received hello");
    }

    @Test
    void aConnectionThatOutlivesItsSockets() throws Exception {
        EmbeddedBroker first = new EmbeddedBroker(PROTOCOLS);
        try (first) {
            ReconnectingExample.run(first.uri() + "," + broker.uri(), out, first::close);
        }

        assertThat(lines().get(0)).isEqualTo("orders: before");
        assertThat(lines()).contains("interrupted", "restored", "orders: after");
    }

    @Test
    void failover() {
        EmbeddedBroker first = new EmbeddedBroker(PROTOCOLS);
        try (first) {
            FailoverExample.run(first.uri() + "," + broker.uri(), out, first::close);
        }

        assertThat(lines().subList(0, 2)).containsExactly("connected", "received before");
        assertThat(lines()).contains("connection lost", "connected again", "received after", "reconnects: 1");
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
