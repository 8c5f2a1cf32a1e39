package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.stompest.wire.StompException;
import org.stompest.wire.client.BrokerEndpoint;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectionHandler;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.StompSession;

/** A connection that is opened anew by hand. */
final class BareSubject implements Subject, ConnectionHandler {
    private final BrokerEndpoint broker;
    private final Settings settings;
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<StompException> loss = new CompletableFuture<>();
    private volatile StompConnection connection;

    BareSubject(StompUri uri, Settings settings) {
        this.broker = uri.brokers().get(0);
        this.settings = settings;
    }

    @Override
    public void open() {
        closeLast();
        connection = StompConnection.open(
                broker.address(), broker.transport(), broker.connect(), new StompSession(true), this);
    }

    @Override
    public void onMessage(StompConnection from, StompFrame message) {
        if (SUBSCRIPTION.equals(message.header("subscription"))) {
            messages.add(message.bodyText());
        }
    }

    @Override
    public void onClosed(StompConnection from, StompException why) {
        loss.complete(why);
    }

    @Override
    public void subscribe() {
        request(Frames.subscribe(connection.nextReceiptId()));
    }

    @Override
    public void send(byte[] body) {
        connection.write(Frames.send(body), Flush.NOW);
    }

    @Override
    public void sendConfirmed(String body) {
        request(ClientFrames.withReceipt(Frames.send(body.getBytes(UTF_8)), connection.nextReceiptId()));
    }

    private void request(StompFrame frame) {
        Confirmation answer = new Confirmation();
        connection.request(frame, answer, Flush.NOW);
        StompException failure = answer.await(Deadline.in(settings.receiptTimeout()));
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String receive() {
        return Waiting.take(messages, loss);
    }

    @Override
    public StompException loss() {
        return Waiting.get(loss);
    }

    @Override
    public boolean isUsable() {
        return connection != null && connection.isOpen();
    }

    @Override
    public void close() {
        closeLast();
    }

    private void closeLast() {
        if (connection != null) {
            connection.close(settings.closeTimeout());
        }
    }
}
