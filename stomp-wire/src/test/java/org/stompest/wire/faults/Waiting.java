package org.stompest.wire.faults;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;

/** Waits, with an upper bound. */
final class Waiting {
    private static final long LOOK_MILLIS = 5;

    private Waiting() {}

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(Subject.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing was told within " + Subject.PATIENCE, e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Takes a message, unless the end is told first. */
    static String take(BlockingQueue<String> messages, CompletableFuture<StompException> end) {
        long limit = System.nanoTime() + Subject.PATIENCE.toNanos();
        try {
            while (System.nanoTime() < limit) {
                boolean over = end.isDone();
                String message = messages.poll(over ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    return message;
                }
                if (over) {
                    throw new StompConnectionException(end.join().getMessage(), end.join(), true);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        throw new AssertionError("no message within " + Subject.PATIENCE);
    }
}
