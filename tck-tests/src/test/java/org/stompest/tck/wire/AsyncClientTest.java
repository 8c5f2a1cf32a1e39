package org.stompest.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.client.AsyncTransaction;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.MessageHandler;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.SubscribeOptions;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** The asynchronous client with real brokers. */
class AsyncClientTest extends WireTest {
    private final CompletableFuture<StompMessage> first = new CompletableFuture<>();
    private final MessageHandler completing = MessageHandler.blocking(first::complete);

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void everyVersionHandlesAndAcknowledges(StompVersion version) throws Exception {
        AsyncStompClient client = new AsyncStompClient(uri(version), ClientOptions.DEFAULT);
        assertThat(get(client.connect()).version()).isEqualTo(version);
        get(client.subscribe(queue(), completing));

        get(client.sendConfirmed(queue(), "hello"));

        assertThat(get(first).text()).isEqualTo("hello");
        get(client.disconnect());
        broker().awaitMessages(name(), 0);
    }

    @Test
    void messagesAreHandledConcurrentlyAndEachOnce() throws Exception {
        int count = 500;
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch twoAtATime = new CountDownLatch(2);
        AsyncStompClient client = connected();
        get(client.subscribe(
                queue(),
                StompHeaders.of("activemq.prefetchSize", "100", "consumer-window-size", "100000"),
                SubscribeOptions.DEFAULT,
                MessageHandler.blocking(message -> {
                    twoAtATime.countDown();
                    assertThat(twoAtATime.await(SOON.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    seen.add(message.text());
                    handled.incrementAndGet();
                })));

        IntStream.range(0, count).forEach(n -> client.send(queue(), "n" + n));

        await().atMost(SOON).until(() -> handled.get() == count);
        get(client.disconnect());
        assertThat(seen).hasSize(count);
        broker().awaitMessages(name(), 0);
    }

    @Test
    void whatCannotBeHandledGoesToTheErrorDestination() throws Exception {
        AsyncStompClient client = connected();
        get(client.subscribe(
                queue(),
                StompHeaders.empty(),
                SubscribeOptions.DEFAULT.withErrorDestination(queue() + ".failed"),
                MessageHandler.blocking(message -> {
                    throw new IllegalStateException("cannot be handled");
                })));

        get(client.sendConfirmed(queue(), "poison", StompHeaders.of("colour", "green")));
        get(client.subscribe(queue() + ".failed", completing));

        StompMessage failed = get(first);
        get(client.disconnect());
        assertThat(failed.text()).isEqualTo("poison");
        assertThat(failed.header("colour")).isEqualTo("green");
        assertThat(failed.header("message-failed")).contains("cannot be handled");
        broker().awaitMessages(name(), 0);
        broker().awaitMessages(name() + ".failed", 0);
    }

    @Test
    void withoutErrorDestinationAFailureEndsTheClientAndTheMessageStays() throws Exception {
        AsyncStompClient client = connected();
        get(client.subscribe(queue(), MessageHandler.blocking(message -> {
            throw new IllegalStateException("cannot be handled");
        })));

        get(client.sendConfirmed(queue(), "poison"));

        assertThat(client.disconnected())
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withStackTraceContaining("cannot be handled");
        broker().awaitMessages(name(), 1);
    }

    @Test
    void disconnectWaitsForHandlers() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Void> work = new CompletableFuture<>();
        AsyncStompClient client = connected();
        get(client.subscribe(queue(), message -> {
            entered.countDown();
            return work;
        }));
        get(client.sendConfirmed(queue(), "slow"));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> disconnect = client.disconnect();

        assertThat(disconnect).isNotDone();
        work.complete(null);
        get(disconnect);
        broker().awaitMessages(name(), 0);
    }

    @Test
    void aTransactionArrivesAsAWhole() throws Exception {
        AsyncStompClient client = connected();
        AsyncTransaction transaction = get(client.begin());
        IntStream.range(0, 10).forEach(n -> transaction.send(queue(), "n" + n));
        AsyncTransaction aborted = get(client.begin());
        aborted.send(queue(), "never");

        get(aborted.abort());
        get(transaction.commit());

        broker().awaitMessages(name(), 10);
        get(client.disconnect());
    }

    @Test
    void aBridgeThatConfirmsBeforeItAcknowledgesMovesEverything() throws Exception {
        int count = 300;
        AsyncStompClient client = connected();
        IntStream.range(0, count).forEach(n -> client.send(queue(), "n" + n));
        get(client.subscribe(
                queue(),
                StompHeaders.of("activemq.prefetchSize", "1000", "consumer-window-size", "-1"),
                SubscribeOptions.DEFAULT,
                message -> client.sendConfirmed(queue() + ".moved", message.text())));

        broker().awaitMessages(name() + ".moved", count);
        get(client.disconnect());
        broker().awaitMessages(name(), 0);
    }

    private AsyncStompClient connected() throws Exception {
        AsyncStompClient client = new AsyncStompClient(broker().uri());
        get(client.connect());
        return client;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
}
