package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompConnectionException;
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
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.StompSession;

/** One {@link StompConnection}. */
final class ConnectionSubject implements Subject {
    private final SubjectKind.Setup setup;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private CompletableFuture<StompException> loss = new CompletableFuture<>();
    private StompConnection connection;

    ConnectionSubject(SubjectKind.Setup setup) {
        this.setup = setup;
    }

    private final class Incoming implements ConnectionHandler {
        private final CompletableFuture<StompException> end;

        Incoming(CompletableFuture<StompException> end) {
            this.end = end;
        }

        @Override
        public void onMessage(StompConnection from, StompFrame message) {
            messages.add(message.bodyText());
        }

        @Override
        public void onClosed(StompConnection from, StompException why) {
            end.complete(why);
        }
    }

    @Override
    public void open() {
        BrokerEndpoint broker = StompUri.parse(setup.uri(), Set.of()).brokers().get(0);
        messages.clear();
        loss = new CompletableFuture<>();
        connection = StompConnection.open(
                broker.address(), broker.transport(), broker.connect(), new StompSession(), new Incoming(loss));
    }

    @Override
    public void subscribe() {
        confirm(ClientFrames.subscribe(
                connection.server().version(), StompHeaders.of("id", "1", "destination", "d", "ack", "auto")));
    }

    @Override
    public void sendConfirmed(String text) {
        confirm(ClientFrames.send(StompHeaders.of("destination", "d"), text.getBytes(UTF_8)));
    }

    private void confirm(StompFrame frame) {
        Confirmation confirmation = new Confirmation();
        StompFrame asking = ClientFrames.withReceipt(frame, connection.nextReceiptId());
        connection.request(asking, confirmation, Flush.NOW);
        StompException failure = confirmation.await(Deadline.in(setup.receiptTimeout()));
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String receive() {
        try {
            long end = System.nanoTime() + SubjectKind.PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                String text = messages.poll(20, TimeUnit.MILLISECONDS);
                if (text != null) {
                    return text;
                }
                if (loss.isDone() && messages.isEmpty()) {
                    throw new StompConnectionException(loss.join().getMessage(), loss.join());
                }
            }
            throw new AssertionError("no message came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
        connection.close(setup.receiptTimeout());
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
