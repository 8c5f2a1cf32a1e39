package org.stompest.wire.faults;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.ConnectionListener;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.frame.StompHeaders;

/** The synchronous client. */
final class SyncSubject implements Subject {
    private final StompClient client;
    private volatile CompletableFuture<StompException> loss = new CompletableFuture<>();

    SyncSubject(SubjectKind.Setup setup) {
        ClientOptions options = ClientOptions.DEFAULT
                .withReceiptTimeout(setup.receiptTimeout())
                .withDisconnectTimeout(setup.receiptTimeout())
                .withConnectionListener(new ConnectionListener() {
                    @Override
                    public void onDisconnected(Optional<StompException> why) {
                        why.ifPresent(loss::complete);
                    }
                });
        client = new StompClient(StompUri.parse(setup.uri(), Set.of()), options);
    }

    @Override
    public void open() {
        loss = new CompletableFuture<>();
        client.connect();
    }

    @Override
    public void subscribe() {
        client.subscribe("d", StompHeaders.of("id", "1", "ack", "auto"));
    }

    @Override
    public void sendConfirmed(String text) {
        client.sendConfirmed("d", text);
    }

    @Override
    public String receive() {
        return client.receive(SubjectKind.PATIENCE)
                .orElseThrow(() -> new AssertionError("no message came"))
                .text();
    }

    @Override
    public StompException awaitLoss() {
        try {
            return loss.get(SubjectKind.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the connection was not lost", e);
        }
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }

    @Override
    public void close() {
        client.close(true);
    }
}
