package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.wire.client.AsyncClients.QUICK;
import static org.stompest.wire.client.AsyncClients.get;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.frame.StompHeaders;

/** A broker that sends faster than handlers finish. */
class AsyncBackPressureTest {
    private static final String KILOBYTE = "x".repeat(1024);
    private static final StompHeaders AUTO = StompHeaders.of("ack", "auto");
    /** The reader's buffer has 64 KiB at most, and a frame has more than 1 KiB. */
    private static final int ONE_READ = 64;

    @Test
    void aFloodThatHandlersDoNotFinishStaysOutsideAndGoesOnWhenTheyDo() {
        int flood = 200_000;
        ReadAhead ahead = new ReadAhead();
        ClientOptions options = QUICK.withMaxPendingMessages(100).withFrameListener(ahead);
        try (ScriptedBroker broker = new ScriptedBroker().patience(Duration.ofSeconds(60))) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .flood(flood, KILOBYTE)
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker, options)) {
                CompletableFuture<Void> mayFinish = new CompletableFuture<>();
                AtomicInteger handled = new AtomicInteger();
                get(client.subscribe(
                        "/q",
                        AUTO,
                        SubscribeOptions.DEFAULT,
                        message -> mayFinish.thenRun(() -> {
                            ahead.taken();
                            handled.incrementAndGet();
                        })));
                await().during(Duration.ofMillis(500)).until(() -> ahead.most() >= 100);
                assertThat(ahead.most()).as("messages ahead").isLessThan(100 + ONE_READ);
                assertThat(handled).hasValue(0);

                mayFinish.complete(null);

                await().atMost(Duration.ofSeconds(60)).until(() -> handled.get() == flood);
                assertThat(ahead.most()).as("messages ahead").isLessThan(100 + ONE_READ);
            }
        }
    }

    @Test
    void bytesAreBoundedToo() {
        ReadAhead ahead = new ReadAhead();
        ClientOptions options = QUICK.withMaxPendingBytes(50 * 1024L).withFrameListener(ahead);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .flood(5_000, KILOBYTE)
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker, options)) {
                AtomicInteger handled = new AtomicInteger();
                get(client.subscribe("/q", AUTO, SubscribeOptions.DEFAULT, MessageHandler.blocking(message -> {
                    ahead.taken();
                    handled.incrementAndGet();
                })));
                await().atMost(Duration.ofSeconds(20)).until(() -> handled.get() == 5_000);
                assertThat(ahead.most()).as("messages ahead").isLessThan(50 + ONE_READ);
            }
        }
    }

    @Test
    void headersAreBytesToo() {
        ReadAhead ahead = new ReadAhead();
        ClientOptions options = QUICK.withMaxPendingBytes(500 * 1024L).withFrameListener(ahead);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection().handshake().autoReceipts().expect("SUBSCRIBE");
            for (int i = 0; i < 300; i++) {
                script.message("", "large", KILOBYTE.repeat(100));
            }
            script.expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker, options)) {
                AtomicInteger handled = new AtomicInteger();
                CompletableFuture<Void> mayFinish = new CompletableFuture<>();
                get(client.subscribe(
                        "/q",
                        AUTO,
                        SubscribeOptions.DEFAULT,
                        message -> mayFinish.thenRun(() -> {
                            ahead.taken();
                            handled.incrementAndGet();
                        })));
                await().during(Duration.ofMillis(500)).until(() -> ahead.most() >= 5);
                assertThat(ahead.most()).as("messages of 100 KiB ahead").isLessThan(8);

                mayFinish.complete(null);

                await().atMost(Duration.ofSeconds(20)).until(() -> handled.get() == 300);
                assertThat(ahead.most()).as("messages of 100 KiB ahead").isLessThan(8);
            }
        }
    }

    @Test
    void aHandlerMayWaitForAReceiptThatComesBehindAFlood() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .noAutoReceipts()
                    .flood(60, KILOBYTE)
                    .expect("SEND")
                    .flood(100, KILOBYTE)
                    .receipt()
                    .autoReceipts()
                    .ignoring("SEND")
                    .expect("DISCONNECT");
            ClientOptions options = QUICK.withMaxPendingMessages(50).withConcurrency(1);
            try (AsyncStompClient client = AsyncClients.plain(broker, options)) {
                AtomicInteger handled = new AtomicInteger();
                get(client.subscribe("/q", AUTO, SubscribeOptions.DEFAULT, MessageHandler.blocking(message -> {
                    if (handled.get() == 0) {
                        client.sendConfirmed("/r", "result").join();
                    }
                    handled.incrementAndGet();
                })));
                await().atMost(Duration.ofSeconds(20)).until(() -> handled.get() == 160);
            }
        }
    }

    @Test
    void aClientTakesLeaveInTheMiddleOfAFlood() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .flood(10_000, KILOBYTE)
                    .expect("DISCONNECT")
                    .expectClose();
            ClientOptions options = QUICK.withMaxPendingMessages(10).withDisconnectTimeout(Duration.ofSeconds(10));
            AsyncStompClient client = AsyncClients.plain(broker, options);
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Void> mayFinish = new CompletableFuture<>();
            get(client.subscribe("/q", AUTO, SubscribeOptions.DEFAULT, message -> {
                begun.complete(null);
                return mayFinish;
            }));
            get(begun);
            CompletableFuture<Void> left = client.disconnect();
            mayFinish.complete(null);
            get(left);
            broker.awaitPlayed();
        }
    }
}
