package org.stompest.testbroker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One connection, its script and its two threads. */
final class PlayedConnection {
    private static final Duration LAST_LOOK = Duration.ofMillis(50);

    private final int number;
    private final Peer peer;
    private final Script script;
    private final Consumer<AssertionError> onFailure;
    private List<Thread> threads = List.of();

    PlayedConnection(int number, Peer peer, Script script, Consumer<AssertionError> onFailure) {
        this.number = number;
        this.peer = peer;
        this.script = script;
        this.onFailure = onFailure;
    }

    void start(int port) {
        script.prepare(peer);
        String name = "testbroker-" + port + "-" + number;
        threads = Stream.of(new Thread(peer.inbound()::read, name + "-read"), new Thread(this::play, name + "-play"))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void play() {
        Step step = null;
        try {
            for (step = script.steps().take();
                    step != null;
                    step = script.steps().take()) {
                step.action().run(peer);
            }
            WireFrame unexpected = peer.drain(LAST_LOOK);
            if (unexpected != null) {
                throw new AssertionError("not expected: " + unexpected);
            }
            peer.close();
        } catch (AssertionError | IOException | InterruptedException | RuntimeException e) {
            fail(step, e);
        }
    }

    private void fail(Step step, Throwable cause) {
        AssertionError failure = failure(step, cause);
        if (!peer.mayFail(cause)) {
            onFailure.accept(failure);
        }
        script.steps().abandon();
        try {
            peer.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private AssertionError failure(Step step, Throwable cause) {
        String where = "connection " + number + (step == null ? ", after the script: " : ", at '" + step + "': ");
        String what = cause instanceof AssertionError ? cause.getMessage() : cause.toString();
        return new AssertionError(where + what, cause);
    }

    long bytesSent() {
        return peer.bytesSent();
    }

    long bytesReceived() {
        return peer.bytesReceived();
    }

    /** Closes the connection, after its script is over, and waits for its threads. */
    void end() {
        try {
            Thread play = threads.get(1);
            play.join(2 * LAST_LOOK.toMillis() + 1000);
            peer.close();
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        } catch (IOException e) {
            onFailure.accept(new AssertionError("connection " + number + " cannot be closed", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
