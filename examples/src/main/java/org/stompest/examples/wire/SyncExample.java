package org.stompest.examples.wire;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompSubscription;
import org.stompest.wire.frame.StompHeaders;

/** The synchronous client: sends, receives, acknowledges. */
public final class SyncExample {
    private SyncExample() {}

    /** Sends and receives over the broker at the URI given. */
    public static void main(String[] arguments) {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) {
        try (StompClient client = new StompClient(broker).connect()) {
            out.println("connected by STOMP " + client.server().version());

            client.send("/queue/sync", "leaves with the next frames");
            client.sendConfirmed("/queue/sync", "is at the broker", StompHeaders.of("colour", "blue"));

            StompSubscription subscription = client.subscribe("/queue/sync");
            for (Optional<StompMessage> next = client.receive(Duration.ofSeconds(10));
                    next.isPresent();
                    next = client.receive(Duration.ofMillis(200))) {
                StompMessage message = next.get();
                out.println("received " + message.text() + ", colour " + message.header("colour"));
                client.ackConfirmed(message);
            }
            client.unsubscribe(subscription);
        }
    }
}
