package org.stompest.examples.wire;

import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.client.AsyncTransaction;
import org.stompest.wire.client.MessageHandler;

/** Transactions of the asynchronous client: one that is committed, one that is aborted because its work has failed. */
public final class AsyncTransactionExample {
    private AsyncTransactionExample() {}

    /** Commits and aborts over the broker at the URI given. */
    public static void main(String[] arguments) throws InterruptedException {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) throws InterruptedException {
        AsyncStompClient client = new AsyncStompClient(broker);
        try (client) {
            client.connect().join();
            transfer(client, "one", "two").join();
            transfer(client, "three", null)
                    .exceptionally(failure -> {
                        out.println("aborted: " + failure.getCause().getMessage());
                        return null;
                    })
                    .join();

            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            client.subscribe("/queue/invoices", MessageHandler.blocking(message -> received.add(message.text())))
                    .join();
            out.println("received " + received.take());
            out.println("received " + received.take());
        }
    }

    /** Sends two messages, both or none. */
    private static CompletableFuture<Void> transfer(AsyncStompClient client, String first, String second) {
        return client.begin()
                .thenCompose(transaction -> transaction
                        .send("/queue/invoices", first)
                        .thenCompose(sent -> transaction.send("/queue/invoices", checked(second)))
                        .handle((sent, failure) -> failure == null ? transaction.commit() : abort(transaction, failure))
                        .thenCompose(ended -> ended));
    }

    private static CompletableFuture<Void> abort(AsyncTransaction transaction, Throwable failure) {
        return transaction.abort().thenCompose(aborted -> CompletableFuture.failedFuture(failure));
    }

    private static String checked(String text) {
        if (text == null) {
            throw new IllegalArgumentException("nothing to be sent");
        }
        return text;
    }
}
