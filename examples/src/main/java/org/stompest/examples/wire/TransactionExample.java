package org.stompest.examples.wire;

import java.io.PrintStream;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;

/** Transactions: what is sent within one arrives as a whole or not at all. */
public final class TransactionExample {
    private TransactionExample() {}

    /** Commits and aborts over the broker at the URI given. */
    public static void main(String[] arguments) {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) {
        try (StompClient client = new StompClient(broker).connect()) {
            client.transaction(transaction -> {
                transaction.send("/queue/orders", "one");
                transaction.send("/queue/orders", "two");
            });
            try {
                client.transaction(transaction -> {
                    transaction.send("/queue/orders", "three");
                    throw new IllegalStateException("no more paper");
                });
            } catch (IllegalStateException e) {
                out.println("aborted: " + e.getMessage());
            }

            client.subscribe("/queue/orders");
            for (int i = 0; i < 2; i++) {
                StompMessage message = client.receive();
                out.println("received " + message.text());
                client.ackConfirmed(message);
            }
        }
    }
}
