package org.stompest.examples.wire;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.client.MessageHandler;
import org.stompest.wire.client.SubscribeOptions;

/**
 * The asynchronous client: messages are handled concurrently and acknowledged when that is done; those that cannot be handled
 * go to a destination of their own.
 */
public final class AsyncExample {
    private static final int MESSAGES = 10;

    private AsyncExample() {}

    /** Sends and handles over the broker at the URI given. */
    public static void main(String[] arguments) throws InterruptedException {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(MESSAGES);
        AsyncStompClient client = new AsyncStompClient(broker);
        client.connect().join();

        MessageHandler handler = MessageHandler.blocking(message -> {
            handled.countDown();
            if (message.text().equals("7")) {
                throw new IllegalArgumentException("seven is not liked here");
            }
        });
        client.subscribe("/queue/numbers", SubscribeOptions.DEFAULT.withErrorDestination("/queue/failed"), handler)
                .join();

        CompletableFuture<?>[] sent = IntStream.range(0, MESSAGES)
                .mapToObj(number -> client.sendConfirmed("/queue/numbers", Integer.toString(number)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).join();
        handled.await();

        CompletableFuture<String> failed = new CompletableFuture<>();
        client.subscribe(
                        "/queue/failed",
                        MessageHandler.blocking(
                                message -> failed.complete(message.text() + ": " + message.header("message-failed"))))
                .join();
        out.println("failed " + failed.join());

        client.disconnect().join(); // waits for what is being handled
        out.println("handled " + MESSAGES);
    }
}
