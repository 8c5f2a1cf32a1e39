package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.BreakingTransport;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.transport.Transports;

/** What could not be written to its last byte is not at the broker: it may be written again, whatever it is. */
class FailedWriteTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final AtomicReference<BreakingTransport> transport = new AtomicReference<>();
    private final Calls calls = new Calls();
    private ReconnectingConnection connection;

    private void open(String uri) {
        connection = new ReconnectingConnection(
                StompUri.parse(uri, Set.of()),
                (address, options) -> {
                    BreakingTransport next = new BreakingTransport(Transports.create(address, options));
                    transport.set(next);
                    return next;
                },
                calls);
        connection.open();
    }

    @AfterEach
    void end() {
        connection.close();
        broker.close();
    }

    private static StompFrame send(String text, String... headers) {
        return ClientFrames.send(
                StompHeaders.of(headers).toBuilder().add("destination", "d"),
                text.getBytes(StandardCharsets.UTF_8),
                0,
                text.length());
    }

    private StompFrame confirmed(String text) {
        return send(text, "receipt", connection.nextReceiptId());
    }

    @Test
    void aFrameWithoutReceiptIsWrittenToTheNextConnection() {
        broker.connection().handshake().expectClose();
        broker.connection().handshake().expect("SEND", body("m")).expectClose();
        open(Client.failoverUri(broker, ""));
        transport.get().breakWrites();

        connection.send(send("m"), Flush.NOW, Client.patience());
        broker.awaitReceived(
                frames -> frames.stream().anyMatch(frame -> frame.text().equals("m")));
    }

    @Test
    void withoutFailoverItFailsAndHasSurelyNotArrived() {
        broker.connection().handshake().expectClose();
        open(broker.uri() + "?stomp.heartBeat=0,0");
        transport.get().breakWrites();

        assertThatThrownBy(() -> connection.send(send("m"), Flush.NOW, Client.patience()))
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isFalse());
    }

    @Test
    void anErrorIsFoundBehindAWriteThatFailsWhileItIsPlayedAgain() {
        CountDownLatch failed = new CountDownLatch(1);
        broker.connection().handshake().expect("SEND").error("mistake").close();
        broker.connection().handshake().await(failed).error("mistake").close();
        broker.connection().handshake().expectClose();
        calls.onRestore((fresh, cautious) -> {
            if (failed.getCount() > 0) {
                transport.get().breakWrites();
                try {
                    fresh.write(send("m"), Flush.NOW);
                } finally {
                    failed.countDown();
                }
            }
        });
        open(broker.uri() + "?stomp.heartBeat=0,0");

        connection.send(send("m"), Flush.NOW, Client.patience());

        await().until(() -> calls.saw("restored"));
    }

    @Test
    void aRequestThatMustNotBeDoneTwiceIsWrittenAgainWhereItHasNotLeft() {
        broker.connection().handshake().expectClose();
        broker.connection()
                .handshake()
                .autoReceipts()
                .expect("BEGIN")
                .expect("ABORT")
                .expect("SEND", body("m"))
                .expectClose();
        open(Client.failoverUri(broker, ""));
        transport.get().breakWrites();
        CompletableFuture<Void> outcome = new CompletableFuture<>();

        connection.requestOnce(confirmed("m"), Flush.NOW, Client.patience(), outcome);

        Client.await(outcome);
    }

    @Test
    void aRequestThatMustNotBeDoneTwiceIsInDoubtOnceItHasLeft() {
        broker.connection().handshake().expect("SEND", body("m")).close();
        broker.connection().handshake().expectClose();
        open(Client.failoverUri(broker, ""));
        CompletableFuture<Void> outcome = new CompletableFuture<>();

        connection.requestOnce(confirmed("m"), Flush.NOW, Client.patience(), outcome);

        assertThatThrownBy(() -> Client.await(outcome))
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isTrue());
        await().until(() -> calls.saw("restored"));
    }

    @Test
    void aRequestThatMustNotBeDoneTwiceIsInDoubtWhenTheSecondConnectionIsLostToo() {
        broker.connection().handshake().expectClose();
        broker.connection()
                .handshake()
                .autoReceipts()
                .expect("BEGIN")
                .expect("ABORT")
                .noAutoReceipts()
                .expect("SEND", body("m"))
                .close();
        broker.connection().handshake().expectClose();
        open(Client.failoverUri(broker, ""));
        transport.get().breakWrites();
        CompletableFuture<Void> outcome = new CompletableFuture<>();

        connection.requestOnce(confirmed("m"), Flush.NOW, Client.patience(), outcome);

        assertThatThrownBy(() -> Client.await(outcome))
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isTrue());
        await().until(() -> calls.saw("restored"));
    }
}
