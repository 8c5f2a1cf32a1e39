package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.stompest.testbroker.FrameMatcher.header;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompHeaders;

/** Whoever gives up waiting, or asks for what another one asks for, disturbs nobody else and is told what is true. */
class InterruptedClientTest {
    @Test
    void anInterruptedWaitIsNoLossOfTheConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SUBSCRIBE")
                    .receipt()
                    .message("one")
                    .ignoringTheRest()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            StompSubscription subscription = client.subscribe("a");
            StompMessage message = Sync.receive(client);

            for (Consumer<StompClient> call : List.<Consumer<StompClient>>of(
                    c -> c.ackConfirmed(message),
                    c -> c.sendConfirmed("a", "b"),
                    c -> c.transaction(transaction -> {}),
                    c -> c.unsubscribe(subscription))) {
                assertThat(interrupted(client, call))
                        .isInstanceOf(StompException.class)
                        .isNotInstanceOf(StompConnectionException.class)
                        .hasMessageContaining("interrupted");
            }
            assertThat(client.isConnected()).isTrue();
            client.close(true);
        }
    }

    private static Throwable interrupted(StompClient client, Consumer<StompClient> call) {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                call.accept(client);
                thrown.complete(null);
            } catch (StompException e) {
                thrown.complete(e);
            }
        });
        thread.start();
        return thrown.join();
    }

    @Test
    void whoeverAsksForAReceiptThatIsAwaitedLeavesTheOtherAlone() {
        CountDownLatch refused = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", header("receipt", "mine"))
                    .await(refused)
                    .receipt()
                    .expectClose();
            StompClient client = Sync.plain(broker).connect();
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> client.send("a", "b", StompHeaders.of("receipt", "mine")));
            broker.awaitReceived(frames -> frames.size() == 2);

            assertThat(catchThrowable(() -> client.send("a", "c", StompHeaders.of("receipt", "mine"))))
                    .isInstanceOf(StompProtocolException.class);
            refused.countDown();

            assertThat(first).succeedsWithin(Sync.PATIENCE);
            client.close(true);
        }
    }

    @Test
    void soDoesTheAsynchronousClient() {
        CountDownLatch refused = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND", header("receipt", "mine"))
                    .await(refused)
                    .receipt()
                    .expectClose();
            AsyncStompClient client =
                    new AsyncStompClient(Sync.uri(broker.uri() + "?stomp.heartBeat=0,0"), Sync.OPTIONS);
            assertThat(client.connect()).succeedsWithin(Sync.PATIENCE);
            CompletableFuture<Void> first = client.send("a", "b", StompHeaders.of("receipt", "mine"));

            assertThat(client.send("a", "c", StompHeaders.of("receipt", "mine")))
                    .failsWithin(Sync.PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(StompProtocolException.class);
            refused.countDown();

            assertThat(first).succeedsWithin(Sync.PATIENCE);
            client.close(true);
        }
    }
}
