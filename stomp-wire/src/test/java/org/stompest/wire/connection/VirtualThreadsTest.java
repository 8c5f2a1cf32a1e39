package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.VirtualThreads;

/** Virtual threads use a connection without holding their carriers; skipped before JDK 21. */
@ResourceLock("Flight Recorder") // recordings that begin and end beside each other may miss events
class VirtualThreadsTest {
    private static final int THREADS = 50;
    private static final int FRAMES_EACH = 20;

    @Test
    void manyThatWriteAndWaitForReceiptsAreNeverPinned() {
        VirtualThreads.assertNeverPinned(() -> {
            try (ScriptedBroker broker = new ScriptedBroker()) {
                broker.connection().handshake().autoReceipts().ignoringTheRest().expectClose();
                StompConnection connection = Broker.open(broker, new Received());
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    tasks.add(() -> writeAndWait(connection));
                }
                VirtualThreads.run(tasks);
                VirtualThreads.run(List.of(() -> close(connection)));
            }
        });
    }

    private static Void writeAndWait(StompConnection connection) {
        for (int i = 0; i < FRAMES_EACH; i++) {
            connection.write(Broker.send("soon"), i % 2 == 0 ? Flush.SOON : Flush.LATER);
            Confirmation confirmation = new Confirmation();
            connection.request(Broker.send("now", connection.nextReceiptId()), confirmation, Flush.NOW);
            assertThat(confirmation.await(Deadline.in(Broker.PATIENCE))).isNull();
        }
        return null;
    }

    @Test
    void manyThatOpenAndCloseAreNeverPinned() {
        VirtualThreads.assertNeverPinned(() -> {
            try (ScriptedBroker broker = new ScriptedBroker()) {
                broker.everyFurtherConnection(script ->
                        script.handshake().autoReceipts().ignoringTheRest().expectClose());
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < THREADS / 5; i++) {
                    tasks.add(() -> close(Broker.open(broker, new Received())));
                }
                VirtualThreads.run(tasks);
            }
        });
    }

    @Test
    void manyThatWaitForRoomAreNeverPinned() {
        VirtualThreads.assertNeverPinned(() -> {
            String body = "x".repeat(20_000);
            try (ScriptedBroker broker = new ScriptedBroker(8 * 1024)) {
                broker.connection().handshake().autoReceipts().ignoringTheRest().expectClose();
                StompConnection connection = Broker.open(broker, new Received());
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    tasks.add(() -> {
                        for (int k = 0; k < FRAMES_EACH; k++) {
                            connection.write(Broker.send(body), Flush.SOON);
                        }
                        return null;
                    });
                }
                VirtualThreads.run(tasks);
                VirtualThreads.run(List.of(() -> close(connection)));
            }
        });
    }

    private static Void close(StompConnection connection) {
        connection.close(Duration.ofSeconds(10));
        return null;
    }

    @Test
    void aPinnedThreadWouldBeSeen() throws IOException {
        URL classes = Initialised.class.getProtectionDomain().getCodeSource().getLocation();
        // A loader of its own, so that the class is initialised each time.
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertThat(VirtualThreads.pinnedIn(() -> VirtualThreads.run(
                            List.of(() -> Class.forName(Initialised.class.getName(), true, loader)))))
                    .isNotEmpty();
        }
    }

    /** A class initializer has a frame of native code beneath it, so that whoever waits in it is pinned. */
    private static final class Initialised {
        static {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
