package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.client.ReconnectHandler;
import org.stompest.wire.client.ReconnectingConnection;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.Subscription;

/** A connection that outlives its sockets, with requests that are repeated. */
final class ReconnectingSubject implements Subject, ReconnectHandler {
    private final StompUri uri;
    private final Settings settings;
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<StompException> loss = new CompletableFuture<>();
    private final CompletableFuture<StompException> failed = new CompletableFuture<>();
    private volatile ReconnectingConnection connection;

    ReconnectingSubject(StompUri uri, Settings settings) {
        this.uri = uri;
        this.settings = settings;
    }

    @Override
    public void open() {
        close();
        connection = new ReconnectingConnection(uri, this);
        connection.open();
    }

    @Override
    public void subscribe() {
        connection.subscribe(Frames.subscribe(connection.nextReceiptId()), "context", deadline());
    }

    @Override
    public void send(byte[] body) {
        connection.send(Frames.send(body), Flush.NOW, deadline());
    }

    @Override
    public void sendConfirmed(String body) {
        StompFrame frame = ClientFrames.withReceipt(Frames.send(body.getBytes(UTF_8)), connection.nextReceiptId());
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        Deadline deadline = deadline();
        connection.request(frame, () -> List.of(frame), Flush.NOW, deadline, outcome);
        ReconnectingConnection.await(outcome, deadline, "SEND");
    }

    private Deadline deadline() {
        return Deadline.in(settings.receiptTimeout());
    }

    @Override
    public String receive() {
        return Waiting.take(messages, failed);
    }

    @Override
    public StompException loss() {
        return Waiting.get(loss);
    }

    @Override
    public boolean isUsable() {
        return connection != null && connection.isConnected();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close(settings.closeTimeout());
        }
    }

    @Override
    public void onMessage(StompConnection from, Object context, StompFrame message) {
        messages.add(message.bodyText());
    }

    @Override
    public void onInterrupted(StompConnection lost, StompException why) {
        loss.complete(why);
    }

    @Override
    public void onRestore(StompConnection fresh, boolean cautious) {
        // nothing but the subscription is to be played again
    }

    @Override
    public void onRefused(Subscription subscription, StompProtocolException why) {
        failed.complete(why);
    }

    @Override
    public void onRestored(StompConnection fresh) {
        // whoever waits finds it
    }

    @Override
    public void onFailed(StompException why) {
        failed.complete(why);
    }
}
