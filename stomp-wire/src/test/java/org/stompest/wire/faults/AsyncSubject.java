package org.stompest.wire.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.ConnectionListener;
import org.stompest.wire.client.MessageHandler;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.client.SubscribeOptions;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompHeaders;

/** The asynchronous client, whose futures are waited for: the same one is connected again after a failure. */
final class AsyncSubject implements Subject {
    private final CompletableFuture<StompException> loss = new CompletableFuture<>();
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final AsyncStompClient client;

    AsyncSubject(StompUri uri, Settings settings) {
        this.client = new AsyncStompClient(
                uri,
                ClientOptions.DEFAULT
                        .withConcurrency(1) // for the order of messages
                        .withReceiptTimeout(settings.receiptTimeout())
                        .withDisconnectTimeout(settings.closeTimeout())
                        .withConnectionListener(new ConnectionListener() {
                            @Override
                            public void onConnectionLost(BrokerAddress broker, StompException why) {
                                loss.complete(why);
                            }
                        }));
    }

    @Override
    public void open() {
        client.close(); // what is lost may be about to notice it
        await(client.connect());
    }

    @Override
    public void subscribe() {
        await(client.subscribe(
                "/queue/q",
                StompHeaders.of("id", SUBSCRIPTION, "ack", "auto"),
                SubscribeOptions.DEFAULT,
                MessageHandler.blocking(message -> messages.add(message.text()))));
    }

    @Override
    public void send(byte[] body) {
        await(client.send("/queue/q", body));
    }

    @Override
    public void sendConfirmed(String body) {
        await(client.sendConfirmed("/queue/q", body));
    }

    @Override
    public String receive() {
        CompletableFuture<StompException> end = new CompletableFuture<>();
        client.disconnected()
                .whenComplete((nothing, failure) -> end.complete(
                        failure instanceof StompException why
                                ? why
                                : new StompConnectionException("the client was closed", failure)));
        return Waiting.take(messages, end);
    }

    @Override
    public StompException loss() {
        return Waiting.get(loss);
    }

    @Override
    public boolean isUsable() {
        return client.isConnected();
    }

    @Override
    public void close() {
        client.close();
    }

    private static void await(CompletableFuture<?> outcome) {
        try {
            outcome.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StompException failure) {
                throw failure;
            }
            throw new AssertionError("no StompException", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a future was left incomplete", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
