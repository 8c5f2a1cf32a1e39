package org.stompest.wire.connection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompFrame;

/** Records what a connection tells. Usable from any thread. */
final class Received implements ConnectionHandler {
    private final List<StompFrame> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<StompException> closed = new CompletableFuture<>();

    @Override
    public void onMessage(StompConnection connection, StompFrame message) {
        messages.add(message);
    }

    @Override
    public void onClosed(StompConnection connection, StompException why) {
        if (!closed.complete(why)) {
            throw new AssertionError("told twice", why);
        }
    }

    List<StompFrame> messages() {
        return List.copyOf(messages);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Waits for the end. */
    StompException why() {
        return closed.join();
    }
}
