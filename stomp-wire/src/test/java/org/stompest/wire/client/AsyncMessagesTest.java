package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;
import static org.stompest.testbroker.FrameMatcher.that;
import static org.stompest.wire.client.AsyncClients.QUICK;
import static org.stompest.wire.client.AsyncClients.failureOf;
import static org.stompest.wire.client.AsyncClients.get;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompHeaders;

/** How messages get to their handlers, and what becomes of them afterwards. */
class AsyncMessagesTest {
    private static final StompHeaders NO_HEADERS = StompHeaders.empty();

    @Test
    void aMessageIsAcknowledgedWhenItIsHandledAndNotBefore() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("ack", "client-individual"))
                    .message("one")
                    .expect("SEND", body("not yet"))
                    .expect("ACK", header("id", "1"), lacks("receipt"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<StompMessage> came = new CompletableFuture<>();
                CompletableFuture<Void> handled = new CompletableFuture<>();
                StompSubscription subscription = get(client.subscribe("/q", message -> {
                    came.complete(message);
                    return handled;
                }));
                StompMessage message = get(came);
                assertThat(message.text()).isEqualTo("one");
                assertThat(message.subscription()).isSameAs(subscription);
                get(client.sendConfirmed("/q", "not yet"));
                handled.complete(null);
                broker.awaitReceived(
                        all -> all.stream().anyMatch(frame -> frame.command().equals("ACK")));
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aHandlerMayAcknowledgeOrRefuseByItself() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("good")
                    .expect("ACK", header("id", "1"), has("receipt"))
                    .message("bad")
                    .expect("NACK", header("id", "2"))
                    .message("last")
                    .expect("ACK", header("id", "3"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                get(client.subscribe("/q", message -> switch (message.text()) {
                    case "good" -> client.ackConfirmed(message);
                    case "bad" -> client.nack(message);
                    default -> CompletableFuture.completedFuture(null);
                }));
                broker.awaitReceived(all -> all.size() == 5);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void nothingIsAcknowledgedWhereThatIsNotWanted() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("ack", "auto"))
                    .message("one")
                    .expect("SUBSCRIBE", header("ack", "client-individual"))
                    .message("two")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CountDownLatch handled = new CountDownLatch(2);
                MessageHandler handler = MessageHandler.blocking(message -> handled.countDown());
                get(client.subscribe("/a", StompHeaders.of("ack", "auto"), SubscribeOptions.DEFAULT, handler));
                get(client.subscribe("/b", NO_HEADERS, SubscribeOptions.DEFAULT.withAcknowledge(false), handler));
                await().until(() -> handled.getCount() == 0);
            }
            broker.awaitPlayed();
            assertThat(broker.received("ACK")).isEmpty();
        }
    }

    @Test
    void asManyMessagesAreHandledAtATimeAsOptionsAllow() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .ignoring("ACK")
                    .expect("SUBSCRIBE")
                    .flood(20, "m")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker, QUICK.withConcurrency(3))) {
                AtomicInteger now = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                AtomicInteger handled = new AtomicInteger();
                CountDownLatch three = new CountDownLatch(3);
                get(client.subscribe("/q", MessageHandler.blocking(message -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    three.countDown();
                    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
                    now.decrementAndGet();
                    handled.incrementAndGet();
                })));
                await().until(() -> handled.get() == 20);
                assertThat(most).hasValue(3);
            }
        }
    }

    @Test
    void messagesThatAreAcknowledgedTogetherAreHandledOneAfterTheOther() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("ack", "client"))
                    .flood(50, "m")
                    .ignoring("ACK")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                List<String> order = new CopyOnWriteArrayList<>();
                AtomicInteger now = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                get(client.subscribe(
                        "/q",
                        StompHeaders.of("ack", "client"),
                        SubscribeOptions.DEFAULT,
                        message -> CompletableFuture.runAsync(
                                        () -> most.accumulateAndGet(now.incrementAndGet(), Math::max))
                                .thenRunAsync(() -> {
                                    order.add(message.header("message-id"));
                                    now.decrementAndGet();
                                })));
                broker.awaitReceived(all -> all.stream()
                                .filter(frame -> frame.command().equals("ACK"))
                                .count()
                        == 50);
                assertThat(most).hasValue(1);
                assertThat(order).hasSize(50).isSortedAccordingTo(Comparator.comparing(Integer::valueOf));
            }
            assertThat(broker.received("ACK"))
                    .extracting(frame -> Integer.valueOf(frame.header("id")))
                    .isSorted();
        }
    }

    @Test
    void aMessageThatFailedIsForwardedAndAcknowledged() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one", "colour", "red", "redelivered", "true", "timestamp", "7")
                    .expect(
                            "SEND",
                            header("destination", "/errors"),
                            header("persistent", "true"),
                            header("colour", "red"),
                            lacks("redelivered"),
                            lacks("timestamp"),
                            lacks("message-id"),
                            lacks("subscription"),
                            lacks("ack"),
                            that(
                                    "reason",
                                    frame -> frame.header("message-failed")
                                            .equals("java.lang.IllegalStateException: no good")),
                            body("one"))
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                get(client.subscribe(
                        "/q", NO_HEADERS, SubscribeOptions.DEFAULT.withErrorDestination("/errors"), message -> {
                            throw new IllegalStateException("no\ngood");
                        }));
                broker.awaitReceived(all -> all.size() == 4);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void anErrorHandlerTakesCareAndTheMessageIsAcknowledged() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("throws")
                    .expect("ACK")
                    .message("null")
                    .expect("ACK")
                    .message("fails")
                    .expect("ACK")
                    .message("never")
                    .expect("ACK")
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                List<Throwable> failures = new CopyOnWriteArrayList<>();
                SubscribeOptions options = SubscribeOptions.DEFAULT
                        .withHandlerTimeout(Duration.ofMillis(200))
                        .withErrorHandler((message, failure) -> {
                            failures.add(failure);
                            return CompletableFuture.completedFuture(null);
                        });
                get(client.subscribe("/q", NO_HEADERS, options, message -> switch (message.text()) {
                    case "throws" -> throw new IOException("thrown");
                    case "null" -> null;
                    case "fails" ->
                        CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("failed");
                        });
                    default -> new CompletableFuture<>();
                }));
                broker.awaitReceived(all -> all.size() == 6);
                assertThat(failures).hasSize(4);
                assertThat(failures.get(0)).hasMessage("thrown");
                assertThat(failures.get(1)).isInstanceOf(StompException.class).hasMessageContaining("null");
                assertThat(failures.get(2))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("failed");
                assertThat(failures.get(3)).isInstanceOf(TimeoutException.class);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aFailureThatNobodyTakesCareOfEndsTheClientInGoodOrder() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("good")
                    .expect("ACK")
                    .message("bad")
                    .expect("DISCONNECT")
                    .expectClose();
            AsyncStompClient client = AsyncClients.plain(broker);
            IllegalStateException failure = new IllegalStateException("bad");
            get(client.subscribe("/q", MessageHandler.blocking(message -> {
                if (message.text().equals("bad")) {
                    throw failure;
                }
            })));
            assertThat(failureOf(client.disconnected())).isSameAs(failure);
            get(client.disconnect());
            broker.awaitPlayed();
        }
    }

    @Test
    void anErrorHandlerThatFailsEndsTheClientToo() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("bad")
                    .expect("DISCONNECT");
            AsyncStompClient client = AsyncClients.plain(broker);
            IllegalStateException first = new IllegalStateException("first");
            IllegalStateException second = new IllegalStateException("second");
            SubscribeOptions options = SubscribeOptions.DEFAULT.withErrorHandler((message, failure) -> {
                throw second;
            });
            get(client.subscribe("/q", NO_HEADERS, options, message -> CompletableFuture.failedFuture(first)));
            assertThat(failureOf(client.disconnected())).isSameAs(second).hasSuppressedException(first);
        }
    }

    @Test
    void handlersGoOnAfterAFailoverAndAcknowledgeOnlyWhereAMessageCameFrom() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("old")
                    .expect("SEND", body("it came"))
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("skipped")
                    .message("new")
                    .expect("ACK", header("id", "2"))
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker)) {
                CompletableFuture<Void> old = new CompletableFuture<>();
                CompletableFuture<Void> skipped = new CompletableFuture<>();
                get(client.subscribe("/q", message -> switch (message.text()) {
                    case "old" -> {
                        client.send("/q", "it came");
                        yield old;
                    }
                    case "skipped" -> skipped;
                    default -> CompletableFuture.completedFuture(null);
                }));
                broker.awaitReceived(all -> count(all, "ACK") == 1);
                old.complete(null); // its connection is gone
                skipped.complete(null);
                broker.awaitReceived(all -> count(all, "ACK") == 2);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void messagesThatNobodyHasBegunToHandleAreDroppedWithTheirConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch go = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("held")
                    .message("dropped")
                    .expect("SEND")
                    .close();
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("again")
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.failover(broker, QUICK.withConcurrency(1))) {
                List<String> handled = new CopyOnWriteArrayList<>();
                get(client.subscribe("/q", MessageHandler.blocking(message -> {
                    handled.add(message.text());
                    if (message.text().equals("held")) {
                        client.send("/q", "it came");
                        assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                    }
                })));
                AsyncClients.awaitReplacement(broker, client);
                go.countDown();
                broker.awaitReceived(all -> count(all, "ACK") == 1);
                assertThat(handled).containsExactly("held", "again");
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void aSubscriptionOfStomp10IsAcknowledgedCumulatively() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect()
                    .connected("1.0")
                    .autoReceipts()
                    .expect("SUBSCRIBE", header("ack", "client"))
                    .message("one")
                    .expect("ACK", header("message-id", "1"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                get(client.subscribe("/q", MessageHandler.blocking(message -> {})));
                broker.awaitReceived(all -> count(all, "ACK") == 1);
            }
            broker.awaitPlayed();
        }
    }

    @Test
    void messagesOfAnEndedSubscriptionAreNotHandled() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch late = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("held")
                    .message("waiting")
                    .expect("UNSUBSCRIBE")
                    .message("late")
                    .then(frame -> late.countDown())
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker, QUICK.withConcurrency(1))) {
                List<String> handled = new CopyOnWriteArrayList<>();
                CompletableFuture<StompSubscription> begun = new CompletableFuture<>();
                get(client.subscribe("/q", MessageHandler.blocking(message -> {
                    handled.add(message.text());
                    begun.complete(message.subscription());
                    assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                })));
                get(client.unsubscribe(get(begun)));
                await().until(() -> late.getCount() == 0);
                go.countDown();
                broker.awaitReceived(all -> count(all, "ACK") == 1);
                assertThat(handled).containsExactly("held");
            }
            broker.awaitPlayed();
        }
    }

    private static long count(List<WireFrame> frames, String command) {
        return frames.stream().filter(frame -> frame.command().equals(command)).count();
    }

    @Test
    void acknowledgementsAndUnsubscriptionsMayHaveHeadersOfTheirOwn() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .message("one")
                    .message("two")
                    .expect("ACK", header("id", "1"), header("x", "y"))
                    .expect("NACK", header("id", "2"), header("requeue", "false"), header("receipt", "mine"))
                    .expect("UNSUBSCRIBE", header("id", "s"), header("durable-subscription-name", "d"))
                    .expect("DISCONNECT");
            try (AsyncStompClient client = AsyncClients.plain(broker)) {
                CompletableFuture<Void> refused = new CompletableFuture<>();
                StompSubscription subscription = get(client.subscribe(
                        "/q",
                        StompHeaders.of("id", "s", "ack", "client"),
                        SubscribeOptions.DEFAULT.withAcknowledge(false),
                        message -> message.text().equals("one")
                                ? client.ack(message, StompHeaders.of("x", "y", "id", "not this"))
                                : client.nack(message, StompHeaders.of("requeue", "false", "receipt", "mine"))
                                        .thenRun(() -> refused.complete(null))));
                get(refused);
                get(client.unsubscribe(subscription, StompHeaders.of("durable-subscription-name", "d")));
            }
            broker.awaitPlayed();
        }
    }
}
