package org.stompest.examples.wire;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.Subscription;

/**
 * What both clients and the JMS provider stand on: a connection that outlives its sockets. Here a request is repeated on the
 * next connection if its receipt can no longer come over this one.
 */
public final class ReconnectingExample {
    private static final String DESTINATION = "/queue/reconnecting";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private ReconnectingExample() {}

    /** Takes the URIs of the brokers. */
    public static void main(String[] arguments) throws InterruptedException {
        run(String.join(",", arguments), System.out, () -> {});
    }

    /** @param breakdown is run in the middle; a test stops the first broker there */
    static void run(String brokers, PrintStream out, Runnable breakdown) throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        StompUri uri = StompUri.parse("failover:(" + brokers + ")?randomize=false&maxReconnectDelay=1000", Set.of());
        try (ReconnectingConnection connection = new ReconnectingConnection(uri, handler(received, out))) {
            connection.open();
            subscribe(connection);
            send(connection, "before");
            out.println(received.poll(15, TimeUnit.SECONDS));
            breakdown.run();
            send(connection, "after");
            out.println(received.poll(15, TimeUnit.SECONDS));
            connection.close(LIMIT); // DISCONNECT, and waits for its receipt
        }
    }

    private static void subscribe(ReconnectingConnection connection) {
        Deadline deadline = Deadline.in(LIMIT);
        StompHeaders headers =
                StompHeaders.of("id", "1", "destination", DESTINATION, "receipt", connection.nextReceiptId());
        connection.subscribe(
                ClientFrames.subscribe(connection.await(deadline).server().version(), headers), "orders", deadline);
    }

    private static void send(ReconnectingConnection connection, String text) {
        String receipt = connection.nextReceiptId();
        StompFrame send = ClientFrames.send(
                StompHeaders.of("destination", DESTINATION, "receipt", receipt), text.getBytes(StandardCharsets.UTF_8));
        Deadline deadline = Deadline.in(LIMIT);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        connection.request(
                send, () -> List.of(send), Flush.NOW, deadline, outcome); // again, if this connection is lost
        ReconnectingConnection.await(outcome, deadline, "SEND");
    }

    private static ReconnectHandler handler(BlockingQueue<String> received, PrintStream out) {
        return new ReconnectHandler() {
            @Override
            public void onMessage(StompConnection connection, Object context, StompFrame message) {
                received.add(context + ": " + message.bodyText()); // on the reader thread, which must not be blocked
            }

            @Override
            public void onInterrupted(StompConnection lost, StompException why) {
                out.println("interrupted");
            }

            @Override
            public void onRestore(StompConnection fresh, boolean cautious) {
                // subscriptions are made again already: what else is to be said first is written to the fresh one here
            }

            @Override
            public void onRefused(Subscription subscription, StompProtocolException why) {
                out.println("gone: " + subscription.destination());
            }

            @Override
            public void onRestored(StompConnection fresh) {
                out.println("restored");
            }

            @Override
            public void onFailed(StompException why) {
                out.println("failed: " + why.getMessage());
            }
        };
    }
}
