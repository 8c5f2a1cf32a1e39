package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.stompest.testbroker.ScriptedBroker;

/** Asynchronous clients and their futures in the words of the tests. */
final class AsyncClients {
    static final ClientOptions QUICK = ClientOptions.DEFAULT
            .withReceiptTimeout(Duration.ofSeconds(20))
            .withDisconnectTimeout(Duration.ofSeconds(20));
    private static final long PATIENCE_SECONDS = 20;

    private AsyncClients() {}

    /** A client of one broker that reconnects after an ERROR only. */
    static AsyncStompClient plain(ScriptedBroker broker, ClientOptions options) {
        return connected(broker.uri() + "?stomp.heartBeat=0,0", options);
    }

    static AsyncStompClient plain(ScriptedBroker broker) {
        return plain(broker, QUICK);
    }

    static AsyncStompClient failover(ScriptedBroker broker, ClientOptions options) {
        return connected(Client.failoverUri(broker, ""), options);
    }

    static AsyncStompClient failover(ScriptedBroker broker) {
        return failover(broker, QUICK);
    }

    static AsyncStompClient unconnected(String uri, ClientOptions options) {
        return new AsyncStompClient(StompUri.parse(uri, Set.of()), options);
    }

    private static AsyncStompClient connected(String uri, ClientOptions options) {
        AsyncStompClient client = unconnected(uri, options);
        get(client.connect());
        return client;
    }

    /** Waits until the second connection stands. */
    static void awaitReplacement(ScriptedBroker broker, AsyncStompClient client) {
        await().until(() -> broker.connections() == 2 && client.isConnected());
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError("the future is not complete", e);
        }
    }

    /** {@return how a future fails} */
    static Throwable failureOf(CompletableFuture<?> future) {
        Throwable failure = catchThrowable(() -> future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        if (failure instanceof ExecutionException) {
            return failure.getCause();
        }
        throw new AssertionError("the future has not failed", failure);
    }
}
