package org.stompest.wire.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.VirtualThreads;
import org.stompest.wire.frame.StompHeaders;

/** Virtual threads share a client without holding their carriers; skipped before JDK 21. */
@ResourceLock("Flight Recorder") // recordings that begin and end beside each other may miss events
class StompClientVirtualThreadsTest {
    private static final int THREADS = 20;
    private static final int EACH = 20;

    @Test
    void manyThatSendReceiveAndCommitAreNeverPinned() {
        VirtualThreads.assertNeverPinned(() -> {
            try (ScriptedBroker broker = new ScriptedBroker()) {
                broker.connection()
                        .handshake()
                        .expect("SUBSCRIBE")
                        .receipt()
                        .flood(THREADS * EACH, "x")
                        .autoReceipts()
                        .ignoringTheRest()
                        .expectClose();
                StompClient client = Sync.plain(broker);
                VirtualThreads.run(List.of(client::connect));
                client.subscribe("a", StompHeaders.empty());
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    tasks.add(() -> use(client));
                }
                VirtualThreads.run(tasks);
                VirtualThreads.run(List.of(() -> {
                    client.disconnect();
                    return null;
                }));
            }
        });
    }

    private static Void use(StompClient client) {
        for (int i = 0; i < EACH; i++) {
            StompMessage message = Sync.receive(client);
            client.transaction(transaction -> {
                transaction.send("b", "c");
                transaction.ack(message);
            });
            client.send("b", "c");
            client.sendConfirmed("b", "c");
        }
        return null;
    }
}
