package org.stompest.wire.faults;

import java.util.concurrent.CompletableFuture;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.ConnectionListener;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompHeaders;

/** The synchronous client: the same one is connected again after a failure. */
final class SyncSubject implements Subject {
    private final CompletableFuture<StompException> loss = new CompletableFuture<>();
    private final StompClient client;

    SyncSubject(StompUri uri, Settings settings) {
        this.client = new StompClient(
                uri,
                ClientOptions.DEFAULT
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
        client.connect();
    }

    @Override
    public void subscribe() {
        client.subscribe("/queue/q", StompHeaders.of("id", SUBSCRIPTION, "ack", "auto"));
    }

    @Override
    public void send(byte[] body) {
        client.send("/queue/q", body);
    }

    @Override
    public void sendConfirmed(String body) {
        client.sendConfirmed("/queue/q", body);
    }

    @Override
    public String receive() {
        return client.receive(PATIENCE)
                .orElseThrow(() -> new AssertionError("no message within " + PATIENCE))
                .text();
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
}
